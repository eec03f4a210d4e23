"""One incident: when, where, how sure, how it is known, what speaks against it."""

from __future__ import annotations

from typing import Any

import shapely
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from holdfire.incidents.record import Incident
from holdfire.web.answers import answers_of, matched_by
from holdfire.web.desk import run_of
from holdfire.web.evidence import basis_of, evidence_of, values_of
from holdfire.web.failures import not_found
from holdfire.web.frame import frame_around
from holdfire.web.mapdrawing import Drawing, Marked, draw_map, kind_of
from holdfire.web.page import Reader, reader_of, respond
from holdfire.web.port import Run
from holdfire.web.twin import answer_json, incident_row

__all__ = ["as_json", "evidence", "page"]


def _found(request: Request) -> tuple[Run, Incident]:
    """The run and its incident of the address."""
    run = run_of(request)
    item = run.incident(request.path_params["id"])
    if item is None:
        raise not_found("This run holds no incident of that id.", where="incidents")
    return run, item


def _region_map(run: Run, item: Incident, reader: Reader) -> str:
    """Where it was: the ellipse, the weighted nodes and the agreement's shapes."""
    region = item.region
    if region is None:
        return ""
    nodes = shapely.MultiPoint([(lon, lat) for lon, lat, _ in region.nodes])
    reach = region.major_m / 111_195.0
    around = shapely.Point(region.lon, region.lat).buffer(reach)
    frame = frame_around([nodes, around], width=480.0, aspect=0.8)
    if frame is None:
        return ""
    say = reader.words.say
    kind, _ = kind_of(item)
    return draw_map(
        frame,
        Drawing(
            key="r",
            title=say("Map of the region of this incident"),
            description=say("The ellipse holds the place with 90 % probability."),
            scale_unit=say("km"),
            shapes=run.agreement.shapes,
            marks=(Marked(region, kind, item.existence.value, ""),),
            nodes=True,
        ),
    )


def _context(run: Run, item: Incident) -> dict[str, Any]:
    """What both the page and the fragment show."""
    region = item.region
    answers = answers_of(run)
    order = sorted(run.incidents, key=lambda i: (i.time.start, i.id))
    at = next(i for i, other in enumerate(order) if other.id == item.id)
    return {
        "item": item,
        "kind": kind_of(item)[0],
        "classes": sorted(item.classes, key=lambda pair: -pair[1]),
        "attributes": values_of({k: list(v) for k, v in item.attributes.items()}),
        "place": None
        if region is None
        else {"lon": region.lon, "lat": region.lat, "doubt_m": region.major_m},
        "evidence": evidence_of(run, item),
        "basis": basis_of(item),
        "values_of": values_of,
        "clauses": matched_by(answers).get(item.id, ()),
        "zone": run.agreement.zone,
        "before": order[at - 1].id if at else None,
        "after": order[at + 1].id if at + 1 < len(order) else None,
        "run_id": run.run_id,
    }


def page(request: Request) -> Response:
    """The page."""
    reader = reader_of(request)
    run, item = _found(request)
    context = {**_context(run, item), "map": _region_map(run, item, reader)}
    return respond(request, "incident.html", context, run=run, reader=reader)


def evidence(request: Request) -> Response:
    """The evidence alone, for the workbench's side pane."""
    reader = reader_of(request)
    run, item = _found(request)
    answer = respond(request, "fragment.html", _context(run, item), run=run, reader=reader)
    return HTMLResponse(answer.body, headers={"cache-control": "no-cache"})


def as_json(request: Request) -> Response:
    """The incident with everything it rests on, as data."""
    run, item = _found(request)
    row = incident_row(item)
    row["classes"] = {str(kind): share for kind, share in item.classes}
    row["attributes"] = {key: list(values) for key, values in item.attributes.items()}
    row["links"] = [{"left": k.left, "right": k.right, "llr_nats": k.llr} for k in item.links]
    row["contrary"] = list(item.contrary)
    row["nodes"] = [] if item.region is None else [list(node) for node in item.region.nodes]
    row["detections"] = [dict(found) for found in run.detections_of(item.id)]
    return answer_json({"version": 1, "run": run.run_id, "incident": row})
