"""Numbers of formulas with their units, exact, and durations by the clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Exact,
    Found,
    Grammar,
    Heard,
    Mapped,
    Pattern,
    Phrase,
    Said,
)
from holdfire.agreement.accord.plain.primitives import Count, Quoted, decimal
from holdfire.agreement.accord.term import Constant

__all__ = ["CONSTANT", "FUTURE", "PAST_BOUND"]

SCALES: Mapping[str, int] = {
    "km": 10_000_000,
    "m": 10_000,
    "mm": 10,
    "us": 1,
    "s": 1_000_000,
    "min": 60_000_000,
    "h": 3_600_000_000,
    "d": 86_400_000_000,
    "w": 604_800_000_000,
}
"""How many base units (0.1 mm, 1 us) a written unit holds."""

_EXACT = re.compile(r"-?\d+(?:/\d+|[.,]\d+)?")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{6})?) UTC")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


@dataclass(frozen=True, eq=False)
class _Amount(Grammar):
    """An exact number: decimals where they end, else a fraction."""

    def write(self, value: Any, said: Said) -> str | None:
        """The number."""
        return decimal(value, said) if isinstance(value, Fraction) else None

    def read(self, at: int, heard: Heard) -> Found:
        """The number there, with the decimal mark of the language."""
        match = _EXACT.match(heard.text, at)
        if match is None:
            return []
        mark = heard.said.words.plain("number.mark")
        words = match[0].split("." if mark == "," else ",")[0]
        heard.furthest = max(heard.furthest, at + len(words))
        if "/" in words and not int(words.split("/")[1]):
            return []
        return [(Fraction(words.replace(",", ".")), at + len(words))]


_AMOUNT = _Amount()


def _in_unit(unit: str) -> Mapped:
    """A constant written in one unit."""
    scale = SCALES[unit]

    def opened(value: Any) -> Fraction | None:
        known = isinstance(value, Constant) and value.unit == unit
        return Fraction(value.value, scale) if known and isinstance(value.value, int) else None

    def closed(amount: Fraction) -> Constant | None:
        whole = amount * scale
        return Constant(int(whole), unit) if whole.denominator == 1 else None

    return Mapped(Phrase(f"unit.{unit}", _AMOUNT), opened, closed)


@dataclass(frozen=True, eq=False)
class _Clock(Grammar):
    """An instant in UTC, to the second or to the microsecond."""

    def write(self, value: Any, said: Said) -> str | None:
        """Day and time of day, for the years of the calendar."""
        del said
        try:
            at: datetime = _EPOCH + value * _MICRO
        except (OverflowError, TypeError):
            return None
        return at.strftime(
            f"{at.date().isoformat()} %H:%M:%S{'.%f' if at.microsecond else ''} UTC"
        )

    def read(self, at: int, heard: Heard) -> Found:
        """The instant as microseconds."""
        match = _CLOCK.match(heard.text, at)
        if match is None:
            return []
        try:
            found = datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00")
        except ValueError:
            return []
        heard.furthest = max(heard.furthest, match.end())
        return [((found - _EPOCH) // _MICRO, match.end())]


def _plain(value: Any) -> Any:
    """The value of a constant without a unit."""
    return value.value if isinstance(value, Constant) and not value.unit else None


CONSTANT = Choice(
    (
        *(_in_unit(unit) for unit in SCALES),
        Mapped(
            Choice(
                (
                    Phrase("term.instant", _Clock()),
                    Phrase("term.far_instant", Count()),
                )
            ),
            lambda value: (
                value.value if isinstance(value, Constant) and value.unit == "instant" else None
            ),
            lambda micros: Constant(micros, "instant"),
        ),
        Mapped(Choice((Count(), Quoted())), _plain, Constant),
        Mapped(
            Pattern("term.other_unit", {"x": Choice((Count(), Quoted())), "unit": Quoted()}),
            lambda value: (
                {"x": value.value, "unit": value.unit}
                if isinstance(value, Constant) and value.unit
                else None
            ),
            lambda values: Constant(values["x"], values["unit"]),
        ),
    )
)
"""A value of a formula with its unit."""


@dataclass(frozen=True, eq=False)
class _Duration(Grammar):
    """Ticks as a duration in the largest unit that gives a whole number."""

    def write(self, value: Any, said: Said) -> str | None:
        """The duration; none where a tick is no whole number of microseconds."""
        if not isinstance(value, int):
            return None
        micros, rest = divmod(value * 1_000_000, said.ticks_per_second)
        if rest or micros < 0:
            return None
        units = ("d", "h", "min", "s", "us") if micros else ("s",)
        unit = next(unit for unit in units if micros % SCALES[unit] == 0)
        return Phrase(f"unit.{unit}", Count()).write(micros // SCALES[unit], said)

    def read(self, at: int, heard: Heard) -> Found:
        """The ticks of the duration."""
        found: Found = []
        for unit in ("d", "h", "min", "s", "us"):
            for count, end in Phrase(f"unit.{unit}", Count()).read(at, heard):
                ticks = count * SCALES[unit] * heard.said.ticks_per_second
                if ticks >= 0 and ticks % 1_000_000 == 0:
                    found.append((ticks // 1_000_000, end))
        return found


_TICKS = _Duration()


def _bound(key: str) -> Choice:
    """A bound in words: open, up to a limit, from a limit on, or between two."""
    return Choice(
        (
            Mapped(
                Exact(f"{key}.open"),
                lambda bound: True if bound == Bound() else None,
                lambda _: Bound(),
            ),
            Mapped(
                Phrase(f"{key}.up_to", _TICKS),
                lambda bound: bound.high if not bound.low else None,
                lambda high: Bound(0, high),
            ),
            Mapped(
                Phrase(f"{key}.at_least", _TICKS),
                lambda bound: bound.low if bound.high is None else None,
                lambda low: Bound(low) if low else None,
            ),
            Mapped(
                Pattern(f"{key}.between", {"low": _TICKS, "high": _TICKS}),
                lambda bound: {"low": bound.low, "high": bound.high} if bound.low else None,
                lambda values: Bound(**values) if values["low"] else None,
            ),
        )
    )


PAST_BOUND = _bound("bound.past")
"""How far back."""

FUTURE = _bound("bound.future")
"""How far ahead."""
