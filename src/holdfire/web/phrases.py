"""The words the workbench's script speaks, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.web.language import Words
from holdfire.web.naming import PHENOMENA, VERDICTS, mark, named

__all__ = ["PHRASES", "phrases"]

# Values in braces are filled in by the script; sentences are put so that no form depends on
# a number.
PHRASES = {
    "alleged": mark("Ring: it bears on a clause found violated (alleged)."),
    "certainty": mark("How sure"),
    "clause": mark("Clause"),
    "clear": mark("Clear filters"),
    "density_legend": mark("Density: incidents in each square of {size} pixels, 1 to {most}."),
    "ellipse": mark("The ellipse holds the place with 90 % probability."),
    "kind": mark("Kind"),
    "map_failed": mark(
        "The map cannot be drawn here (no WebGL). The table shows the same rows."
    ),
    "map_name": mark("Map of the incidents shown in the table"),
    "none_coverage": mark("No incidents in this range, and in part of it nobody looked."),
    "none_filtered": mark("No incidents match the filter. Clear filters to see all."),
    "none_seen": mark("No incidents in this range, and it was watched."),
    "origins": mark("Independent origins"),
    "places_missing": mark("Without a place, in the table only: {count}."),
    "row_selected": mark("Selected: {kind}, {time}, {probability}, row {row} of {rows}."),
    "rows": mark("Rows {first} to {last} of {all}"),
    "shown": mark("Shown: {count} of {all}."),
    "source": mark("Source"),
    "table_failed": mark("The data did not arrive. Load the page again."),
    "timeline_name": mark("Timeline: one lane for each source, its coverage behind the marks"),
    "unmeasured": mark("Dotted: watched, but nobody measured what would be missed."),
    "unseen": mark("Hatched: nobody looked here in this range. Silence there says nothing."),
    "zone": mark("Zone"),
    "zoom_in": mark("Closer"),
    "zoom_out": mark("Farther"),
}
# Edges and labels of the four fills, kept beside the fill of the signs.
FILLS = (
    mark("below 20 %"),
    mark("20 to 55 %"),
    mark("55 to 95 %"),
    mark("95 % and above"),
)


def phrases(words: Words, kinds: Iterable[str]) -> dict[str, object]:
    """Every phrase in one language, with the names of these kinds and of the verdicts."""
    said: dict[str, object] = {key: words.say_raw(text) for key, text in PHRASES.items()}
    said["fills"] = [words.say(text) for text in FILLS]
    said["kinds"] = {kind: words.say(named(PHENOMENA, kind)) for kind in kinds}
    said["verdicts"] = {str(key): words.say(text) for key, text in VERDICTS.items()}
    return said
