"""The core tree: what every clause, norm and rule is made of before it is evaluated.

Past and bounded-future metric first-order temporal logic. Nodes are frozen and compare by
content, so that a tree can be hashed, shared and printed back. The tree says nothing of a
frame: :mod:`.points` reads it over the points of a log, :mod:`.timeline` over every instant.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.term import Term

__all__ = [
    "ALWAYS",
    "Always",
    "And",
    "Atom",
    "Bound",
    "Compare",
    "Eventually",
    "Exists",
    "Forall",
    "Formula",
    "Historically",
    "Implies",
    "Member",
    "Next",
    "Not",
    "Once",
    "Or",
    "Previous",
    "Since",
    "Until",
    "Verum",
]


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a temporal operator reaches, in ticks, closed at both ends; 0 <= low <= high.

    A tick is a microsecond over the timeline and the log's own unit over points.
    ``high`` is ``None`` for no end, which only operators on the past may have in a norm.
    """

    low: int = 0
    high: int | None = None


ALWAYS = Bound()
"""``[0, *)``: the bound of an operator written without one."""


@dataclass(frozen=True, slots=True)
class Verum:
    """A constant: true, or false where ``value`` is false."""

    value: bool = True


@dataclass(frozen=True, slots=True)
class Atom:
    """A fact of the trace: a predicate over terms."""

    predicate: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right``; ``op`` is one of ``< <= = != >= >``. Terms may be set-valued."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Member:
    """Is the term in a named set of the agreement (a class, a list, a zone)?"""

    term: Term
    of: str


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene negation."""

    body: Formula


@dataclass(frozen=True, slots=True)
class And:
    """All parts; at least two."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part; at least two."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """``not left or right``."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Exists:
    """Some value of each variable; the body guards every one of them."""

    variables: tuple[str, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Forall:
    """Every value of each variable: ``not exists not``."""

    variables: tuple[str, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Once:
    """At some past position within the bound, now included when the bound begins at 0."""

    bound: Bound
    body: Formula


@dataclass(frozen=True, slots=True)
class Historically:
    """At every past position within the bound: ``not once not``."""

    bound: Bound
    body: Formula


@dataclass(frozen=True, slots=True)
class Eventually:
    """At some future position within the bound."""

    bound: Bound
    body: Formula


@dataclass(frozen=True, slots=True)
class Always:
    """At every future position within the bound: ``not eventually not``."""

    bound: Bound
    body: Formula


@dataclass(frozen=True, slots=True)
class Since:
    """``right`` at some past position within the bound, ``left`` at all after it, now too."""

    bound: Bound
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Until:
    """``right`` at some future position within the bound, ``left`` from now until before it."""

    bound: Bound
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Previous:
    """At the point before, if the stamps differ by the bound. Over points only."""

    bound: Bound
    body: Formula


@dataclass(frozen=True, slots=True)
class Next:
    """At the point after, if the stamps differ by the bound. Over points only."""

    bound: Bound
    body: Formula


Formula = (
    Verum
    | Atom
    | Compare
    | Member
    | Not
    | And
    | Or
    | Implies
    | Exists
    | Forall
    | Once
    | Historically
    | Eventually
    | Always
    | Since
    | Until
    | Previous
    | Next
)
