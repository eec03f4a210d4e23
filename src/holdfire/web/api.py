"""``/api/v1``: what the workbench asks for. The shapes are versioned and tested."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from holdfire.base.instant import TimeSpan, micros
from holdfire.web.columns import incident_columns
from holdfire.web.desk import run_of
from holdfire.web.glyph import GLYPHS, glyph_of
from holdfire.web.mapdrawing import shape_of
from holdfire.web.page import reader_of
from holdfire.web.pages.today import period_of
from holdfire.web.phrases import phrases
from holdfire.web.places import ATTRIBUTION, towns
from holdfire.web.port import Run
from holdfire.web.selection import read_span
from holdfire.web.sight import strips, unseen
from holdfire.web.twin import answer_json, iso, shape_features

__all__ = ["bounds_of", "coverage", "incidents", "run", "unseen_areas", "workbench"]

Box = tuple[float, float, float, float]
_PAD = 0.25
_WORLD: Box = (-180.0, -80.0, 180.0, 80.0)


def bounds_of(run: Run) -> Box:
    """West, south, east, north around shapes and incidents, with a margin."""
    shapes: list[BaseGeometry] = [shape_of(shape) for shape in run.agreement.shapes]
    shapes += [
        shapely.Point(item.region.lon, item.region.lat)
        for item in run.incidents
        if item.region is not None
    ]
    if not shapes:
        return _WORLD
    west, south, east, north = (float(v) for v in shapely.total_bounds(np.array(shapes)))
    pad_x, pad_y = max(0.1, (east - west) * _PAD), max(0.1, (north - south) * _PAD)
    return (
        max(_WORLD[0], west - pad_x),
        max(_WORLD[1], south - pad_y),
        min(_WORLD[2], east + pad_x),
        min(_WORLD[3], north + pad_y),
    )


def run(request: Request) -> Response:
    """The labels of the run."""
    found = run_of(request)
    agreement = found.report["agreement"]
    return answer_json(
        {
            "version": 1,
            "run": found.run_id,
            "created": found.created,
            "agreement": {key: agreement[key] for key in ("id", "title", "version")},
            "hypothetical": found.agreement.hypothetical,
            "synthetic": found.report["synthetic"],
            "period": found.report["period"],
            "accounting": found.report["accounting"],
        }
    )


def workbench(request: Request) -> Response:
    """What the workbench needs once: words, signs, shapes, towns, bounds, period."""
    found, reader = run_of(request), reader_of(request)
    period, box = period_of(found), bounds_of(found)
    kinds = sorted({str(kind) for item in found.incidents for kind, _ in item.classes})
    return answer_json(
        {
            "version": 1,
            "run": found.run_id,
            "lang": reader.words.code,
            "words": phrases(reader.words, kinds),
            "glyphs": {glyph.name: glyph.path for glyph in GLYPHS},
            "glyph_of": {kind: glyph_of(kind).name for kind in kinds},
            "period": [micros(period.start) // 1000, micros(period.end) // 1000],
            "bounds": box,
            "shapes": {
                "type": "FeatureCollection",
                "features": shape_features(found.agreement.shapes),
            },
            "towns": towns(*box),
            "attribution": ATTRIBUTION,
            "synthetic": found.report["synthetic"],
            "hypothetical": found.agreement.hypothetical,
        }
    )


def incidents(request: Request) -> Response:
    """Every incident as columns."""
    return JSONResponse(incident_columns(run_of(request)))


def coverage(request: Request) -> Response:
    """For each source its stretches: start, end (ms since 1970 UTC), state."""
    found = run_of(request)
    return answer_json(
        {
            "version": 1,
            "run": found.run_id,
            "strips": {
                source: [
                    [micros(s.start) // 1000, micros(s.end) // 1000, s.sight.value]
                    for s in parts
                ]
                for source, parts in strips(found.coverage).items()
            },
        }
    )


def unseen_areas(request: Request) -> Response:
    """Where in the world nobody looked between ``from`` and ``to``, or nobody measured."""
    found = run_of(request)
    span: TimeSpan = read_span(request.query_params) or period_of(found)
    areas = unseen(found.coverage, span, shapely.box(*_WORLD))
    features = [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shape),
            "properties": {"state": state},
        }
        for state, shape in (("nobody", areas.nobody), ("unmeasured", areas.unmeasured))
        if not shape.is_empty
    ]
    return answer_json(
        {
            "type": "FeatureCollection",
            "from": iso(span.start),
            "to": iso(span.end),
            "features": features,
        }
    )
