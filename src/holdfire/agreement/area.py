"""Where a clause applies: named shapes and shapes measured from a line."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.quantity import Quantity

__all__ = [
    "AnywhereArea",
    "AreaRef",
    "BandArea",
    "BetweenArea",
    "BufferArea",
    "DepthArea",
    "NamedArea",
]


@dataclass(frozen=True, slots=True)
class AnywhereArea:
    """Everywhere the agreement applies."""


@dataclass(frozen=True, slots=True)
class NamedArea:
    """One or more zones, sites or corridors by name (the union)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BufferArea:
    """Within ``each_side`` (km) of a line, on both sides; also corridors along a road."""

    line: str
    each_side: Quantity


@dataclass(frozen=True, slots=True)
class BandArea:
    """Between two distances (km) from a line, on ``party``'s side or, if empty, each side."""

    line: str
    inner: Quantity
    outer: Quantity
    party: str = ""


@dataclass(frozen=True, slots=True)
class DepthArea:
    """From a line to a depth (km, may be an interval) on the side of ``party``."""

    line: str
    depth: Quantity
    party: str = ""


@dataclass(frozen=True, slots=True)
class BetweenArea:
    """Between two lines."""

    first: str
    second: str


AreaRef = AnywhereArea | NamedArea | BufferArea | BandArea | DepthArea | BetweenArea
