"""Operands of the surface language: names whose place decides what they are, and constants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from holdfire.agreement.accord.formula import Atom, Exists, Formula, Verum
from holdfire.agreement.accord.syntax.lexer import LARGEST, Kind, Reader, Token, bounded_int
from holdfire.agreement.accord.syntax.quoted import unquote
from holdfire.agreement.accord.syntax.unit import UNITS, base_value
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.base.errors import BadInstant
from holdfire.base.instant import local_instant, micros

__all__ = [
    "COMPARISONS",
    "KEYWORDS",
    "RESERVED",
    "Call",
    "Parsed",
    "Scope",
    "as_formula",
    "as_term",
    "read_calendar",
    "read_constant",
]

COMPARISONS = ("<", "<=", "=", "!=", ">=", ">")
KEYWORDS = frozenset(
    {
        *("not", "and", "or", "implies", "exists", "forall"),
        *("once", "historically", "since", "eventually", "always", "until"),
        "in",
    }
)
RESERVED = KEYWORDS | {"true", "false", "now", "cal", "_"}
"""Words that name neither a predicate, nor a function, nor a variable."""

_TERMS = (Variable, Constant, Name, Apply, Arithmetic, Aggregate)


@dataclass(frozen=True, slots=True)
class Call:
    """A name, maybe with arguments: a predicate or a term, as its place says."""

    word: Token
    terms: tuple[Term, ...] | None = None


Parsed = Formula | Term | Call
"""What was read, before its place says what it is."""


@dataclass(slots=True)
class Scope:
    """Which bare names are variables here, and which are named things of the agreement."""

    variables: frozenset[str]
    names: frozenset[str]
    _bound: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def binding(self, variables: tuple[str, ...]) -> Iterator[None]:
        """Inside, these names are variables."""
        self._bound.update(variables)
        yield
        self._bound.subtract(variables)

    def term(self, name: str) -> Term:
        """What a bare name in a term is."""
        if self._bound[name] > 0 or name in self.variables:
            return Variable(name)
        return Name(name) if name == "now" or name in self.names else Variable(name)


def as_formula(read: Reader, word: Token, found: Parsed) -> Formula:
    """What was read from ``word`` on, in the place of a formula."""
    if isinstance(found, Call):
        name = found.word.text
        if found.terms is None and name in {"true", "false"}:
            return Verum(name == "true")
        if name in RESERVED:
            raise read.refused(found.word, f"{name} cannot be the name of a predicate")
        atom = Atom(name, found.terms or ())
        hidden = tuple(
            term.name
            for term in atom.terms
            if isinstance(term, Variable) and term.name.startswith(_ANONYMOUS)
        )
        return _numbered(read, hidden, atom) if hidden else atom
    if isinstance(found, _TERMS):
        raise read.refused(
            word,
            "expected a formula, found a term",
            "Compare it (< <= = != >= >), or test it with in.",
        )
    return found


_ANONYMOUS = "_ "  # no name of a text has a space


def _numbered(read: Reader, hidden: tuple[str, ...], atom: Atom) -> Formula:
    """Some value for each ``_`` among the arguments, under names the text does not use."""
    used = {word.text for word in read.words}
    given: dict[str, str] = {}
    number = 0
    for name in hidden:
        number += 1
        while f"_{number}" in used:
            number += 1
        given[name] = f"_{number}"
    terms = tuple(
        Variable(given[term.name])
        if isinstance(term, Variable) and term.name in given
        else term
        for term in atom.terms
    )
    return Exists(tuple(given.values()), Atom(atom.predicate, terms))


def as_term(
    read: Reader, scope: Scope, word: Token, found: Parsed, *, anonymous: bool = False
) -> Term:
    """What was read from ``word`` on, in the place of a term."""
    if isinstance(found, Call):
        name = found.word.text
        if name == "_" and found.terms is None and anonymous:
            return Variable(f"{_ANONYMOUS}{found.word.at}")
        if name == "_" or (name in RESERVED and (name != "now" or found.terms is not None)):
            raise read.refused(
                found.word,
                f"{name} cannot stand in a term"
                + (" except as an argument of a predicate" if name == "_" else ""),
            )
        if found.terms is None:
            return scope.term(name)
        if any(isinstance(t, Variable) and t.name.startswith(_ANONYMOUS) for t in found.terms):
            raise read.refused(found.word, f"_ is no argument of the function {name[:40]}")
        return Apply(name, found.terms)
    if isinstance(found, _TERMS):
        return found
    raise read.refused(word, "expected a term, found a formula")


def read_constant(read: Reader) -> Term:
    """A text, or a number with its unit, maybe negative."""
    word = read.take()
    if word.kind is Kind.TEXT:
        return Constant(unquote(word.text))
    sign = 1
    if word.text == "-":
        if read.now.kind is not Kind.NUMBER:
            raise read.unexpected("a number after the minus")
        sign, word = -1, read.take()
    after = read.now
    if after.kind is not Kind.NAME or after.text in KEYWORDS:
        if "." in word.text:
            raise read.refused(
                word, f"the plain number {word.text[:20]} is not whole", "Write a whole number."
            )
        return Constant(bounded_int(read, word, sign))
    if after.text not in UNITS:
        raise read.unexpected(f"one of the units {', '.join(UNITS)}, or an operator")
    unit = read.take().text
    value = base_value(word.text, UNITS[unit]) if len(word.text) <= 40 else LARGEST
    if value is None:
        raise read.refused(
            word,
            f"{word.text} {unit} is finer than is kept (0.1 mm, 1 us)",
            "Write fewer decimals.",
        )
    if value >= LARGEST:
        raise read.refused(word, "the number is too large", "Give a smaller number.")
    return Constant(sign * value, unit)


def read_calendar(read: Reader, word: Token) -> Term:
    """``("1996-01-19 24:00", "Europe/Sarajevo")`` after ``cal``, as an instant.

    Refuses a local time that does not exist or occurs twice there.
    """
    read.expect("(")
    time = _text(read, 'a local time, for example "1996-01-19 24:00"')
    read.expect(",", "and the time zone")
    zone = _text(read, 'a time zone, for example "Europe/Sarajevo"')
    read.expect(")")
    try:
        instant = local_instant(_wall_clock(time), zone)
        return Constant(micros(instant), "instant")
    except BadInstant as error:
        raise read.refused(word, f"cal: {error.what}", error.next_step) from error
    except (ValueError, OverflowError, OSError) as error:
        raise read.refused(
            word,
            f"cal: {time[:40]!r} in {zone[:40]!r} is no instant",
            'Write cal("1996-01-19 24:00", "Europe/Sarajevo").',
        ) from error


def _text(read: Reader, what: str) -> str:
    """Take a text in quotes."""
    if read.now.kind is not Kind.TEXT:
        raise read.unexpected(what)
    return unquote(read.take().text)


def _wall_clock(time: str) -> datetime:
    """A local time without a zone; 24:00 is the end of its day."""
    end_of_day = time.endswith((" 24:00", "T24:00", " 24:00:00", "T24:00:00"))
    value = datetime.fromisoformat(time.replace("24:00", "00:00", 1) if end_of_day else time)
    if value.tzinfo is not None:
        raise ValueError(time)
    return value + timedelta(days=1) if end_of_day else value
