"""No more than the limits: ``sum{number(u), u : present(u) and ...} > LIMIT``.

One sighting may show many objects, so the number of each is summed. Where sides are counted
apart, the side is the key of the part.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf, Part, World
from holdfire.agreement.accord.formula import Atom, Compare
from holdfire.agreement.accord.macros.condition import (
    Condition,
    all_of_them,
    by_bound_party,
    fact,
    none_excepted,
    of_objects,
)
from holdfire.agreement.accord.macros.condition import corroborated as corroborated_by
from holdfire.agreement.accord.macros.place import in_area
from holdfire.agreement.accord.macros.presence import present
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.term import Aggregate, Apply, Constant, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import MaxCount
from holdfire.agreement.weapon import ObjectClass, ObjectPredicate

__all__ = ["counts_by_side", "max_count", "meaning"]

SIDE = "side"


def max_count(clause: Clause, terms: MaxCount, agreement: Agreement) -> Compiled:
    """More of a word of the limits than the text allows, for each word and side."""
    sides = counts_by_side(clause, terms, agreement)
    parts: list[Part] = []
    leaves: list[Leaf] = []
    for word, limit in terms.limits.items():
        body = all_of_them(_counted(clause, terms, word, agreement, sides=sides))
        total = Aggregate("sum", None, Apply("number", (Variable("u"),)), ("u",), body.formula)
        key = (SIDE,) if sides else ()
        parts.append(Part(word, Compare(">", total, Constant(limit)), key))
        leaves.extend(body.leaves)
    leaves.append(_number())
    return Compiled(clause, tuple(parts), tuple(dict.fromkeys(leaves)))


def counts_by_side(clause: Clause, terms: MaxCount, agreement: Agreement) -> bool:
    """Is each side counted apart?"""
    parties = {party.id for party in agreement.parties}
    return terms.each_side or not (not clause.actors or set(clause.actors) >= parties)


def meaning(terms: MaxCount, word: str) -> ObjectPredicate:
    """What a word of the limits means; a kind by its own name where nothing is defined."""
    plain = ObjectPredicate(word, (ObjectClass(kinds=(word,)),))
    return terms.objects.get(word, plain)


def _counted(
    clause: Clause, terms: MaxCount, word: str, agreement: Agreement, *, sides: bool
) -> list[Condition]:
    """What is counted for one word."""
    named = ObjectPredicate(word, meaning(terms, word).classes, meaning(terms, word).anything)
    return [
        *present("u"),
        *of_objects("u", named),
        *in_area("u", terms.area),
        *([_on_side()] if sides else by_bound_party("u", clause, agreement)),
        *none_excepted("u", clause),
        corroborated_by("u", clause),
    ]


def _on_side() -> Condition:
    """On the side that is counted."""
    said = "it stands on the side that is counted"
    made = fact("u", "on_side", "side", said, LackKind.ATTRIBUTION)
    atom = Atom("on_side", (Variable("u"), Variable(SIDE)))
    return Condition(atom, made.leaves)


def _number() -> Leaf:
    """How many a sighting shows."""
    return Leaf(
        "number",
        1,
        World.OPEN,
        "how many were seen there",
        LackKind.WEAK,
        supplier_of("number"),
        condition="number",
        form=Form.NUMBER,
    )
