"""Maps as SVG for pages that work without a script: land, the text's lines, doubt, hatching."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from markupsafe import Markup, escape
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.incidents.record import Incident, Region
from holdfire.web.frame import Frame
from holdfire.web.glyph import fill_step, glyph_of
from holdfire.web.land import land_inside

__all__ = ["Drawing", "Marked", "draw_map", "kind_of", "marks_of", "shape_of"]


@dataclass(frozen=True, slots=True)
class Marked:
    """One incident on a map: where, of which kind, how sure (0..1)."""

    region: Region
    kind: str
    probability: float
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a map shows. ``key`` makes ids unique on the page; texts are already translated."""

    key: str
    title: str
    description: str
    scale_unit: str
    shapes: tuple[Shape, ...] = ()
    marks: tuple[Marked, ...] = ()
    nobody: BaseGeometry | None = None
    unmeasured: BaseGeometry | None = None
    ellipses: bool = True
    nodes: bool = False


def shape_of(shape: Shape) -> BaseGeometry:
    """The geometry of an attached shape."""
    return shapely.from_wkb(shape.wkb)


def kind_of(incident: Incident) -> tuple[str, float]:
    """The most probable class and its probability."""
    kind, probability = max(incident.classes, key=lambda pair: pair[1])
    return str(kind), probability


def draw_map(frame: Frame, drawing: Drawing) -> Markup:
    """The map as one SVG element, all styling by class."""
    parts = [
        f'<rect class="water" width="{frame.width:.0f}" height="{frame.height:.0f}"/>',
        _area("land", frame, land_inside(frame.west, frame.south, frame.east, frame.north)),
        _graticule(frame),
        _hatched(frame, drawing),
        *(_shape(frame, shape) for shape in drawing.shapes),
        *(
            _doubt(frame, mark, nodes=drawing.nodes)
            for mark in drawing.marks
            if drawing.ellipses
        ),
        *(_mark(frame, mark) for mark in drawing.marks),
        *_names(frame, drawing.shapes),
        _scale(frame, drawing.scale_unit),
    ]
    head = Markup(
        '<svg class="map" viewBox="0 0 {} {}" role="group" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
    ).format(
        round(frame.width),
        round(frame.height),
        *(drawing.key,) * 3,
        drawing.title,
        drawing.key,
        drawing.description,
    )
    return head + Markup("".join((_patterns(drawing.key), *parts, "</svg>")))  # noqa: S704 - each part escapes its own texts


def _patterns(key: str) -> str:
    """The two hatchings: dense where nobody looked, dotted where nothing was measured."""
    return (
        f'<defs><pattern id="{key}-none" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern>'
        f'<pattern id="{key}-some" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<circle class="dots" cx="2" cy="2" r="1.1"/></pattern></defs>'
    )


def _area(name: str, frame: Frame, shape: BaseGeometry) -> str:
    """A filled shape of one class."""
    return f'<path class="{name}" d="{frame.path(shape)}"/>'


def _hatched(frame: Frame, drawing: Drawing) -> str:
    """The areas nobody looked at, and those looked at without a measure."""
    parts = []
    for name, shape in (("none", drawing.nobody), ("some", drawing.unmeasured)):
        if shape is not None and not shape.is_empty:
            path = frame.path(shape)
            parts.append(f'<path class="unseen" fill="url(#{drawing.key}-{name})" d="{path}"/>')
    return "".join(parts)


def _graticule(frame: Frame) -> str:
    """Meridians and parallels at a round step, with their degrees."""
    span = frame.north - frame.south
    step = next(
        s for s in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0) if span / s <= 6 or s == 30
    )
    parts = []
    for index in range(math.ceil(frame.west / step), math.floor(frame.east / step) + 1):
        x, _ = frame.at(index * step, frame.south)
        parts.append(
            f'<path class="grid" d="M{x:.1f} 0V{frame.height:.0f}"/>'
            f'<text class="degree" x="{x + 3:.1f}" y="11">{index * step:g}°</text>'
        )
    for index in range(math.ceil(frame.south / step), math.floor(frame.north / step) + 1):
        _, y = frame.at(frame.west, index * step)
        parts.append(
            f'<path class="grid" d="M0 {y:.1f}H{frame.width:.0f}"/>'
            f'<text class="degree" x="3" y="{y - 3:.1f}">{index * step:g}°</text>'
        )
    return "".join(parts)


def _shape(frame: Frame, shape: Shape) -> str:
    """A line, zone or site of the agreement."""
    geometry = shape_of(shape)
    if shape.kind is ShapeKind.SITE and isinstance(geometry, shapely.Point):
        x, y = frame.at(geometry.x, geometry.y)
        return f'<rect class="site" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    return _area(f"agreed {shape.kind.value}", frame, geometry)


def _names(frame: Frame, shapes: Sequence[Shape]) -> list[str]:
    """The names of the shapes, moved apart where they would cover each other."""
    taken: list[tuple[float, float]] = []
    texts = []
    for shape in shapes[:24]:
        at = shape_of(shape).representative_point()
        x, y = frame.at(at.x, at.y)
        if shape.kind is ShapeKind.LINE:
            x += 8.0
        while any(abs(y - ty) < 13 and abs(x - tx) < 120 for tx, ty in taken):
            y += 13
        if not (0 < x < frame.width and 0 < y < frame.height):
            continue
        taken.append((x, y))
        anchor = "start" if shape.kind is ShapeKind.LINE else "middle"
        texts.append(
            f'<text class="shape-name" text-anchor="{anchor}" x="{x:.1f}" y="{y:.1f}">'
            f"{escape(shape.name.replace('_', ' '))}</text>"
        )
    return texts


def _doubt(frame: Frame, mark: Marked, *, nodes: bool) -> str:
    """The 90 % ellipse, and the weighted nodes where wanted."""
    region, k = mark.region, frame.pixels_per_km / 1000.0
    x, y = frame.at(region.lon, region.lat)
    dots = ""
    if nodes:
        heaviest = max((w for _, _, w in region.nodes), default=1.0)
        for lon, lat, weight in region.nodes:
            nx, ny = frame.at(lon, lat)
            size = 1.0 + 2.5 * math.sqrt(weight / heaviest)
            dots += f'<circle class="node" cx="{nx:.1f}" cy="{ny:.1f}" r="{size:.1f}"/>'
    return (
        f'<ellipse class="doubt" cx="{x:.1f}" cy="{y:.1f}" rx="{region.minor_m * k:.1f}" '
        f'ry="{region.major_m * k:.1f}" '
        f'transform="rotate({region.angle_deg:.1f} {x:.1f} {y:.1f})"/>{dots}'
    )


def _mark(frame: Frame, mark: Marked) -> str:
    """The sign of an incident, filled as far as we are sure."""
    x, y = frame.at(mark.region.lon, mark.region.lat)
    step = fill_step(mark.probability)
    path = glyph_of(mark.kind).path
    sign = (
        f'<g transform="translate({x - 8:.1f} {y - 8:.1f}) scale(.667)">'
        f'<title>{escape(mark.label)}</title><path class="sign fill-{step}" d="{path}"/></g>'
    )
    return f'<a href="{escape(mark.href)}" tabindex="-1">{sign}</a>' if mark.href else sign


def _scale(frame: Frame, unit: str) -> str:
    """A scale bar of a round length."""
    want = frame.width / 5.0 / frame.pixels_per_km
    power = 10.0 ** math.floor(math.log10(want))
    km = next(m * power for m in (5.0, 2.0, 1.0) if m * power <= want or m == 1.0)
    length = km * frame.pixels_per_km
    x, y = frame.width - length - 12.0, frame.height - 10.0
    return (
        f'<path class="scale" d="M{x:.1f} {y - 5:.1f}v5h{length:.1f}v-5"/>'
        f'<text class="degree" x="{x + 4:.1f}" y="{y - 4:.1f}">{km:g} {escape(unit)}</text>'
    )


def marks_of(incidents: Iterable[Incident]) -> tuple[Marked, ...]:
    """The incidents that have a place, as marks without words."""
    return tuple(
        Marked(item.region, kind_of(item)[0], item.existence.value, "")
        for item in incidents
        if item.region is not None
    )
