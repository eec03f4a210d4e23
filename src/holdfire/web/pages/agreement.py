"""The agreement: its clauses with live counters, its zones drawn, the results of its checks."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from holdfire.web.answers import answers_of, counters
from holdfire.web.desk import run_of
from holdfire.web.figures import as_instant
from holdfire.web.frame import frame_around
from holdfire.web.mapdrawing import Drawing, draw_map, shape_of
from holdfire.web.page import Reader, reader_of, respond
from holdfire.web.port import Run
from holdfire.web.scene import WIDTH
from holdfire.web.twin import answer_geojson, answer_json, shape_features

__all__ = ["as_geojson", "as_json", "page"]


def _zones(run: Run, reader: Reader) -> Markup | None:
    """The shapes alone, no incident among them."""
    frame = frame_around([shape_of(shape) for shape in run.agreement.shapes], width=WIDTH)
    if frame is None:
        return None
    say, count = reader.words.say, reader.words.count
    drawing = Drawing(
        key="z",
        title=say("The lines and zones of the agreement"),
        description=count(
            "{n} shape attached", "{n} shapes attached", len(run.agreement.shapes)
        ),
        scale_unit=say("km"),
        shapes=run.agreement.shapes,
    )
    return draw_map(frame, drawing)


def _missing(run: Run) -> list[tuple[str, str]]:
    """Lines and zones the text names and no file draws."""
    drawn = {shape.name for shape in run.agreement.shapes}
    named = {**run.agreement.lines, **run.agreement.zones}
    return [(name, text) for name, text in sorted(named.items()) if name not in drawn]


def page(request: Request) -> Response:
    """The page."""
    run, reader = run_of(request), reader_of(request)
    answers = answers_of(run)
    context = {
        "text": run.agreement,
        "answers": answers,
        "counters": counters(answers),
        "readings": [(r["id"], r["title"]) for r in run.report["readings"]],
        "asserted": {r.id: r.asserted_by for r in run.agreement.readings},
        "names": {item.id: item.name for item in run.agreement.parties},
        "map": _zones(run, reader),
        "missing": _missing(run),
        "lint": list(run.report.get("lint", ())),
        "steps": run.report.get("rate_steps", ()),
        "as_instant": as_instant,
    }
    return respond(request, "agreement.html", context, run=run, reader=reader)


def as_json(request: Request) -> Response:
    """The verdicts as data, as the report has them."""
    run = run_of(request)
    body = {"version": 1, "run": run.run_id, "agreement": run.report["agreement"]}
    return answer_json({**body, "readings": run.report["readings"]})


def as_geojson(request: Request) -> Response:
    """The attached shapes with their dates and sources."""
    run = run_of(request)
    return answer_geojson(shape_features(run.agreement.shapes), run=run.run_id)
