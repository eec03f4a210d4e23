"""A distance to a line: ``exists u. present(u) and dist(place(u), LINE) < REQUIRED ...``.

A row of a table beats the general distance both ways, so what is required of an object
depends on what it is: ``required(u, 15 km, "MT-12", 9 km)`` is the text's table as a term.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf, World
from holdfire.agreement.accord.formula import Compare
from holdfire.agreement.accord.macros.condition import (
    Condition,
    by_bound_party,
    compiled,
    corroborated,
    fact,
    none_excepted,
    of_objects,
    some,
)
from holdfire.agreement.accord.macros.place import TENTHS_PER_KM, distance, length
from holdfire.agreement.accord.macros.presence import present
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.term import Apply, Constant, Term, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import MinDistance

__all__ = ["lines_of_parties", "min_distance"]


def min_distance(clause: Clause, terms: MinDistance, agreement: Agreement) -> Compiled:
    """Some bound object nearer to its reference line than the text allows it."""
    conditions = [
        *present("u"),
        *_bound(terms),
        _too_near(terms, agreement),
        *none_excepted("u", clause),
        *by_bound_party("u", clause, agreement),
        corroborated("u", clause),
    ]
    return compiled(clause, some("u", conditions))


def lines_of_parties(terms: MinDistance, agreement: Agreement) -> dict[str, str]:
    """The reference line of every party, where parties have their own."""
    if not terms.line_by_party:
        return {}
    given = {p.id: terms.line_by_party.get(p.id, terms.line) for p in agreement.parties}
    return {party: line for party, line in given.items() if line}


def _bound(terms: MinDistance) -> tuple[Condition, ...]:
    """It is an object that some distance binds, by the general rule or by the table."""
    if not terms.table:
        return of_objects("u", terms.objects)
    said = "it is an object that the general distance or a row of the table binds"
    return (fact("u", "bound_object", "object", said, LackKind.DEFINITION),)


def _too_near(terms: MinDistance, agreement: Agreement) -> Condition:
    """Strictly nearer than required: exactly at the distance is far enough."""
    lines = lines_of_parties(terms, agreement)
    line: Term = Constant(terms.line)
    if lines:
        words = [Constant(word) for pair in lines.items() for word in pair]
        line = Apply("own_line", (Variable("u"), *words))
    required = _required(terms)
    least = min(
        round(each.low * TENTHS_PER_KM)
        for each in (*terms.table.values(), *([terms.distance] if terms.distance else []))
    )
    leaf = Leaf(
        "dist",
        2,
        World.OPEN,
        "how far its place lies behind the reference line of whoever stands there",
        LackKind.GEOMETRY,
        supplier_of("place"),
        condition="place",
        form=Form.DISTANCE,
        rest=(terms.line,) if not lines else ("own line",),
        low=0,
        high=least - 1,
    )
    return Condition(Compare("<", distance("u", line), required), (leaf,))


def _required(terms: MinDistance) -> Term:
    """The distance of the text; with a table, the one that this object has to keep."""
    if not terms.table and terms.distance is not None:
        return length(terms.distance)
    general = () if terms.distance is None else (length(terms.distance),)
    rows = [
        term for name, limit in terms.table.items() for term in (Constant(name), length(limit))
    ]
    return Apply("required", (Variable("u"), *general, *rows))
