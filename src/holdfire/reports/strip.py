"""The strip chart as SVG: place along a line across, time down, and how each was watched.

No colour of a side, no red or green: darker is better watched, hatched is unable to see, empty
is nobody. The same numbers stand in the annex, and a sentence says them for who cannot see it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from datetime import timedelta
from html import escape

from holdfire.reports.exposure import kind_text
from holdfire.reports.wording import Wording
from holdfire.verification.exposure_count import CountedExposure
from holdfire.verification.exposure_record import Exposure, Strip, SubjectKind, Watched

__all__ = ["strip_chart", "strip_sentence"]

LEFT, WIDTH, GAP, TOP = 92.0, 620.0, 26.0, 20.0
_ROW, _MOST_HEIGHT = 12.0, 240.0
_TICKS = 5
_LABELS = 6
_FAINTEST = 120
"""Thousandths: no look is drawn fainter than this, so that a short one can be found."""


def strip_chart(item: CountedExposure, words: Wording, key: str) -> str:
    """The chart of one subject as a ``svg`` element, one panel a side; empty without strips."""
    exposure = item.exposure
    if not exposure.strips:
        return ""
    panel = (WIDTH - GAP * (len(exposure.strips) - 1)) / len(exposure.strips)
    rows = len(exposure.strips[0].times) - 1
    row = min(_ROW, _MOST_HEIGHT / rows)
    height = TOP + rows * row + 22.0
    title = escape(
        words.say(
            "Where and when somebody looked for {kind}: {name}",
            kind=kind_text(exposure.kind, words),
            name=exposure.subject,
        )
    )
    head = (
        f'<svg class="strip" viewBox="0 0 {LEFT + WIDTH + 8:.0f} {height:.0f}" role="img" '
        f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{title}</title>'
        f'<desc id="{key}-d">{escape(strip_sentence(item, words))}</desc>'
        f'<defs><pattern id="{key}-h" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V4"/></pattern>'
        f'<pattern id="{key}-u" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<path class="dots" d="M1 1h1.2v1.2h-1.2z"/></pattern></defs>'
    )
    parts = [head, *_times(exposure.strips[0], row)]
    for number, strip in enumerate(exposure.strips):
        parts.extend(_panel(strip, exposure, LEFT + number * (panel + GAP), panel, row, key))
    return "".join((*parts, "</svg>"))


def strip_sentence(item: CountedExposure, words: Wording) -> str:
    """The chart in a sentence, for who reads it by ear."""
    sides = item.sides or (item.whole,)
    said = [
        _side_sentence(side.side or item.exposure.subject, side.watched, words)
        for side in sides
    ]
    return " ".join(said)


def _side_sentence(name: str, watched: Watched, words: Wording) -> str:
    """How one side was watched."""

    def shown(part: float) -> str:
        share = watched.share(part)
        return words.say("not known") if share is None else words.percent(share)

    return words.say(
        "{name}: watched with known probability {measured}, with unknown probability "
        "{unmeasured}, unable to see {blind}, not watched {nobody}.",
        name=name,
        measured=shown(watched.measured),
        unmeasured=shown(watched.unmeasured),
        blind=shown(watched.blind),
        nobody=shown(watched.nobody),
    )


def _times(strip: Strip, row: float) -> list[str]:
    """The dates at the left, as many as there is room for."""
    count = len(strip.times) - 1
    step = max(1, -(-count // _LABELS))
    longest = max(b - a for a, b in itertools.pairwise(strip.times))
    hourly = longest < timedelta(days=1)
    form = "%m-%d %H:%M" if hourly else "%Y-%m-%d"
    parts = []
    for number in range(0, count, step):
        y, said = TOP + number * row + 9.0, strip.times[number].strftime(form)
        parts.append(f'<text class="tick" x="0" y="{y:.1f}">{said}</text>')
    return parts


def _panel(
    strip: Strip, exposure: Exposure, left: float, width: float, row: float, key: str
) -> list[str]:
    """One side: its name, its ground, what was watched, the places below."""
    rows = len(strip.times) - 1
    name = escape(strip.side or exposure.subject)
    ground = f'x="{left:.1f}" y="{TOP:.1f}" width="{width:.1f}" height="{rows * row:.1f}"'
    parts = [
        f'<text class="tick" x="{left:.1f}" y="12">{name}</text>',
        f'<rect class="none" {ground}/>',
    ]
    for style, shares in (
        ("blind", strip.blind),
        ("looked", strip.unmeasured),
        ("seen", strip.seen),
    ):
        fill = {"blind": f' fill="url(#{key}-h)"', "looked": f' fill="url(#{key}-u)"'}.get(
            style, ""
        )
        for column, stretch in enumerate(shares):
            x, cell = left + column * width / len(shares), width / len(shares)
            for first, count, share in _runs(stretch):
                place = f'x="{x:.1f}" y="{TOP + first * row:.1f}" width="{cell:.2f}"'
                parts.append(
                    f'<rect class="{style}"{fill} {place} height="{count * row:.2f}" '
                    f'opacity="{max(share, _FAINTEST) / 1000:.2f}"/>'
                )
    return [*parts, *_places(strip, exposure, left, width, TOP + rows * row)]


def _runs(stretch: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Where equal shares begin, how many there are, and the share; empty ones left out."""
    first = 0
    for share, equal in itertools.groupby(stretch):
        count = len(list(equal))
        if share:
            yield first, count, share
        first += count


def _places(
    strip: Strip, exposure: Exposure, left: float, width: float, bottom: float
) -> list[str]:
    """Kilometres along the line, or degrees of longitude, below a panel."""
    low, high = strip.ends[0], strip.ends[-1]
    unit = " km" if exposure.subject_kind is SubjectKind.LINE else "°"
    line = exposure.subject_kind is SubjectKind.LINE
    digits = 0 if line else max(1, math.ceil(-math.log10((high - low) / _TICKS)) + 1)
    parts = []
    for number in range(_TICKS):
        share = number / (_TICKS - 1)
        value = low + (high - low) * share
        anchor = ("start", "middle", "end")[(number > 0) + (number == _TICKS - 1)]
        parts.append(
            f'<text class="tick" text-anchor="{anchor}" x="{left + width * share:.1f}" '
            f'y="{bottom + 13:.1f}">{value:.{digits}f}{unit}</text>'
        )
    return parts
