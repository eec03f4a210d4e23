"""Which keys of a predicate have a claim within a window: an index for joins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from holdfire.agreement.accord.term import Value

__all__ = ["Listing"]

Key = tuple[Value, ...]
Entry = tuple[int, int, Key]

LONG = 2**45
"""Longer claims (more than a year) are looked through one by one."""


class Listing:
    """Claims as stretches with their keys, sorted by start.

    A claim that overlaps a window starts no earlier than the longest claim before it; claims
    much longer than the others are kept apart.
    """

    __slots__ = ("counts", "entries", "long", "longest")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.long: dict[Entry, int] = {}
        self.longest = 0
        self.counts: dict[Key, int] = {}

    def add(self, start: int, end: int, key: Key) -> None:
        """One more claim."""
        self.counts[key] = self.counts.get(key, 0) + 1
        if end - start > LONG:
            self.long[start, end, key] = self.long.get((start, end, key), 0) + 1
            return
        self.longest = max(self.longest, end - start)
        insort(self.entries, (start, end, key), key=_when)

    def remove(self, start: int, end: int, key: Key) -> None:
        """One claim less."""
        self.counts[key] -= 1
        if not self.counts[key]:
            del self.counts[key]
        if end - start > LONG:
            self.long[start, end, key] -= 1
            if not self.long[start, end, key]:
                del self.long[start, end, key]
            return
        at = bisect_left(self.entries, (start, end), key=_when)
        while self.entries[at][2] != key:
            at += 1
        del self.entries[at]

    def all(self) -> list[Key]:
        """Every key."""
        return list(self.counts)

    def within(self, low: int, high: int) -> list[Key]:
        """The keys with a claim that shares an instant with the window."""
        first = bisect_left(self.entries, (low - self.longest, -(2**70)), key=_when)
        last = bisect_right(self.entries, (high, 2**70), key=_when)
        found = {one[2]: None for one in self.entries[first:last] if one[1] >= low}
        for start, end, key in self.long:
            if start <= high and low <= end:
                found[key] = None
        return list(found)


def _when(entry: Entry) -> tuple[int, int]:
    return entry[0], entry[1]
