"""How far each source is: which looks count, and whether an incident can still change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from holdfire.base.instant import TimeSpan
from holdfire.detections import Coverage
from holdfire.incidents.live.fact import Watermark

__all__ = ["OpenSource", "Openness", "counted", "openness_of"]


@dataclass(frozen=True, slots=True, order=True)
class OpenSource:
    """A source that may still tell of an incident.

    ``until`` is its watermark, ``None`` when it never stated one; ``due`` when it is next
    expected to say more, if it said so; ``settles`` the watermark from which on it can no
    longer change the incident.
    """

    source: str
    until: datetime | None
    due: datetime | None
    settles: datetime


@dataclass(frozen=True, slots=True)
class Openness:
    """The sources that may still change an incident, sorted; none: it is settled."""

    sources: tuple[OpenSource, ...]

    @property
    def settled(self) -> bool:
        """No live source can still tell of it."""
        return not self.sources


def counted(
    coverage: Iterable[Coverage], watermarks: Mapping[str, Watermark]
) -> tuple[Coverage, ...]:
    """The coverage that may speak of misses: each record up to its source's watermark.

    Beyond the watermark a source has neither seen nor missed anything yet; a source that
    never stated one has no misses.
    """
    found = []
    for one in coverage:
        mark = watermarks.get(one.source)
        if mark is None or mark.until <= one.time.start:
            continue
        if one.time.end <= mark.until:
            found.append(one)
        else:
            span = one.time
            cut = TimeSpan(span.start, mark.until, span.basis, span.sigma_s)
            found.append(replace(one, time=cut))
    return tuple(found)


def openness_of(
    settles: Mapping[str, datetime], watermarks: Mapping[str, Watermark]
) -> Openness:
    """Which live sources are still open, given what watermark of each would settle it.

    ``settles`` names every live source.
    """
    found = []
    for source, needed in sorted(settles.items()):
        mark = watermarks.get(source)
        if mark is None or mark.until <= needed:
            until = None if mark is None else mark.until
            due = None if mark is None else mark.due
            found.append(OpenSource(source, until, due, needed))
    return Openness(tuple(found))
