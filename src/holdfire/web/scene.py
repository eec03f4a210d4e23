"""A map for a page: the run's shapes, incidents and hatching in one window."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from holdfire.base.instant import TimeSpan
from holdfire.incidents.record import Incident
from holdfire.web.figures import likelihood
from holdfire.web.frame import Frame, frame_around
from holdfire.web.mapdrawing import Drawing, Marked, draw_map, kind_of, shape_of
from holdfire.web.naming import PHENOMENA, named
from holdfire.web.page import Reader
from holdfire.web.port import Run
from holdfire.web.sight import unseen

__all__ = ["extent", "scene"]

WIDTH = 720.0


def extent(run: Run, incidents: Sequence[Incident]) -> Frame | None:
    """The window around the agreement's shapes, or around the incidents without any."""
    shapes: list[BaseGeometry] = [shape_of(shape) for shape in run.agreement.shapes]
    if not shapes:
        shapes = [
            shapely.Point(item.region.lon, item.region.lat)
            for item in incidents
            if item.region is not None
        ]
    return frame_around(shapes, width=WIDTH)


def _mark(item: Incident, reader: Reader) -> Marked | None:
    """An incident as a mark with its words and its address; ``None`` without a place."""
    if item.region is None:
        return None
    kind, _ = kind_of(item)
    said = reader.words
    label = f"{said.say(named(PHENOMENA, kind))}, {likelihood(item.existence.value, said)}"
    return Marked(
        item.region, kind, item.existence.value, label, reader.link(f"/incidents/{item.id}")
    )


def scene(
    run: Run,
    reader: Reader,
    incidents: Sequence[Incident],
    *,
    key: str,
    span: TimeSpan | None = None,
) -> Markup | None:
    """The map of these incidents, hatched where nobody looked during ``span``.

    ``None`` when there is neither a shape nor a place to draw.
    """
    frame = extent(run, incidents)
    if frame is None:
        return None
    say, count = reader.words.say, reader.words.count
    box = shapely.box(frame.west, frame.south, frame.east, frame.north)
    dark = None if span is None else unseen(run.coverage, span, box)
    marks = tuple(mark for item in incidents if (mark := _mark(item, reader)) is not None)
    return draw_map(
        frame,
        Drawing(
            key=key,
            title=count("Map of {n} incident", "Map of {n} incidents", len(marks)),
            description=say("The same incidents stand as a table on the incidents page."),
            scale_unit=say("km"),
            shapes=run.agreement.shapes,
            marks=marks,
            nobody=None if dark is None else dark.nobody,
            unmeasured=None if dark is None else dark.unmeasured,
            ellipses=len(marks) <= 200,
        ),
    )
