"""Seeded chance: each part of an exercise draws from a stream of its own.

So a change in one part (another sensor) leaves what the others draw as it was.
"""

from __future__ import annotations

import zlib

import numpy as np

__all__ = ["Streams"]


class Streams:
    """Generators derived from the exercise's name, seed, length and the part's own name."""

    def __init__(self, name: str, seed: int, days: int) -> None:
        self._root = (zlib.crc32(name.encode()), seed, days)

    def of(self, part: str) -> np.random.Generator:
        """The generator of one part; the same part always starts at the same draw."""
        return np.random.default_rng([*self._root, zlib.crc32(part.encode())])
