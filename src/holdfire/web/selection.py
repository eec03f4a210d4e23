"""Which incidents a list shows: the question part of an address, checked, then applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.datastructures import QueryParams

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents.record import Incident
from holdfire.web.answers import ClauseAnswer
from holdfire.web.mapdrawing import kind_of

__all__ = ["PER_PAGE", "Selection", "read_selection", "read_span"]

PER_PAGE = 100
SORTS = ("time", "probability", "origins")


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter, an order and a page number (from 1); an empty field asks nothing."""

    kind: str = ""
    source: str = ""
    clause: str = ""
    span: TimeSpan | None = None
    sort: str = "time"
    page: int = 1

    def apply(
        self, incidents: Iterable[Incident], answers: Iterable[ClauseAnswer]
    ) -> tuple[Incident, ...]:
        """The incidents asked for, in the order asked for."""
        among = None
        if self.clause:
            among = {i for a in answers if a.key == self.clause for i in a.incidents}
        kept = [
            item
            for item in incidents
            if (not self.kind or kind_of(item)[0] == self.kind)
            and (not self.source or self.source in item.sources)
            and (among is None or item.id in among)
            and (self.span is None or item.time.overlaps(self.span))
        ]
        if self.sort == "probability":
            return tuple(sorted(kept, key=lambda i: (-i.existence.value, i.time.start, i.id)))
        if self.sort == "origins":
            return tuple(sorted(kept, key=lambda i: (-i.origins, i.time.start, i.id)))
        return tuple(sorted(kept, key=lambda i: (i.time.start, i.id)))


def read_selection(params: QueryParams) -> Selection:
    """The selection of an address. Raises ``BadInput`` for anything that cannot be meant."""
    kind = params.get("kind", "")
    if kind and kind not in set(Phenomenon):
        raise _unreadable("kind", f"one of: {', '.join(sorted(Phenomenon))}")
    sort = params.get("sort", "time")
    if sort not in SORTS:
        raise _unreadable("sort", f"one of: {', '.join(SORTS)}")
    page = params.get("page", "1")
    if not (page.isascii() and page.isdigit() and 1 <= int(page) <= 100_000):
        raise _unreadable("page", "a whole number from 1")
    return Selection(
        kind,
        params.get("source", "")[:100],
        params.get("clause", "")[:200],
        read_span(params),
        sort,
        int(page),
    )


def read_span(params: QueryParams) -> TimeSpan | None:
    """``from`` and ``to`` as ISO 8601 (UTC when no offset is given); a date is its midnight.

    ``to`` as a bare date means the end of that day. ``None`` when neither is given.
    """
    start, end = params.get("from", ""), params.get("to", "")
    if not start and not end:
        return None
    first = _instant("from", start) if start else datetime(1, 1, 2, tzinfo=UTC)
    last = _instant("to", end) if end else datetime(9999, 12, 30, tzinfo=UTC)
    if len(end) == len("2020-01-01") and last.year < 9999:
        last += timedelta(days=1, microseconds=-1)
    if first > last:
        raise _unreadable("from", "an instant before the one in to")
    return TimeSpan(first, last)


def _instant(name: str, text: str) -> datetime:
    """One instant of an address."""
    try:
        found = datetime.fromisoformat(text.strip().replace(" ", "+"))
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _unreadable(name, "ISO 8601, for example 2020-07-27T06:00Z") from error


def _unreadable(name: str, form: str) -> BadInput:
    """The error for one part of an address."""
    return BadInput(
        Code.QUERY_UNREADABLE,
        f"The part {name} of the address cannot be read.",
        where=name,
        next_step=f"Give {form}.",
    )
