"""All sources this program reads, in the order in which they are shown."""

from __future__ import annotations

from holdfire.observations.firms.source import SOURCE as FIRMS
from holdfire.observations.mapped.source import SOURCE as MAPPED
from holdfire.observations.osce.source import SOURCE as OSCE
from holdfire.observations.port import Source
from holdfire.observations.sensorlog.source import SOURCE as SENSORLOG

__all__ = ["sources"]

_SOURCES: tuple[Source, ...] = (FIRMS, OSCE, SENSORLOG, MAPPED)


def sources() -> tuple[Source, ...]:
    """Every source; each has its own name."""
    return _SOURCES
