"""Today: the newest day in sentences, one small map, what changed, the sources' state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from holdfire.base.instant import TimeSpan, parse_instant
from holdfire.incidents.record import Incident
from holdfire.web.answers import ClauseAnswer, answers_of, counters
from holdfire.web.desk import run_of
from holdfire.web.mapdrawing import kind_of
from holdfire.web.page import reader_of, respond
from holdfire.web.port import Run
from holdfire.web.scene import scene
from holdfire.web.sight import strips
from holdfire.web.stripdrawing import draw_strips, lanes_of

__all__ = ["Change", "changes", "period_of", "today"]

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of happening on the last day and on the day before."""

    kind: str
    last: int
    before: int


def period_of(run: Run) -> TimeSpan:
    """The period of the report (UTC)."""
    period = run.report["period"]
    return TimeSpan(parse_instant(period["start"]), parse_instant(period["end"]))


def changes(incidents: Iterable[Incident], end: datetime) -> tuple[Change, ...]:
    """Counts by kind in the 24 h before ``end`` and in the 24 h before those."""
    last: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for item in incidents:
        if end - DAY <= item.time.start <= end:
            last[kind_of(item)[0]] += 1
        elif end - 2 * DAY <= item.time.start < end - DAY:
            before[kind_of(item)[0]] += 1
    kinds = sorted(last.keys() | before.keys(), key=lambda k: (-last[k] - before[k], k))
    return tuple(Change(kind, last[kind], before[kind]) for kind in kinds)


def _alleged(answers: Iterable[ClauseAnswer]) -> dict[str, list[ClauseAnswer]]:
    """The clauses found violated (alleged), by reading."""
    found: dict[str, list[ClauseAnswer]] = {}
    for answer in answers:
        found.setdefault(answer.reading, [])
        if answer.alleged:
            found[answer.reading].append(answer)
    return found


def _share(report: Mapping[str, Any]) -> float | None:
    """The share of area and time that was watched."""
    share = report["coverage"]["share"]
    return None if share is None else float(share)


def today(request: Request) -> Response:
    """The page."""
    run, reader = run_of(request), reader_of(request)
    period, answers = period_of(run), answers_of(run)
    say = reader.words.say
    recent = [i for i in run.incidents if period.end - DAY <= i.time.start <= period.end]
    shown = recent or list(run.incidents)
    instants: dict[str, list[datetime]] = {}
    for item in run.incidents:
        for source in item.sources:
            instants.setdefault(source, []).append(item.time.start)
    titles = {source["name"]: source["title"] for source in run.report["sources"]}
    context = {
        "period": period,
        "answers": answers,
        "alleged": _alleged(answers),
        "counters": counters(answers),
        "readings": [(r["id"], r["title"]) for r in run.report["readings"]],
        "share": _share(run.report),
        "recent": recent,
        "changes": changes(run.incidents, period.end),
        "sources": run.report["sources"],
        "map": scene(run, reader, shown[:500], key="m", span=period),
        "mapped_recent": bool(recent),
        "strips": draw_strips(
            lanes_of({k: k for k in titles}, strips(run.coverage), instants),
            period,
            key="s",
            title=say("When each source could see, and what it recorded"),
            description=say("The same as a table stands on the coverage page."),
        ),
    }
    return respond(request, "today.html", context, run=run, reader=reader)
