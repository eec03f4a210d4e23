"""The wording of a text as a set of word pairs.

Two texts are near copies when these sets overlap with a Jaccard index of at least
:data:`NEAR`.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["NEAR", "SHORTEST_WORDS", "fingerprint", "mark_of"]

Marks = npt.NDArray[np.uint64]

NEAR = 0.6
"""Jaccard index of word pairs from which two texts are held to be copies."""

SHORTEST_WORDS = 5
"""Shorter texts are formulas anybody may write; they are copies only of equal texts."""

_WORD = re.compile(r"\w+")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two words of a pair change places


@lru_cache(maxsize=1 << 17)
def mark_of(word: str) -> int:
    """A number below 2**56 for a word or key, the same on every machine."""
    raw = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=7).digest(), "big")


def fingerprint(seen: str) -> Marks:
    """The sorted set of word pairs of a text in plain spelling; of a short text one mark.

    Empty for a text without words.
    """
    words = _WORD.findall(seen.casefold())
    if len(words) < SHORTEST_WORDS:
        return np.array([mark_of(" ".join(words))] if words else [], dtype=np.uint64)
    marks = np.array([mark_of(word) for word in words], dtype=np.uint64)
    return np.unique(marks[:-1] * _STEP + marks[1:])
