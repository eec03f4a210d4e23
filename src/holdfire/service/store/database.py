"""The extension point for control data: a database that keeps what it acknowledged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

__all__ = ["FORMAT", "Database", "Row"]

Row = tuple[Any, ...]

# The version of the tables. A store of a later one is refused, never guessed at.
FORMAT = 1


class Database(Protocol):
    """The control tables of one workspace, the same names and columns everywhere.

    Statements use ``?`` for values and what SQLite and PostgreSQL have in common. Failures
    are ``HoldfireError``: ``Stale`` while others write, ``SourceUnavailable`` when it does
    not answer, ``NotPermitted`` when it refuses, ``IntegrityFailure`` when a row breaks a
    rule of its table or the store is damaged.
    """

    run_order: str
    """The column that says which of two runs of one instant came later."""
    in_box: str
    """A condition on a place with the values west, south, east, north (degrees)."""

    def close(self) -> None:
        """Let go of it."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, one writer of a workspace at a time; durable when it returns."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside see one state, whatever others write."""
        ...

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterable[Row]:
        """The rows of a query."""
        ...

    def stream(self, sql: str) -> Iterable[Row]:
        """The rows of a large query; they are never all in memory at once."""
        ...

    def change(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement inside a transaction; returns how many rows it changed."""
        ...

    def change_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of these values, inside a transaction."""
        ...

    def health(self) -> tuple[bool, str]:
        """Whether it keeps its promises, and what it is in a few words."""
        ...
