"""What was known when: an append-only table of verdicts over two times.

Valid time is when a verdict holds, transaction time when it was known. Rows are never
changed: a correction adds rows at a later transaction time, and both stay readable. The two
times are those of bitemporal tables (R. Snodgrass, "Developing time-oriented database
applications in SQL", 2000).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import FOREVER

__all__ = ["Piece", "Row", "VerdictTable"]

Identity = tuple[str, tuple[Value, ...], int | None, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A verdict over the closed interval ``[start, end]`` of valid time."""

    start: int
    end: int
    word: Word
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A piece as known from ``known_from`` until before ``known_to``.

    ``reopened`` says that it replaced a settled verdict of an earlier row.
    """

    law: str
    identity: Identity
    piece: Piece
    known_from: int
    known_to: int
    because: tuple[str, ...] = ()
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """Everything known of one instance from one transaction time on."""

    known: int
    law: str
    pieces: tuple[Piece, ...]
    because: tuple[str, ...]
    reopened: tuple[bool, ...]


@dataclass(slots=True)
class VerdictTable:
    """The verdicts of all instances. It only grows."""

    _entries: dict[Identity, list[_Entry]] = field(default_factory=dict)

    def record(
        self,
        known: int,
        law: str,
        identity: Identity,
        pieces: Sequence[Piece],
        because: tuple[str, ...] = (),
    ) -> tuple[Row, ...]:
        """Enter what is known of an instance at ``known``; the rows that are new by it.

        Entering the same again adds nothing. Raises ``ValueError`` for a transaction time
        before one that is entered already, and for pieces out of order or overlapping.
        """
        given = tuple(pieces)
        if any(one.end >= other.start for one, other in pairwise(given)):
            raise ValueError("the pieces of a verdict overlap or are out of order")
        entries = self._entries.setdefault(identity, [])
        before = entries[-1] if entries else None
        if before is not None and known < before.known:
            raise ValueError("the table knows later entries already")
        if before is not None and (before.law, before.pieces) == (law, given):
            return ()
        marks = tuple(before is not None and _reopens(before, piece) for piece in given)
        entry = _Entry(known, law, given, because, marks)
        entries.append(entry)
        old = () if before is None else before.pieces
        return tuple(
            Row(law, identity, piece, known, FOREVER, because, mark)
            for piece, mark in zip(given, marks, strict=True)
            if piece not in old
        )

    def at(self, identity: Identity, valid: int, known: int) -> Row | None:
        """What was known at ``known`` of the instant ``valid``; two bisections."""
        entries = self._entries.get(identity, [])
        place = bisect_right(entries, known, key=lambda entry: entry.known) - 1
        if place < 0:
            return None
        entry = entries[place]
        index = bisect_right(entry.pieces, valid, key=lambda piece: piece.start) - 1
        if index < 0 or entry.pieces[index].end < valid:
            return None
        return self._row(identity, place, index)

    def rows(self, identity: Identity) -> tuple[Row, ...]:
        """Every row of one instance, in the order of entry."""
        return tuple(
            self._row(identity, place, index)
            for place, entry in enumerate(self._entries.get(identity, []))
            for index in range(len(entry.pieces))
        )

    def identities(self) -> Iterator[Identity]:
        """Every instance of which anything was ever known, in a fixed order."""
        yield from sorted(self._entries, key=repr)

    def _row(self, identity: Identity, place: int, index: int) -> Row:
        """One row with the time until which it was the latest."""
        entries = self._entries[identity]
        entry = entries[place]
        last = entries[place + 1].known if place + 1 < len(entries) else FOREVER
        return Row(
            entry.law,
            identity,
            entry.pieces[index],
            entry.known,
            last,
            entry.because,
            entry.reopened[index],
        )


def _reopens(before: _Entry, piece: Piece) -> bool:
    """Does the piece change a verdict that was settled for a part of its time?"""
    settled = {Word.VIOLATED, Word.COMPLIED}
    return any(
        old.word in settled
        and old.word is not piece.word
        and old.start <= piece.end
        and piece.start <= old.end
        for old in before.pieces
    )
