"""Which texts are copies of one another: exact, or nearly so, in the same language.

Two texts are near copies when their sets of word pairs overlap with a Jaccard index of at
least :data:`NEAR`. The search is exact: with the tokens of each text ordered from rare to
common, two sets with index >= t share a token among their first ``n - ceil(t n) + 1``
(the prefix filter of Chaudhuri, Ganti and Kaushik 2006), so only such pairs are compared.
Nothing is translated; nothing is drawn at random; the order of the texts does not matter.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["NEAR", "SHORTEST_WORDS", "fingerprint", "near_pairs"]

NEAR = 0.6
"""Jaccard index of word pairs from which two texts are held to be copies."""

SHORTEST_WORDS = 5
"""Shorter texts are formulas anybody may write; they are copies only of equal texts."""

_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    """The words of the text in one normal form."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _token(words: Sequence[str]) -> int:
    """A number for these words that is the same on every machine."""
    raw = "\x1f".join(words).encode()
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big")


def fingerprint(text: str) -> tuple[int, ...]:
    """The text as its sorted set of word pairs; short texts as one token of all words."""
    words = _words(text)
    if len(words) < SHORTEST_WORDS:
        return (_token(words),) if words else ()
    return tuple(sorted({_token(words[i : i + 2]) for i in range(len(words) - 1)}))


def _candidates(prints: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """Pairs of sets that can reach the index at all, each pair once or more."""
    common = Counter(token for one in prints for token in one)
    index: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(prints):
        ordered = sorted(one, key=lambda token: (common[token], token))
        for token in ordered[: len(one) - math.ceil(NEAR * len(one)) + 1]:
            for other in index[token]:
                yield other, place
            index[token].append(place)


def _similar(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Is the Jaccard index of the two sets at least :data:`NEAR`?"""
    small, large = sorted((len(left), len(right)))
    if small < NEAR * large:
        return False
    both = len(set(left).intersection(right))
    return both >= NEAR * (small + large - both)


def near_pairs(prints: Iterable[tuple[int, ...]]) -> list[tuple[int, int]]:
    """The positions ``(i, j)``, ``i < j``, of distinct fingerprints that are near copies."""
    listed = list(prints)
    found = {pair for pair in _candidates(listed) if _similar(listed[pair[0]], listed[pair[1]])}
    return sorted(found)
