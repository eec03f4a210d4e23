"""The smallest things a sentence holds: quoted words, numbers, labels, amounts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from holdfire.agreement.accord.plain.grammar import (
    Found,
    Grammar,
    Heard,
    Said,
)

__all__ = ["Count", "Label", "Number", "Quoted", "Term", "decimal", "undecimal"]

_NUMBER = re.compile(r"-?(?:\d+(?:[.,]\d+)?(?:e[+-]\d+)?|∞)")
_COUNT = re.compile(r"-?\d+")


@dataclass(frozen=True, eq=False)
class Quoted(Grammar):
    """Words of the text as they stand, in the quotation marks of the language.

    A closing mark within them is doubled.
    """

    def write(self, value: Any, said: Said) -> str | None:
        """The words between the marks."""
        if not isinstance(value, str):
            return None
        first, last = said.words.plain("quote.open"), said.words.plain("quote.close")
        return f"{first}{value.replace(last, last + last)}{last}"

    def read(self, at: int, heard: Heard) -> Found:
        """What stands between the marks."""
        first = heard.said.words.plain("quote.open")
        last = heard.said.words.plain("quote.close")
        if not heard.literal(first, at):
            return []
        words, end = "", at + len(first)
        while (closing := heard.text.find(last, end)) >= 0:
            words += heard.text[end:closing]
            end = closing + len(last)
            if not heard.text.startswith(last, end):
                heard.furthest = max(heard.furthest, end)
                return [(words, end)]
            words += last
            end += len(last)
        return []


@dataclass(frozen=True, eq=False)
class Label(Grammar):
    """A named thing of the agreement: its description and its id as they stand.

    ``kind`` is the kind of name; a name that the agreement does not declare has no words.
    """

    kind: str

    def write(self, value: Any, said: Said) -> str | None:
        """The label."""
        return said.names.labels.get(self.kind, {}).get(value)

    def read(self, at: int, heard: Heard) -> Found:
        """Every name whose label stands there."""
        known = heard.said.names.labels.get(self.kind, {})
        return [
            (name, at + len(label)) for name, label in known.items() if heard.literal(label, at)
        ]


@dataclass(frozen=True, eq=False)
class Term(Grammar):
    """A word of the text, quoted; a word that the agreement defines without its underscores."""

    def write(self, value: Any, said: Said) -> str | None:
        """The word between quotation marks."""
        return QUOTED.write(said.names.labels.get("word", {}).get(value, value), said)

    def read(self, at: int, heard: Heard) -> Found:
        """The word that is shown so."""
        shown = heard.said.names.labels.get("word", {})
        words = {label: term for term, label in shown.items()}
        return [(words.get(label, label), end) for label, end in heard.read(QUOTED, at)]


QUOTED = Quoted()


def decimal(value: float | Fraction, said: Said) -> str:
    """A number exactly, with the decimal mark of the language; a fraction where it must be."""
    if isinstance(value, Fraction):
        return _fraction(value, said)
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    whole = float(value).is_integer() and abs(value) < 1e15
    words = str(int(value)) if whole else repr(float(value))
    return words.replace(".", said.words.plain("number.mark"))


def _fraction(value: Fraction, said: Said) -> str:
    """``2.5`` where the decimals end, else ``1/3``."""
    twos, rest = _powers(value.denominator, 2)
    fives, rest = _powers(rest, 5)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = max(twos, fives)
    whole = abs(value.numerator) * 10**digits // value.denominator
    sign = "-" if value < 0 else ""
    text = str(whole).rjust(digits + 1, "0")
    if not digits:
        return f"{sign}{text}"
    return f"{sign}{text[:-digits]}{said.words.plain('number.mark')}{text[-digits:]}"


def _powers(number: int, prime: int) -> tuple[int, int]:
    """How often a prime divides a number, and what is left."""
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return count, number


def undecimal(words: str) -> float:
    """The number of :func:`decimal`, as a binary fraction."""
    if words.endswith("∞"):
        return -math.inf if words.startswith("-") else math.inf
    return float(words.replace(",", "."))


@dataclass(frozen=True, eq=False)
class Number(Grammar):
    """A number that may have decimals."""

    def write(self, value: Any, said: Said) -> str | None:
        """The digits."""
        known = isinstance(value, int | float) and not isinstance(value, bool)
        return decimal(value, said) if known else None

    def read(self, at: int, heard: Heard) -> Found:
        """The longest number there; one decimal mark only, that of the language."""
        match = _NUMBER.match(heard.text, at)
        if match is None:
            return []
        words, mark = match[0], heard.said.words.plain("number.mark")
        other = "." if mark == "," else ","
        words = words.split(other)[0]
        heard.furthest = max(heard.furthest, at + len(words))
        return [(undecimal(words), at + len(words))]


@dataclass(frozen=True, eq=False)
class Count(Grammar):
    """A whole number."""

    def write(self, value: Any, said: Said) -> str | None:
        """The digits, without separators."""
        del said
        known = isinstance(value, int) and not isinstance(value, bool)
        return str(value) if known else None

    def read(self, at: int, heard: Heard) -> Found:
        """All digits that stand there."""
        match = _COUNT.match(heard.text, at)
        if match is None:
            return []
        heard.furthest = max(heard.furthest, match.end())
        return [(int(match[0]), match.end())]
