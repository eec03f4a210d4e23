"""The worked examples on the shared log: the violations that other monitors find, no more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from holdfire.agreement.accord.fact_trace import FactTrace, Stated, fact_trace
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.norm_trace import declarations
from holdfire.agreement.accord.norms.shipped import example
from holdfire.agreement.accord.norms.violation import violation
from holdfire.agreement.accord.syntax.log import read_log
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline import evaluate, over_keys
from holdfire.agreement.accord.trace import NEVER, Possible
from holdfire.base.truth import Truth

SECOND = 1_000_000
METRE = 10_000
LATE = 10**9 * SECOND
SAME = {"finding": "adopted"}
Facts = list[tuple[int, str, tuple[Value, ...]]]


def facts_of(shared_data: Path) -> Facts:
    lines = (shared_data / "accord_rules" / "l.log").read_text("utf-8").splitlines()
    return [
        (point.stamp * SECOND, fact.predicate, fact.args)
        for point in read_log(lines, None)
        for fact in point.facts
    ]


def expected(shared_data: Path, rule: str) -> set[tuple[int, str]]:
    text = (shared_data / "accord_rules" / f"{rule}.expected").read_text("utf-8")
    return {
        (int(line.split()[0][1:]) * SECOND, "|".join(re.findall(r'"([^"]*)"', found)))
        for line in text.splitlines()
        for found in re.findall(r'\(("[^)]*)\)', line)
    }


def world_of(facts: Facts, name: str) -> FactTrace:
    accord = example(name)
    stated = [
        Stated(SAME.get(predicate, predicate), args, at, at, event=True)
        for at, predicate, args in facts
        if SAME.get(predicate, predicate) in accord.facts
    ]
    functions: dict[tuple[str, tuple[Value, ...]], list[tuple[int, Possible]]] = {}
    for at, predicate, args in facts:
        if predicate == "seen":
            unit, calibre, metres, site = args
            assert isinstance(calibre, int)
            assert isinstance(metres, int)
            stated.append(Stated("present", (unit,), at, at, event=True))
            for function, key, value in (
                ("caliber", (unit,), calibre * 10),
                ("place", (unit,), f"{unit} at {at}"),
                ("site", (unit,), site),
                ("dist", (f"{unit} at {at}", "line"), metres * METRE),
            ):
                functions.setdefault((function, key), []).append((at, Possible((value,))))
    return fact_trace(
        declarations(accord), stated, functions=functions, anchors={"D": Possible((0,))}
    )


def test_heavy_weapons(shared_data: Path) -> None:
    facts = facts_of(shared_data)
    accord, trace = example("heavy-weapons"), world_of(facts, "heavy-weapons")
    found = set()
    for at, predicate, args in facts:
        if predicate == "seen":
            for one in instances(accord, "HW-1", trace, at, LATE):
                if one.key == (args[0],) and one.word is Word.VIOLATED:
                    found.add((at, f"{args[0]}|{args[3]}"))
    assert found == expected(shared_data, "r1")


def test_commitments_after_a_grave_finding(shared_data: Path) -> None:
    accord, trace = example("grave-breach"), world_of(facts_of(shared_data), "grave-breach")
    found = {
        (one.start[0], f"{one.key[0]}|{one.key[1]}|grave|{one.norm[-1]}")
        for name in ("GV-1.a", "GV-1.b")
        for one in instances(accord, name, trace, LATE, LATE)
        if one.word is Word.VIOLATED and one.start
    }
    assert found == expected(shared_data, "r2")


def test_the_answer_to_a_grave_finding(shared_data: Path) -> None:
    accord, trace = example("grave-breach"), world_of(facts_of(shared_data), "grave-breach")
    found = {
        (one.start[0], f"{one.key[0]}|{one.key[1]}|grave")
        for one in instances(accord, "GV-1.then", trace, LATE, LATE)
        if one.word is Word.VIOLATED and one.start
    }
    assert found == expected(shared_data, "r3")


def test_the_norm_as_one_formula_says_the_same(
    shared_data: Path,
) -> None:
    accord, trace = example("grave-breach"), world_of(facts_of(shared_data), "grave-breach")
    norm = accord.norm("GV-1.then")
    assert violation(norm) is None
    formula = violation(replace(norm, suspend=None))
    assert formula is not None
    answers = over_keys(formula, trace, norm.variables, NEVER // 2, LATE)
    found = {
        (one.at, f"{one.key[0]}|{one.key[1]}|grave")
        for one in answers
        if one.key and one.value is Truth.TRUE
    }
    assert found == expected(shared_data, "r3")


def test_escalating_before_the_remedy_is_due_answers_nothing() -> None:
    accord = example("grave-breach")
    formula = violation(replace(accord.norm("GV-1.then"), suspend=None))
    assert formula is not None
    hour = 3600 * SECOND
    for when, value in (
        (10, Truth.TRUE),
        (72, Truth.FALSE),
        (73, Truth.FALSE),
        (74, Truth.TRUE),
    ):
        stated = [
            Stated("adopted", ("F", "X", "grave"), 0, 0, event=True),
            Stated("escalated", ("F",), when * hour, when * hour, event=True),
        ]
        trace = fact_trace(declarations(accord), stated)
        assert evaluate(formula, trace, {"f": "F", "x": "X"}, 0) is value
