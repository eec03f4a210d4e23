"""Bounds of temporal operators in the surface language: ``[7d, *)``, ``[0,24h]``."""

from __future__ import annotations

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.syntax.lexer import LARGEST, Kind, Reader, Token
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.unit import DURATIONS, ticks

__all__ = ["read_bound"]


def read_bound(read: Reader, operator: Token, ticks_per_second: int, *, future: bool) -> Bound:
    """The bound that comes next, closed at both ends: ``)`` ends one tick earlier.

    Raises :class:`NotMonitorable` for a future without an end.
    """
    opened = read.expect("[", f"and the bound of {operator.text}, for example [0,7d]")
    low = _duration(read, ticks_per_second)
    read.expect(",", "between the ends of the bound")
    if read.accept("*"):
        if future:
            place = read.refused(operator, "").where
            raise NotMonitorable(
                f"{place}: {operator.text} without an end: such a future is never settled",
                where=place,
                next_step="Give it an end, for example [0,24h].",
            )
        _close(read)
        return Bound(low, None)
    high = _duration(read, ticks_per_second) - _close(read)
    if high < low:
        raise read.refused(opened, "the bound contains nothing", "Put the smaller end first.")
    return Bound(low, high)


def _close(read: Reader) -> bool:
    """Take the end of a bound; is it open?"""
    if not read.at("]", ")"):
        raise read.unexpected("']' or ')' at the end of the bound")
    return read.take().text == ")"


def _duration(read: Reader, ticks_per_second: int) -> int:
    """One end of a bound in ticks."""
    word = read.now
    if word.kind is not Kind.NUMBER:
        raise read.unexpected("a duration, for example 7d")
    read.take()
    if read.now.kind is not Kind.NAME:
        if float(word.text) == 0:
            return 0
        raise read.refused(
            word,
            f"the duration {word.text[:20]} has no unit",
            f"Write its unit, one of {', '.join(sorted(DURATIONS))}.",
        )
    if read.now.text not in DURATIONS:
        raise read.unexpected(f"one of the units {', '.join(sorted(DURATIONS))}")
    unit = read.take().text
    if len(word.text) > 40:
        raise read.refused(word, "the number is too long")
    found = ticks(word.text, unit, ticks_per_second)
    if found is None:
        raise read.refused(
            word,
            f"{word.text}{unit} is not a whole number of ticks (there are "
            f"{ticks_per_second} in a second)",
            "Use a duration that is.",
        )
    if found >= LARGEST:
        raise read.refused(word, "the duration is too long")
    return found
