"""Reading the kinds about the use of force and about lines: cessation, stand fast, crossing."""

from __future__ import annotations

from datetime import date

from holdfire.agreement.area_text import read_area
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.problems import Refusal
from holdfire.agreement.terms import Cessation, NoCrossing, StandFast
from holdfire.agreement.words import ACTS, DOMAINS, SIDES

__all__ = ["read_cessation", "read_day", "read_no_crossing", "read_stand_fast"]


def read_day(text: str) -> date | Refusal:
    """A day of the calendar as written."""
    try:
        if len(text) == len("2014-09-19"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    return Refusal(f"{text[:60]!r} is not a day", "Write it so: 2014-09-19.")


def read_cessation(reader: ClauseReader) -> Cessation | None:
    """No use of force: which acts, in which domains, where, against whom."""
    fields = reader.fields
    area = read_area(reader)
    acts = fields.words("acts", ACTS) or ("any_weapon",)
    domains = fields.words("domains", DOMAINS)
    against = reader.party("against")
    return Cessation(acts, domains, area, against) if area is not None else None


def read_stand_fast(reader: ClauseReader) -> StandFast:
    """No forces across a line as it ran on a day."""
    fields = reader.fields
    return StandFast(
        reader.line_name("line", needed=True),
        fields.read("as_of", read_day),
        fields.word("side", SIDES),
    )


def read_no_crossing(reader: ClauseReader) -> NoCrossing:
    """Nobody crosses the line."""
    return NoCrossing(reader.line_name("line", needed=True), reader.fields.scalar("unless"))
