"""An index of listed places by spelling: same name, like spelling, and nearest spellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from holdfire.observations.gazetteer.entry import Entry
from holdfire.observations.gazetteer.folding import fold, loosen

__all__ = ["Index", "Match", "build_index"]

_LIKE = 0.75
_SAME_START = 2


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, the spelling that matched, and whether it matched exactly."""

    entry: Entry
    spelling: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by the loose key of each of their spellings; ``keys`` are sorted."""

    entries: tuple[Entry, ...]
    by_key: dict[str, tuple[int, ...]]
    keys: tuple[str, ...]

    def named(self, name: str) -> tuple[Match, ...]:
        """Every entry of this name, exact spellings first, then in order of the list."""
        folded = fold(name)
        found = [_match(self.entries[i], folded) for i in self.by_key.get(loosen(folded), ())]
        return tuple(sorted(found, key=lambda match: not match.exact))

    def like(self, name: str, limit: int = 5) -> tuple[Entry, ...]:
        """Entries whose spelling is similar and starts alike, most similar first."""
        key = loosen(fold(name))
        start = key[:_SAME_START]
        if not start:
            return ()
        scored: list[tuple[float, str]] = []
        position = bisect_left(self.keys, start)
        while position < len(self.keys) and self.keys[position].startswith(start):
            other = self.keys[position]
            ratio = SequenceMatcher(None, key, other).ratio()
            if other != key and ratio >= _LIKE:
                scored.append((-ratio, other))
            position += 1
        order = [i for _, other in sorted(scored) for i in self.by_key[other]]
        return tuple(self.entries[i] for i in dict.fromkeys(order))[:limit]


def _match(entry: Entry, folded: str) -> Match:
    """How this entry bears the name."""
    for spelling in entry.names:
        if fold(spelling) == folded:
            return Match(entry, spelling, exact=True)
    key = loosen(folded)
    alike = next((s for s in entry.names if loosen(fold(s)) == key), entry.name)
    return Match(entry, alike, exact=False)


def build_index(entries: Iterable[Entry]) -> Index:
    """Index these entries; their order is kept."""
    listed = tuple(entries)
    by_key: dict[str, list[int]] = {}
    for position, entry in enumerate(listed):
        keys = {loosen(fold(spelling)) for spelling in entry.names}
        for key in sorted(keys - {""}):
            by_key.setdefault(key, []).append(position)
    frozen = {key: tuple(positions) for key, positions in by_key.items()}
    return Index(listed, frozen, tuple(sorted(frozen)))
