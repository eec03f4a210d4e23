"""The agreements that come with the program."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.loader import load_agreement
from holdfire.agreement.words import nearest
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["library_names", "library_text", "load_library"]

_SUFFIX = ".yaml"


def _folder() -> Traversable:
    """Where the files lie inside the package."""
    return files("holdfire.agreement") / "library"


@lru_cache(maxsize=1)
def library_names() -> tuple[str, ...]:
    """The names, sorted."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def library_text(name: str) -> str:
    """The file of a library agreement as text. Raises ``BadInput`` for an unknown name."""
    if name not in library_names():
        meant = nearest(name, library_names())
        known = ", ".join(library_names())
        raise BadInput(
            Code.AGREEMENT_NOT_IN_LIBRARY,
            f"no agreement of the library is called {name[:60]!r}",
            next_step=f"Did you mean {meant}?" if meant else f"Known: {known}.",
        )
    return (_folder() / f"{name}{_SUFFIX}").read_text("utf-8")


def load_library(name: str) -> Agreement:
    """The agreement of that name. Raises ``BadInput`` for an unknown name."""
    return load_agreement(library_text(name), name=name, origin=f"library/{name}{_SUFFIX}")
