"""What an engine has said, and when: rows are added to the table, none is taken away."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.pieces import Pieces, ends, value_at
from holdfire.base.truth import Truth

__all__ = ["History", "RowKey", "Said", "VerdictChange", "differences"]

RowKey = tuple[Value | None, ...]
"""A key; ``None`` in it stands for what the trace does not list."""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """Over ``[start, end]`` the verdict on a key changed, because of these statements."""

    part: str
    key: RowKey
    start: int
    end: int
    old: Truth
    new: Truth
    because: tuple[str, ...]


class Said(NamedTuple):
    """From the transaction time ``k`` on, the key has this value over ``[start, end]``.

    ``value`` is ``None`` where the key is no longer apart from those not listed.
    """

    k: int
    start: int
    end: int
    value: Truth | None
    because: tuple[str, ...]


class History:
    """Rows by part and key, in the order they were said."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, RowKey], list[Said]] = {}

    def say(self, part: str, key: RowKey, said: Said) -> None:
        """Add a row."""
        self.rows.setdefault((part, key), []).append(said)

    def value(self, part: str, key: RowKey, at: int, k: int) -> Truth | None:
        """What held at ``at`` as known at ``k``; ``None`` where the key was not apart."""
        rows = self.rows.get((part, key), [])
        for row in reversed(rows[: bisect_right(rows, k, key=lambda one: one.k)]):
            if row.start <= at <= row.end:
                return row.value
        return None


def differences(old: Pieces, new: Pieces, high: int) -> list[tuple[int, int, Truth, Truth]]:
    """Where two step functions over one window differ, with both values."""
    starts = sorted({start for start, _ in old} | {start for start, _ in new})
    out: list[tuple[int, int, Truth, Truth]] = []
    for index, start in enumerate(starts):
        end = starts[index + 1] - 1 if index + 1 < len(starts) else high
        before, after = value_at(old, start), value_at(new, start)
        if before is after:
            continue
        if out and out[-1][1] == start - 1 and out[-1][2:] == (before, after):
            out[-1] = (out[-1][0], end, before, after)
        else:
            out.append((start, end, before, after))
    return out


def as_rows(pieces: Pieces, high: int) -> list[tuple[int, int, int]]:
    """Start, end and value as plain numbers."""
    return [(start, end, int(value)) for start, end, value in ends(pieces, high)]
