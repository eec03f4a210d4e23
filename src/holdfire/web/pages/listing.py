"""The list of incidents, a filter form above it, and its JSON, CSV and GeoJSON twins."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from holdfire.incidents.record import Incident
from holdfire.web.answers import answers_of, matched_by
from holdfire.web.desk import run_of
from holdfire.web.failures import not_found
from holdfire.web.mapdrawing import kind_of
from holdfire.web.page import reader_of, respond
from holdfire.web.port import Run
from holdfire.web.selection import PER_PAGE, Selection, read_selection
from holdfire.web.twin import answer_csv, answer_geojson, answer_json, incident_row

__all__ = ["as_csv", "as_geojson", "as_json", "page"]


def _chosen(request: Request) -> tuple[Run, Selection, tuple[Incident, ...]]:
    """The run, what was asked, and the incidents that answer."""
    selection = read_selection(request.query_params)
    run = run_of(request)
    return run, selection, selection.apply(run.incidents, answers_of(run))


def page(request: Request) -> Response:
    """The page: a hundred rows at a time."""
    reader = reader_of(request)
    run, selection, found = _chosen(request)
    pages = max(1, -(-len(found) // PER_PAGE))
    if selection.page > pages:
        raise not_found(f"The list has no page {selection.page}.", where="page")
    answers = answers_of(run)
    start = (selection.page - 1) * PER_PAGE
    context = {
        "selection": selection,
        "found": len(found),
        "rows": found[start : start + PER_PAGE],
        "kind_of": kind_of,
        "pages": pages,
        "here": reader.here,
        "matched": matched_by(answers),
        "answers": answers,
        "kinds": sorted({kind_of(item)[0] for item in run.incidents}),
        "all_sources": sorted({s for item in run.incidents for s in item.sources}),
        "asked": request.query_params,
        "twins": [
            (name, reader.here().replace("/incidents", f"/incidents.{name}", 1))
            for name in ("json", "csv", "geojson")
        ],
    }
    return respond(request, "incidents.html", context, run=run, reader=reader)


def as_json(request: Request) -> Response:
    """Every chosen incident, not one page of them."""
    run, _, found = _chosen(request)
    rows = [incident_row(item) for item in found]
    return answer_json({"version": 1, "run": run.run_id, "count": len(rows), "incidents": rows})


def as_csv(request: Request) -> Response:
    """The same rows as CSV."""
    _, _, found = _chosen(request)
    return answer_csv([incident_row(item) for item in found], "incidents")


def as_geojson(request: Request) -> Response:
    """The same rows as GeoJSON; an incident without a place has a null geometry."""
    run, _, found = _chosen(request)
    features = []
    for item in found:
        row = incident_row(item)
        lon, lat = row.pop("lon"), row.pop("lat")
        features.append(
            {
                "type": "Feature",
                "id": item.id,
                "geometry": None
                if lon is None
                else {"type": "Point", "coordinates": [lon, lat]},
                "properties": row,
            }
        )
    return answer_geojson(features, run=run.run_id)
