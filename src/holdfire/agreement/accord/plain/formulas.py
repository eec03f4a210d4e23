"""Core formulas in plain words and back: one pattern for each node of the tree.

Round brackets group, square brackets hold names of the agreement, quotation marks hold
values, bare words are variables. Every tree has one text and every text one tree.
"""

from __future__ import annotations

from typing import Any

from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Member,
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.plain.catalogue import catalogue
from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Exact,
    Grammar,
    Heard,
    Joined,
    Lazy,
    Mapped,
    Maybe,
    Pattern,
    Phrase,
    Record,
    Said,
)
from holdfire.agreement.accord.plain.identifiers import Called, Identifier
from holdfire.agreement.accord.plain.measures import CONSTANT, FUTURE, PAST_BOUND
from holdfire.agreement.accord.term import Aggregate, Apply, Arithmetic, Name, Variable
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["plain_formula", "read_plain_formula"]

_NAME = Identifier()
_TERM = Lazy(lambda: TERM)
_BODY = Lazy(lambda: FORMULA)
_UNIT = Lazy(lambda: UNIT)
_TERMS = Maybe(Joined(_TERM, "list.comma"), ())
_VARIABLES = Joined(_NAME, "list.comma")


def _by_sign(made: type[Any], key: str, signs: dict[str, str], inner: Grammar) -> Choice:
    """A node of two terms with a sign between them, one pattern for each sign."""

    def one(sign: str, name: str) -> Mapped:
        return Mapped(
            Pattern(f"{key}.{name}", {"left": inner, "right": inner}),
            lambda value: (
                {"left": value.left, "right": value.right}
                if isinstance(value, made) and value.op == sign
                else None
            ),
            lambda values: made(sign, values["left"], values["right"]),
        )

    return Choice(tuple(one(sign, name) for sign, name in signs.items()))


_AGGREGATE = Record(
    Aggregate,
    "term.aggregate",
    {
        "kind": Called("aggregate"),
        "weight": Maybe(Phrase("term.weight", _TERM)),
        "variables": Maybe(Phrase("term.over", _VARIABLES), ()),
        "bound": Maybe(Phrase("term.bound", PAST_BOUND)),
        "body": _BODY,
    },
)
TERM: Grammar = Choice(
    (
        Exact("term.now", Name("now")),
        Record(Variable, "term.variable", {"name": _NAME}),
        Record(Name, "term.name", {"name": _NAME}),
        CONSTANT,
        Record(Apply, "term.apply", {"function": Called("function"), "terms": _TERMS}),
        _by_sign(Arithmetic, "term", {"+": "plus", "-": "minus", "*": "times"}, _TERM),
        _AGGREGATE,
    )
)
"""A term in words."""


def _several(made: type[Any], between: str) -> Mapped:
    """A node of two parts or more."""
    return Mapped(
        Joined(_UNIT, between),
        lambda value: value.parts if isinstance(value, made) and len(value.parts) > 1 else None,
        lambda parts: made(parts) if len(parts) > 1 else None,
    )


_SIMPLE = (
    Exact("formula.true", Verum(value=True)),
    Exact("formula.false", Verum(value=False)),
    Record(
        Atom,
        "formula.fact",
        {
            "predicate": Called("predicate"),
            "terms": Maybe(Phrase("formula.of", Joined(_TERM, "list.comma")), ()),
        },
    ),
    Record(Member, "formula.member", {"term": _TERM, "of": _NAME}),
    _by_sign(
        Compare,
        "formula",
        {"<": "lt", "<=": "le", "=": "eq", "!=": "ne", ">=": "ge", ">": "gt"},
        _TERM,
    ),
)


def _timed(made: type[Any], key: str, bound: Grammar) -> Record:
    """A temporal operator over one formula."""
    return Record(made, key, {"bound": bound, "body": _BODY})


_LOOSE = (
    Record(Not, "formula.not", {"body": _UNIT}),
    _several(And, "formula.and"),
    _several(Or, "formula.or"),
    Record(Implies, "formula.implies", {"left": _UNIT, "right": _UNIT}),
    Record(Exists, "formula.exists", {"variables": _VARIABLES, "body": _BODY}),
    Record(Forall, "formula.forall", {"variables": _VARIABLES, "body": _BODY}),
    _timed(Once, "formula.once", PAST_BOUND),
    _timed(Historically, "formula.historically", PAST_BOUND),
    _timed(Previous, "formula.previous", PAST_BOUND),
    _timed(Eventually, "formula.eventually", FUTURE),
    _timed(Always, "formula.always", FUTURE),
    _timed(Next, "formula.next", FUTURE),
    Record(Since, "formula.since", {"bound": PAST_BOUND, "left": _UNIT, "right": _UNIT}),
    Record(Until, "formula.until", {"bound": FUTURE, "left": _UNIT, "right": _UNIT}),
)
FORMULA: Grammar = Choice((*_SIMPLE, *_LOOSE))
"""A formula in words, as a whole or where nothing follows it."""

UNIT: Grammar = Choice((*_SIMPLE, Phrase("formula.group", Choice(_LOOSE))))
"""A formula in words within another; in brackets where it has words of its own around."""


def plain_formula(
    formula: Formula, language: str = "en", *, ticks_per_second: int = 1_000_000
) -> str:
    """A formula in one of the four languages.

    Raises ``KeyError`` for another language, ``BadInput`` for a tree that the surface cannot
    hold (a conjunction of one part, a quantifier without variables).
    """
    said = Said(catalogue(language), ticks_per_second=ticks_per_second)
    words = FORMULA.write(formula, said)
    if words is None:
        raise BadInput(
            Code.SENTENCE_UNREADABLE, "the formula holds something that no sentence can say"
        )
    return words


def read_plain_formula(
    text: str, language: str = "en", *, ticks_per_second: int = 1_000_000
) -> Formula:
    """The formula that a text of :func:`plain_formula` says.

    Raises ``BadInput`` where a text says none, more than one, or says it otherwise than this
    program writes it.
    """
    heard = Heard(text, Said(catalogue(language), ticks_per_second=ticks_per_second))
    try:
        found = [value for value, end in heard.read(FORMULA, 0) if end == len(text)]
    except RecursionError as error:
        raise BadInput(Code.SENTENCE_UNREADABLE, "the text is nested too deeply") from error
    exact = {
        value
        for value in found
        if plain_formula(value, language, ticks_per_second=ticks_per_second) == text
    }
    if len(exact) != 1:
        raise BadInput(
            Code.SENTENCE_UNREADABLE,
            f"the text is no formula of this language after {text[: heard.furthest][-60:]!r}",
            where=f"character {heard.furthest}",
        )
    read: Formula = exact.pop()
    return read
