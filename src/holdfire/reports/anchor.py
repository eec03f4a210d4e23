"""Anchors: the names by which a sentence of the page is linked to what it rests on."""

from __future__ import annotations

import re

__all__ = ["clause_anchor", "incident_anchor", "source_anchor"]

_OTHER = re.compile(r"[^A-Za-z0-9_.-]")


def _plain(text: str) -> str:
    """The text as part of an anchor; other characters by their number, so none collide."""
    return _OTHER.sub(lambda found: f"_{ord(found[0]):x}_", text)


def incident_anchor(incident: str) -> str:
    """The row of an incident in annex A."""
    return f"i-{_plain(incident)}"


def clause_anchor(reading: str, clause: str) -> str:
    """The answer for a clause under a reading."""
    return f"c-{_plain(reading)}:{_plain(clause)}"


def source_anchor(source: str) -> str:
    """The row of a source in the table of sources."""
    return f"s-{_plain(source)}"
