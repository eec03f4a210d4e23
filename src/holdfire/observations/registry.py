"""All sources this program reads, in the order in which they are shown."""

from __future__ import annotations

from holdfire.observations.alarms.source import SOURCE as ALARMS
from holdfire.observations.control.source import SOURCE as CONTROL
from holdfire.observations.firms.source import SOURCE as FIRMS
from holdfire.observations.mapped.source import SOURCE as MAPPED
from holdfire.observations.osce.source import SOURCE as OSCE
from holdfire.observations.port import Source
from holdfire.observations.sensorlog.source import SOURCE as SENSORLOG
from holdfire.observations.ucdp.source import SOURCE as UCDP
from holdfire.observations.viina.source import SOURCE as VIINA

__all__ = ["sources"]

_SOURCES: tuple[Source, ...] = (
    FIRMS,
    UCDP,
    VIINA,
    OSCE,
    ALARMS,
    CONTROL,
    SENSORLOG,
    MAPPED,
)


def sources() -> tuple[Source, ...]:
    """Every source; each has its own name."""
    return _SOURCES
