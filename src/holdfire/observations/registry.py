"""All sources this program reads, in the order in which they are shown."""

from __future__ import annotations

from holdfire.observations.firms.source import SOURCE as FIRMS
from holdfire.observations.osce.source import SOURCE as OSCE
from holdfire.observations.port import Source

__all__ = ["sources"]

_SOURCES: tuple[Source, ...] = (FIRMS, OSCE)


def sources() -> tuple[Source, ...]:
    """Every source; each has its own name."""
    return _SOURCES
