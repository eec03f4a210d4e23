"""The coverage strip as SVG: for each source when it could see, and what it recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup, escape

from holdfire.base.instant import TimeSpan
from holdfire.web.sight import Strip

__all__ = ["Lane", "draw_strips", "lanes_of"]

LEFT, WIDTH, LANE, TOP = 150.0, 900.0, 28.0, 18.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One source: its name, its stretches, and the instants of its incidents (UTC)."""

    name: str
    strips: Sequence[Strip]
    instants: Sequence[datetime]


def draw_strips(
    lanes: Sequence[Lane], span: TimeSpan, *, key: str, title: str, description: str
) -> Markup:
    """One lane a source; hatched ground means nobody looked, so silence there says nothing."""
    height = TOP + LANE * max(1, len(lanes)) + 4.0
    hatching = (
        f'<defs><pattern id="{key}-none" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>'
    )
    parts = [hatching, _days(span, height)]
    parts.extend(_lane(lane, index, span, key) for index, lane in enumerate(lanes))
    head = Markup(
        '<svg class="strips" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
    ).format(round(LEFT + WIDTH + 4), round(height), key, key, key, title, key, description)
    return head + Markup("".join((*parts, "</svg>")))  # noqa: S704 - each part escapes its own texts


def _x(at: datetime, span: TimeSpan) -> float:
    """The pixel of an instant, kept inside the strip."""
    share = (at - span.start).total_seconds() / max(1.0, span.seconds)
    return LEFT + WIDTH * min(1.0, max(0.0, share))


def _days(span: TimeSpan, height: float) -> str:
    """Upright lines at midnight UTC, with dates where there is room."""
    days = max(1.0, span.seconds / 86_400.0)
    step = next(s for s in (1, 2, 5, 7, 14, 30, 61, 122, 366) if days / s <= 9 or s == 366)
    first = span.start.replace(hour=0, minute=0, second=0, microsecond=0)
    parts, day = [], first if first >= span.start else first + timedelta(days=1)
    while day <= span.end:
        x = _x(day, span)
        room = x < LEFT + WIDTH - 64.0
        parts.append(
            f'<path class="grid" d="M{x:.1f} {TOP - 2:.0f}V{height:.0f}"/>'
            + (
                f'<text class="degree" x="{x + 2:.1f}" y="12">{day:%Y-%m-%d}</text>'
                if room
                else ""
            )
        )
        day += timedelta(days=step)
    return "".join(parts)


def _lane(lane: Lane, index: int, span: TimeSpan, key: str) -> str:
    """The name, the ground, the stretches, the ticks."""
    y = TOP + LANE * index
    ground = f'x="{LEFT:.0f}" y="{y + 13:.0f}" width="{WIDTH:.0f}" height="10"'
    parts = [
        f'<text class="lane-name" x="0" y="{y + 15:.0f}">{escape(lane.name)}</text>',
        f'<rect class="ground" fill="url(#{key}-none)" {ground}/>',
    ]
    for strip in lane.strips:
        x0, x1 = _x(strip.start, span), _x(strip.end, span)
        if strip.end < span.start or strip.start > span.end:
            continue
        parts.append(
            f'<rect class="sight {strip.sight.value}" x="{x0:.1f}" y="{y + 13:.0f}" '
            f'width="{max(1.0, x1 - x0):.1f}" height="10"/>'
        )
    parts.extend(
        f'<path class="tick" d="M{x:.1f} {y + 1:.0f}v11"/>'
        for x in sorted({round(_x(at, span), 1) for at in lane.instants})
    )
    return "".join(parts)


def lanes_of(
    named: Mapping[str, str],
    strips: Mapping[str, Sequence[Strip]],
    instants: Mapping[str, Sequence[datetime]],
) -> tuple[Lane, ...]:
    """A lane for every source that covers or records anything, in the order of names."""
    keys = sorted(set(strips) | set(instants))
    return tuple(
        Lane(named.get(key, key), strips.get(key, ()), instants.get(key, ())) for key in keys
    )
