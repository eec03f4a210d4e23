"""Amounts in words and digits: "four to eight", "about 30", "a burst", "no", with their doubt.

House style when writing: words up to ten, digits above. An approximate number gets an
interval of 20 % and at least 1 to both sides; "at least" and "more than" reach up to the
double, because the words give no upper end and a count needs one; "up to" starts at one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from holdfire.observations.record import Count

__all__ = [
    "NUMBER",
    "Amount",
    "Bound",
    "count_of",
    "exactly",
    "number_of",
    "read_amount",
    "write_amount",
]


class Bound(StrEnum):
    """How the number is meant."""

    EXACT = "exact"
    BETWEEN = "between"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written: equal ends unless the text gives two numbers."""

    low: int
    high: int
    bound: Bound = Bound.EXACT


_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "a": 1, "an": 1, "no": 0, "single": 1, "dozen": 12,
}  # fmt: skip
_UNIT = "|".join(sorted(_SMALL[1:10], key=len, reverse=True))
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?"
    rf"|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
)
_WORDS = (
    rf"(?:(?:(?:an?|{_UNIT})\s+)?hundred(?:\s+and\s+{_BELOW_HUNDRED})?"
    rf"|an?\s+(?:single|dozen)|{_BELOW_HUNDRED}|an?|no)"
)
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}|{_WORDS})(?![\w.]*\d|\w)"
"""A regular expression (no groups) for one number in digits or words."""

_QUALIFIERS = {
    "about": Bound.ABOUT, "approximately": Bound.ABOUT, "around": Bound.ABOUT,
    "roughly": Bound.ABOUT, "some": Bound.ABOUT, "nearly": Bound.ABOUT,
    "almost": Bound.ABOUT, "at least": Bound.AT_LEAST, "more than": Bound.MORE_THAN,
    "over": Bound.MORE_THAN, "up to": Bound.UP_TO, "as many as": Bound.UP_TO,
}  # fmt: skip
_WRITTEN = {
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.UP_TO: "up to ",
}
_AMOUNT = re.compile(
    rf"\b(?:(?P<how>{'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))})\s+)?"
    rf"(?:between\s+(?P<from>{NUMBER})\s+and\s+(?P<until>{NUMBER})"
    rf"|(?P<first>{NUMBER})(?:\s*(?:to|or|[-–—])\s*(?P<second>{NUMBER}))?)",
    re.IGNORECASE,
)


def number_of(words: str) -> int:
    """The value of text that matches :data:`NUMBER`."""
    plain = words.lower().replace(",", "").strip()
    if plain.isdecimal():
        return int(plain)
    total = 0
    for word in re.split(r"[\s-]+", plain):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word == "dozen":
            total = 12
        elif word not in ("and", "single"):
            total += _VALUES[word]
    return total


def exactly(value: int) -> Amount:
    """The amount that is exactly this number."""
    return Amount(value, value)


def read_amount(text: str, position: int) -> tuple[Amount, int] | None:
    """The amount that starts here and where it ends, or ``None``."""
    match = _AMOUNT.match(text, position)
    if match is None:
        return None
    first = number_of(match["first"] or match["from"])
    other = match["second"] or match["until"]
    second = first if other is None else number_of(other)
    low, high = min(first, second), max(first, second)
    if match["how"] is not None:
        bound = _QUALIFIERS[" ".join(match["how"].lower().split())]
    else:
        bound = Bound.EXACT if low == high else Bound.BETWEEN
    return Amount(low, high, bound), match.end()


def _written(value: int) -> str:
    """One number in house style."""
    return _SMALL[value] if value <= 10 else str(value)


def write_amount(amount: Amount) -> str:
    """The amount in words; :func:`read_amount` gives it back."""
    how = _WRITTEN.get(amount.bound, "")
    if amount.low == amount.high:
        return "no" if (amount.high == 0 and not how) else how + _written(amount.low)
    return f"{how}{_written(amount.low)} to {_written(amount.high)}"


def count_of(amount: Amount) -> Count:
    """The amount as an interval, by the rule of this module."""
    low, high, bound = amount.low, amount.high, amount.bound
    if bound is Bound.ABOUT:
        lowest = max(min(low, 1), min(low - 1, 4 * low // 5))
        return Count(lowest, max(high + 1, -(-6 * high // 5)), approximate=True)
    if bound is Bound.AT_LEAST:
        return Count(low, 2 * high, approximate=True)
    if bound is Bound.MORE_THAN:
        return Count(low + 1, 2 * high + 1, approximate=True)
    if bound is Bound.UP_TO:
        return Count(min(1, high), high)
    return Count(low, high)
