"""Methods: how a number on these pages comes about, and where it stops being worth anything."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from holdfire.reports.likelihood import EDGES, WORDS
from holdfire.web.desk import run_of
from holdfire.web.glyph import GLYPHS
from holdfire.web.naming import LIKELIHOOD, mark
from holdfire.web.page import reader_of, respond

__all__ = ["page"]

GLYPH_NAMES = {
    "impact": mark("explosion, strike, projectile or flash"),
    "gunfire": mark("exchange of fire"),
    "fire": mark("thermal anomaly or flare"),
    "aircraft": mark("aircraft, crewed or not"),
    "vessel": mark("vessel"),
    "forces": mark("forces or vehicles present"),
    "weapon": mark("heavy weapon present"),
    "jamming": mark("interference or restriction"),
    "infrastructure": mark("damage to a building or plant"),
    "crossing": mark("crossing or passage"),
    "works": mark("works or mines"),
    "report": mark("report, alarm or statement"),
    "unknown": mark("kind not known"),
}


def page(request: Request) -> Response:
    """The page."""
    run, reader = run_of(request), reader_of(request)
    scale = [
        (LIKELIHOOD[word], low, high)
        for word, low, high in zip(WORDS, EDGES, EDGES[1:], strict=False)
    ]
    calibrated = sum(item.existence.calibrated for item in run.incidents)
    context = {
        "scale": scale,
        "glyphs": [(glyph, GLYPH_NAMES[glyph.name]) for glyph in GLYPHS],
        "calibrated": calibrated,
        "incidents": len(run.incidents),
        "measured": sum(record.p_detect_low is not None for record in run.coverage),
        "covered": len(run.coverage),
        "program": run.report.get("program", ""),
    }
    return respond(request, "methods.html", context, run=run, reader=reader)
