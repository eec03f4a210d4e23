"""This period beside the one before it: the same counts, made by the same code."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.reports.record import ReportInput
from holdfire.reports.wording import Wording

__all__ = ["Compared", "compared"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One count in both periods and its difference, with its sign."""

    what: str
    now: str
    before: str
    difference: str


def compared(given: ReportInput, words: Wording) -> list[Compared]:
    """The counts beside those of the period before; empty when none was asked for.

    A count that only one of the two periods has is left out.
    """
    if given.previous is None:
        return []
    now = {
        "observations": (words.say("Observations"), given.accounting.in_period),
        "detections": (words.say("Detections"), given.accounting.detections),
        "incidents": (words.say("Incidents"), given.accounting.incidents),
    }
    return [
        Compared(
            what,
            words.number(count),
            words.number(given.previous[key]),
            _signed(count - given.previous[key], words),
        )
        for key, (what, count) in now.items()
        if key in given.previous
    ]


def _signed(difference: int, words: Wording) -> str:
    """A difference with its sign; no sign for zero."""
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + words.number(abs(difference))
