"""A small map as SVG: the agreement's own shapes and where incidents lie, no borders."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import cos, radians

import shapely

from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.incidents.record import Incident
from holdfire.reports.record import ReportInput
from holdfire.reports.section import main_class
from holdfire.reports.wording import Wording

__all__ = ["sketch_map"]

WIDTH, HEIGHT, MARGIN = 720.0, 440.0, 24.0
MOST_MARKS = 1500


def sketch_map(given: ReportInput, words: Wording) -> str:
    """The map as one ``svg`` element, or a sentence when nothing has a place.

    Equirectangular about the middle latitude: a sketch for orientation, not for measuring.
    Every mark is an ellipse of the stated 90 % region, never smaller than two pixels.
    """
    shapes = [(shape, shapely.from_wkb(shape.wkb)) for shape in given.agreement.shapes]
    placed = [item for item in given.incidents if item.region is not None][:MOST_MARKS]
    bounds = _bounds([geometry for _, geometry in shapes], placed)
    if bounds is None:
        return f"<p>{escape(words.say('Nothing in this report has a known place.'))}</p>"
    frame = _Frame(bounds)
    title = escape(words.say("Sketch of lines, zones and incidents; no borders are drawn."))
    parts = [
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="group" aria-label="{title}">',
        f'<rect class="ground" width="{WIDTH:.0f}" height="{HEIGHT:.0f}"/>',
        *_graticule(frame),
        *(_shape(frame, shape, geometry) for shape, geometry in shapes),
        *(_mark(frame, item) for item in placed),
        "</svg>",
    ]
    return "".join(parts)


class _Frame:
    """Degrees to pixels."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        west, south, east, north = bounds
        self.west, self.north, self.south, self.east = west, north, south, east
        self.squeeze = cos(radians((south + north) / 2))
        wide = max(1e-6, (east - west) * self.squeeze)
        high = max(1e-6, north - south)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
        self.left = (WIDTH - wide * self.scale) / 2

    def x(self, lon: float) -> float:
        """Pixels from the left."""
        return self.left + (lon - self.west) * self.squeeze * self.scale

    def y(self, lat: float) -> float:
        """Pixels from the top."""
        return MARGIN + (self.north - lat) * self.scale

    def pixels(self, metres: float) -> float:
        """A length on the ground as pixels."""
        return metres / 111_200 * self.scale


def _bounds(
    geometries: Iterable[shapely.Geometry], placed: Iterable[Incident]
) -> tuple[float, float, float, float] | None:
    """West, south, east, north of everything that has a place, a little widened."""
    boxes: list[tuple[float, ...]] = [tuple(shapely.bounds(g).tolist()) for g in geometries]
    boxes += [(i.region.lon, i.region.lat) * 2 for i in placed if i.region is not None]
    if not boxes:
        return None
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    pad = 0.02 + 0.03 * max(east - west, north - south)
    return west - pad, south - pad, east + pad, north + pad


def _graticule(frame: _Frame) -> list[str]:
    """Lines of whole steps in degrees with their labels."""
    span = max(frame.east - frame.west, frame.north - frame.south)
    step = next(s for s in (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 90) if span / s <= 8)
    parts = []
    lon = step * round(frame.west / step)
    while lon <= frame.east:
        x = frame.x(lon)
        parts.append(f'<path class="grid" d="M{x:.1f} 0V{HEIGHT:.0f}"/>')
        parts.append(
            f'<text class="tick" x="{x + 2:.1f}" y="{HEIGHT - 4:.0f}">'
            f"{_degrees(lon, 'E', 'W')}</text>"
        )
        lon += step
    lat = step * round(frame.south / step)
    while lat <= frame.north:
        y = frame.y(lat)
        parts.append(f'<path class="grid" d="M0 {y:.1f}H{WIDTH:.0f}"/>')
        parts.append(
            f'<text class="tick" x="2" y="{y - 2:.1f}">{_degrees(lat, "N", "S")}</text>'
        )
        lat += step
    return parts


def _degrees(value: float, positive: str, negative: str) -> str:
    """Degrees with the letter of their half of the globe."""
    shown = f"{abs(value):g}°"
    return shown if value == 0 else f"{shown} {positive if value > 0 else negative}"


def _shape(frame: _Frame, shape: Shape, geometry: shapely.Geometry) -> str:
    """One shape of the agreement with its name."""
    path = "".join(_path(frame, part) for part in _lines_of(geometry))
    style = "line" if shape.kind is ShapeKind.LINE else "zone"
    return f'<path class="{style}" d="{path}"><title>{escape(shape.name)}</title></path>'


def _lines_of(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """The rings and lines a shape is drawn with."""
    simple = shapely.simplify(geometry, 0.002)
    parts = shapely.get_parts(simple)
    rings: list[shapely.Geometry] = []
    for part in parts:
        if isinstance(part, shapely.Polygon):
            rings += [part.exterior, *part.interiors]
        else:
            rings.append(part)
    return rings


def _path(frame: _Frame, line: shapely.Geometry) -> str:
    """One ring or line as path data."""
    points = [f"{frame.x(x):.1f} {frame.y(y):.1f}" for x, y in shapely.get_coordinates(line)]
    return "M" + "L".join(points)


def _mark(frame: _Frame, incident: Incident) -> str:
    """One incident: its 90 % ellipse, linked to its row."""
    region = incident.region
    if region is None:
        return ""
    major = max(2.0, frame.pixels(region.major_m))
    minor = max(2.0, frame.pixels(region.minor_m))
    x, y = frame.x(region.lon), frame.y(region.lat)
    phenomenon, _ = main_class(incident)
    return (
        f'<a href="#i-{incident.id}"><ellipse class="mark" cx="{x:.1f}" cy="{y:.1f}" '
        f'rx="{minor:.1f}" ry="{major:.1f}" transform="rotate({region.angle_deg:.0f} {x:.1f} '
        f'{y:.1f})"><title>{escape(phenomenon.value)}</title></ellipse></a>'
    )
