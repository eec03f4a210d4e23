"""Single wrongs that random search would seldom meet, each caught by a case of its own."""

from __future__ import annotations

import pytest
from tests.oracle.listed import CLOSED, Key, Listed, lacking, piece

from holdfire.agreement.accord.formula import Atom, Bound, Eventually, Once
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.points import PointEngine
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.timeline import evaluate, over
from holdfire.agreement.accord.trace import Claim, LackKind, Possible
from holdfire.agreement.loader import load_agreement
from holdfire.base.instant import micros, parse_instant
from holdfire.base.truth import Truth

FALSE, UNKNOWN, TRUE = Truth
TEXT = """\
format: holdfire-agreement/1
id: sample
title: A sample
kind: ceasefire
time_zone: UTC
parties:
  - {id: X, name: Xland}
  - {id: Y, name: Yland}
anchors:
  in_force: 2031-02-01
zones:
  town: the town
  valley: the valley
clauses:
  - id: c
    ref: Art. 1
    summary: Out of the valley first, then out of the town.
    kind: withdraw_by
    objects: tank
    area: town
    phases:
      - {name: valley, deadline: 2031-03-01}
      - {name: rest, deadline: 2031-03-11}
"""


def test_a_step_with_its_own_zone_is_due_on_its_own_day() -> None:
    agreement = load_agreement(TEXT, name="s", origin="s.yaml")
    compiled = compile_clause(agreement.readings[0].clauses[0], agreement)
    asked = {str(leaf.rest[0]) for leaf in compiled.leaves if leaf.predicate == "inside"}
    assert asked == {"town", "valley"}
    at = micros(parse_instant("2031-03-05T12:00", zone="UTC"))
    known = {leaf.predicate: leaf for leaf in compiled.leaves}
    facts = {
        name: {("u1", *leaf.rest) if name == "inside" else ("u1",): [Claim(TRUE, 0, 2**60)]}
        for name, leaf in known.items()
    }
    facts["inside"] = {("u1", "valley"): [Claim(TRUE, 0, 2**60)]}
    functions: dict[tuple[str, Key], list[tuple[int, Possible]]] = {
        ("object", ("u1",)): [(0, Possible(("tank",)))],
        ("origins", ("u1",)): [(0, Possible((5,)))],
    }
    sets = {leaf.of: Possible(("tank",)) for leaf in compiled.leaves if leaf.of}
    trace = Listed(facts, functions=functions, sets=sets)
    (part,) = compiled.parts
    assert evaluate(part.violation, trace, {}, at) is TRUE
    before = micros(parse_instant("2031-02-20T12:00", zone="UTC"))
    assert evaluate(part.violation, trace, {}, before) is FALSE


@pytest.mark.parametrize(
    ("t", "expected"), [(40, UNKNOWN), (59, UNKNOWN), (60, TRUE), (90, TRUE)]
)
def test_an_event_known_to_an_interval_has_happened_at_its_end(t: int, expected: Truth) -> None:
    sure = Listed({"p": {("a",): [Claim(TRUE, 40, 60, event=True)]}})
    some = read_formula("exists x . p(x)")
    assert evaluate(Once(Bound(0, 60), some), sure, {}, t) is expected
    assert over(some, sure, {}, 30, 60).value is TRUE
    assert evaluate(Eventually(Bound(0, 30), some), sure, {}, 35) is TRUE


def test_contradicting_claims_are_neither_true_nor_false() -> None:
    weak = lacking(LackKind.WEAK, "p")
    both = Listed({"p": {(): [Claim(TRUE, 0, 9), Claim(FALSE, 5, 12)]}}, {"p": CLOSED})
    assert [evaluate(Atom("p"), both, {}, t) for t in (4, 5, 9, 10)] == [
        TRUE,
        UNKNOWN,
        UNKNOWN,
        FALSE,
    ]
    doubt = Listed({"p": {(): [Claim(TRUE, 0, 9), Claim(UNKNOWN, 0, 9, lack=weak)]}})
    assert evaluate(Atom("p"), doubt, {}, 4) is TRUE


def test_a_count_has_no_upper_end_while_there_may_be_more() -> None:
    open_rest = {"p": (piece(UNKNOWN, lack=lacking(LackKind.GAP, "p")),)}
    facts: dict[str, dict[Key, list[Claim]]] = {"p": {("a",): [Claim(TRUE, 0, 9)]}}
    few = read_formula("count{x: p(x)} < 900")
    none = read_formula("count{x: p(x)} < 1")
    assert evaluate(few, Listed(facts, rest=open_rest), {}, 5) is UNKNOWN
    assert evaluate(few, Listed(facts), {}, 5) is TRUE
    assert evaluate(none, Listed(facts, rest=open_rest), {}, 5) is FALSE


@pytest.mark.parametrize("gone", ["A", "B"])
def test_of_two_supports_one_is_enough_and_two_are_no_more(gone: str) -> None:
    """Both facts support the same row; one withdrawn leaves it, both withdrawn take it."""
    rule = read_mfotl("ONCE[0,5] (EXISTS v. met(u,v))")
    facts = [LogFact(TRUE, "met", ("A", other)) for other in ("A", "B")]
    running = PointEngine(rule)
    running.add(0, facts)
    running.add(3, (LogFact(TRUE, "tick"),))
    first = next(fact for fact in facts if fact.args[1] == gone)
    running.withdraw(0, [first])
    assert not running.changes()
    running.withdraw(0, [fact for fact in facts if fact is not first])
    assert [(c.stamp, c.key, c.new) for c in running.changes()] == [
        (0, ("A",), FALSE),
        (3, ("A",), FALSE),
    ]
