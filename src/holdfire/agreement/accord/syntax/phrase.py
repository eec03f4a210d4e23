"""A part of a formula as it is quoted in a refusal."""

from __future__ import annotations

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.syntax.mfotl_words import write_mfotl
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.surface_words import write_formula, write_term
from holdfire.agreement.accord.syntax.unit import MICROS_PER_SECOND
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)

__all__ = ["phrase"]

_LONGEST = 120


def phrase(
    part: Formula | Term, *, log: bool = False, ticks_per_second: int = MICROS_PER_SECOND
) -> str:
    """The part in the surface language, or as rules for logs are written; cut if long."""
    try:
        if isinstance(part, Variable | Constant | Name | Apply | Arithmetic | Aggregate):
            written = write_term(part, ticks_per_second=ticks_per_second)
        else:
            written = write_mfotl(part) if log else _surface(part, ticks_per_second)
    except NotMonitorable:
        written = _other(part, log=log)
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 4]} ..."


def _surface(part: Formula, ticks_per_second: int) -> str:
    """The part in the surface language."""
    return write_formula(part, ticks_per_second=ticks_per_second)


def _other(part: Formula | Term, *, log: bool) -> str:
    """The part in the other form, or as its kind only."""
    kind = type(part).__name__.lower()
    if isinstance(part, Variable | Constant | Name | Apply | Arithmetic | Aggregate):
        return kind
    try:
        return write_formula(part, ticks_per_second=1) if log else write_mfotl(part)
    except NotMonitorable:
        return kind
