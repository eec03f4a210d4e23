"""The counts of a daily summary: per region, the explosions among them, the period before.

:func:`compose_daily` is the exact inverse of :func:`read_daily`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from holdfire.observations.osce.numbers import (
    NUMBER,
    Amount,
    exactly,
    read_amount,
    write_amount,
)
from holdfire.observations.osce.position import NAME

__all__ = ["DailyReading", "RegionCount", "compose_daily", "read_daily"]


@dataclass(frozen=True, slots=True)
class RegionCount:
    """What was recorded in one region in the period, and in the period before it.

    ``None`` is "not said"; the amount zero is "none recorded". ``previous_words`` is what
    the period before was called: "24 hours" or "reporting period".
    """

    region: str
    total: Amount
    explosions: Amount | None = None
    previous: Amount | None = None
    previous_words: str = "24 hours"


@dataclass(frozen=True, slots=True)
class DailyReading:
    """The regions in order of the text, and the spans that gave them."""

    regions: tuple[RegionCount, ...]
    read: tuple[tuple[int, int], ...]


_WHO = r"(?:[Tt]he\s+)?(?:SMM|[Mm]ission|OSCE|monitors|it|they)"
_COUNTED = r"ceasefire\s+violations?"
_AMOUNT = rf"[A-Za-z ]{{0,20}}?(?:{NUMBER})(?:\s*(?:to|[-–—])\s*(?:{NUMBER}))?"
_REGION = re.compile(
    rf"\b[Ii]n\s+(?:the\s+)?(?P<region>{NAME})\s+(?:region|oblast),?\s+{_WHO}\s+recorded\s+"
    rf"(?P<total>{_AMOUNT})\s+{_COUNTED}"
    rf"(?:,?\s+(?:\(?(?P<all>all|both)\s+explosions\)?|(?P<one>an\s+explosion)"
    rf"|\(?including\s+(?P<explosions>{_AMOUNT})\s+explosions?\)?))?"
)
_PREVIOUS = re.compile(
    rf"\b[Ii]n\s+the\s+previous\s+(?P<words>24\s+hours|reporting\s+period),?\s+{_WHO}\s+recorded\s+"
    rf"(?P<total>{_AMOUNT})\s+{_COUNTED}(?:\s+in\s+(?:the|this|that)\s+region)?"
)


def _amount(text: str | None) -> Amount | None:
    """The whole text as an amount, or ``None``."""
    read = None if text is None else read_amount(text, 0)
    return read[0] if read is not None and text is not None and read[1] == len(text) else None


def read_daily(text: str) -> DailyReading:
    """The counts per region in a text of any length; none when it has none."""
    regions: list[RegionCount] = []
    spans: list[tuple[int, int]] = []
    found = [(m.start(), m) for pattern in (_REGION, _PREVIOUS) for m in pattern.finditer(text)]
    for _, match in sorted(found, key=lambda pair: pair[0]):
        total = _amount(match["total"])
        if total is None:
            continue
        parts = match.groupdict()
        if "region" in parts:
            explosions = _amount(parts["explosions"])
            if parts["all"] or parts["one"]:
                explosions = total
            regions.append(RegionCount(parts["region"], total, explosions))
        elif regions and regions[-1].previous is None:
            words = " ".join(parts["words"].lower().split())
            regions[-1] = replace(regions[-1], previous=total, previous_words=words)
        else:
            continue
        spans.append(match.span())
    return DailyReading(tuple(regions), tuple(spans))


def _counted(amount: Amount) -> str:
    """The amount with its noun in the right number."""
    noun = "ceasefire violation" + ("" if amount == exactly(1) else "s")
    return f"{write_amount(amount)} {noun}"


def _explosions(count: RegionCount) -> str:
    """The explosions among the total, as a clause."""
    among = count.explosions
    if among is None:
        return ""
    if among == count.total and among.low > 1:
        return ", both explosions" if among == exactly(2) else ", all explosions"
    noun = "explosion" if among == exactly(1) else "explosions"
    return f", including {write_amount(among)} {noun}"


def compose_daily(regions: tuple[RegionCount, ...], *, observer_name: str = "Mission") -> str:
    """The counts in words, one line for each region."""
    lines = []
    for count in regions:
        line = (
            f"In {count.region} region, the {observer_name} recorded "
            f"{_counted(count.total)}{_explosions(count)}."
        )
        if count.previous is not None:
            line += (
                f" In the previous {count.previous_words}, it recorded "
                f"{_counted(count.previous)} in the region."
            )
        lines.append(line)
    return "\n".join(lines)
