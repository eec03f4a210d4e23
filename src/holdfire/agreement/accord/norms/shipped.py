"""The norm files that ship with the program, as examples to read and to start from."""

from __future__ import annotations

from importlib.resources import files

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm_text import read_norms

__all__ = ["EXAMPLES", "example", "example_text"]

EXAMPLES = ("deployment", "grave-breach", "heavy-weapons")


def example_text(name: str) -> str:
    """The text of an example; raises ``KeyError`` for a name that is none."""
    if name not in EXAMPLES:
        raise KeyError(name)
    folder = files("holdfire.agreement.accord.norms") / "examples"
    return (folder / f"{name}.yaml").read_text("utf-8")


def example(name: str) -> Accord:
    """An example, read."""
    return read_norms(example_text(name), f"{name}.yaml")
