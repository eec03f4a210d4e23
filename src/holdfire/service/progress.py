"""How long work tells a face how far it is; a face decides how to show it."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "silent"]


class Progress(Protocol):
    """Called as ``progress(label, done, total)``; ``total`` 0 means not known."""

    def __call__(self, label: str, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` units of the step ``label`` are finished."""
        ...


def silent(label: str, done: int, total: int) -> None:
    """Listen and say nothing."""
