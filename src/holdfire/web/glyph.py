"""The signs of the map: one neutral outline per kind, drawn once, used everywhere.

No sign and no colour says a side. Each is a closed path in a 24 x 24 box, unique without
colour, with a letter for the legend. How much of it is filled says how sure we are.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from holdfire.base.phenomenon import Phenomenon

__all__ = ["FILL_EDGES", "GLYPHS", "Glyph", "fill_step", "glyph_of", "glyph_svg"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign: its name, its letter, its outline as an SVG path."""

    name: str
    letter: str
    path: str


GLYPHS = (
    Glyph(
        "impact",
        "I",
        "M12 1l2.4 6.2 6-2.8-2.8 6L23 12l-5.4 2.4 2.8 6-6-2.8L12 23l-2.4-5.4-6 2.8 2.8-6"
        "L1 12l5.4-1.6-2.8-6 6 2.8z",
    ),
    Glyph("gunfire", "G", "M2 8h12c5 0 8 2.5 8 4s-3 4-8 4H2z"),
    Glyph("fire", "F", "M12 1.5c1.5 4.5 7 7.5 7 13a7 7 0 0 1-14 0c0-5.5 5.5-8.5 7-13z"),
    Glyph(
        "aircraft",
        "A",
        "M12 1.5l2.3 7.5L22.5 14v2.5l-8.2-2-1 5 3.2 2v1.5h-9v-1.5l3.2-2-1-5-8.2 2V14l8.2-5z",
    ),
    Glyph("vessel", "S", "M10 3h4v9h8.5L19 20.5H5L1.5 12H10z"),
    Glyph("forces", "V", "M2 7h12v3h4.5L22 14v4H2z"),
    Glyph("weapon", "H", "M2 21v-5h5.5L18.5 3l3.5 3-8.5 10H16v5z"),
    Glyph("jamming", "J", "M3 3h18l-6.5 9L21 21H3l6.5-9z"),
    Glyph("infrastructure", "P", "M2.5 21.5v-11l6 4v-4l6 4v-12h5l2 19z"),
    Glyph(
        "crossing",
        "X",
        "M5.5 2L12 8.5 18.5 2 22 5.5 15.5 12l6.5 6.5-3.5 3.5-6.5-6.5L5.5 22 2 18.5"
        " 8.5 12 2 5.5z",
    ),
    Glyph("works", "W", "M2.5 20.5v-14h4v4.5h3.5V6.5h4V11h3.5V6.5h4v14z"),
    Glyph("report", "R", "M2 3h20v13H11.5L6 21.5V16H2z"),
    Glyph("unknown", "U", "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z"),
)
_BY_NAME = {glyph.name: glyph for glyph in GLYPHS}
_OF = {
    Phenomenon.EXPLOSION: "impact",
    Phenomenon.STRIKE: "impact",
    Phenomenon.PROJECTILE: "impact",
    Phenomenon.FLASH: "impact",
    Phenomenon.HEAVY_FIRE: "gunfire",
    Phenomenon.LIGHT_FIRE: "gunfire",
    Phenomenon.CLASH: "gunfire",
    Phenomenon.THERMAL: "fire",
    Phenomenon.FLARE: "fire",
    Phenomenon.DAMAGE: "infrastructure",
    Phenomenon.WEAPON_PRESENT: "weapon",
    Phenomenon.FORCES_PRESENT: "forces",
    Phenomenon.AIRCRAFT: "aircraft",
    Phenomenon.UAV: "aircraft",
    Phenomenon.VESSEL: "vessel",
    Phenomenon.CROSSING: "crossing",
    Phenomenon.PASSAGE: "crossing",
    Phenomenon.WORKS: "works",
    Phenomenon.MINE: "works",
    Phenomenon.INTERFERENCE: "jamming",
    Phenomenon.RESTRICTION: "jamming",
    Phenomenon.ALARM: "report",
    Phenomenon.STATEMENT: "report",
    Phenomenon.AREA_HELD: "report",
}

# Edges of the verbal scale at which the fill of a sign changes: empty, light, half, full.
FILL_EDGES = (0.20, 0.55, 0.95)


def glyph_of(kind: str) -> Glyph:
    """The sign of a phenomenon by its value; the circle for anything unforeseen."""
    try:
        return _BY_NAME[_OF.get(Phenomenon(kind), "unknown")]
    except ValueError:
        return _BY_NAME["unknown"]


def fill_step(probability: float) -> int:
    """0 empty, 1 light, 2 half, 3 full, at :data:`FILL_EDGES` (half-open)."""
    return sum(probability >= edge for edge in FILL_EDGES)


def glyph_svg(kind: str) -> Markup:
    """The sign as a small decorative picture; the word always stands beside it."""
    glyph = glyph_of(kind)
    return Markup(
        '<svg class="glyph" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" '
        'focusable="false"><path d="{}"/></svg>'
    ).format(glyph.path)
