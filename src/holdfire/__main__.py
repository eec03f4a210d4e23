"""``python -m holdfire`` is the same as ``holdfire``."""

from holdfire.cli.program import main

if __name__ == "__main__":
    main()
