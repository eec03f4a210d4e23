"""Terms: what predicates speak of and comparisons compare.

Numbers are whole in the base unit of their dimension, so that no rounding ever decides a
verdict: lengths and calibres in tenths of a millimetre, durations and instants in
microseconds, counts and plain numbers as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfire.agreement.accord.formula import Bound, Formula

__all__ = [
    "Aggregate",
    "Apply",
    "Arithmetic",
    "Constant",
    "Name",
    "Term",
    "Value",
    "Variable",
]

Value = int | str
"""A value of the trace: a whole number in its base unit, or a name."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable bound by a quantifier, by the key of a norm, or free in a rule."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A value with the unit it was written in.

    ``unit`` is empty for names and plain numbers, else the written unit (``km``, ``m``,
    ``mm``, ``us``, ``s``, ``min``, ``h``, ``d``, ``w``, ``instant``); ``value`` is in the
    base unit already.
    """

    value: Value
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing of the agreement: an anchor (an instant), ``now``, a line, a party."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of the trace (``caliber(u)``, ``dist(place(u), line)``), maybe set-valued."""

    function: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left op right`` of two numbers of one dimension; ``op`` is ``+``, ``-`` or ``*``."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``kind bound {weight, variables: body}``: count, sum, min, max, duration.

    The result is set-valued: what is surely counted, and what may be.
    """

    kind: str
    bound: Bound | None
    weight: Term | None
    variables: tuple[str, ...]
    body: Formula


Term = Variable | Constant | Name | Apply | Arithmetic | Aggregate
