"""Single values as the reader sees them: instants, likelihoods, shares, rates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from holdfire.agreement.agreement import Agreement
from holdfire.base.quantity import Probability
from holdfire.reports.likelihood import likelihood_word
from holdfire.reports.wording import Wording
from holdfire.verification.verdict import Rate

__all__ = [
    "instant_text",
    "likelihood_text",
    "local_text",
    "party_names",
    "rate_text",
    "share_text",
]


def instant_text(value: datetime) -> str:
    """UTC to the minute."""
    return value.strftime("%Y-%m-%d %H:%M")


def local_text(value: datetime, zone: str) -> str:
    """The same instant on the clocks of ``zone``."""
    return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def party_names(agreement: Agreement) -> dict[str, str]:
    """The display name of each party by its id, in the order of the text."""
    return {party.id: party.name for party in agreement.parties}


def likelihood_text(value: Probability | None, words: Wording) -> str:
    """A likelihood in words with its number and interval; the number alone at the ends.

    The number is cut and never rounded up, so that it lies in the interval of its word; the
    ends of the doubt are rounded outwards.
    """
    if value is None:
        return words.say("no probability can be stated")
    word = likelihood_word(value.value)
    shown = {
        "number": words.percent(value.value, _digits(value.value)),
        "low": words.percent(value.low, _digits(value.low)),
        "high": words.percent(value.high, _digits(value.high), up=True),
    }
    if word is None:
        return words.say("{number} ({low} to {high})", **shown)
    return words.say("{word}, {number} ({low} to {high})", word=words.say(word), **shown)


def _digits(value: float) -> int:
    """Whole percents where the scale has words, one decimal beyond its ends."""
    return 0 if 0.01 <= value <= 0.99 else 1


def share_text(share: float | None, words: Wording) -> str:
    """A share of coverage; not known is said, never shown as zero."""
    return words.say("not known") if share is None else words.percent(share)


def rate_text(rate: Rate | None, words: Wording) -> str:
    """A count with its exposure, then the rate; nothing where there is no rate."""
    if rate is None or rate.per_100_km_h is None or rate.low is None or rate.high is None:
        return ""
    shown: Mapping[str, object] = {
        "count": rate.count,
        "exposure": words.number(rate.exposure_km_h, 0),
        "rate": rate.per_100_km_h,
        "low": rate.low,
        "high": rate.high,
    }
    return words.say(
        "Rate: {count} in {exposure} km·h observed, {rate} per 100 km·h (95 % interval {low} "
        "to {high}).",
        **shown,
    )
