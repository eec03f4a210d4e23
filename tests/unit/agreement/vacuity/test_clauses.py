"""Each trace is put to the engine again: it does what it is printed for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.formula import Verum
from holdfire.agreement.accord.macros import MACROS, compile_clause
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.library import library_names, load_library
from holdfire.agreement.lint.finding import every_clause
from holdfire.agreement.vacuity.clauses import question_of, traces_of, vacuous
from holdfire.agreement.vacuity.search import Question, Rule, search
from holdfire.base.truth import Truth

Load = Callable[..., Agreement]


@pytest.mark.parametrize("name", library_names())
def test_the_traces_of_the_library_do_what_they_say(name: str) -> None:
    agreement = load_library(name)
    for clause in every_clause(agreement):
        compiled = compile_clause(clause, agreement)
        if not compiled.parts:
            continue
        question = question_of(compiled, agreement)
        found = search(question)
        for rule in question.rules:
            scene = found.violating[rule.name]
            assert scene is not None, (clause.id, rule.name)
            assert question.value(rule, scene) is Truth.TRUE
            for setting in scene:
                assert question.value(rule, scene - {setting}) is not Truth.TRUE, setting
        assert found.complying is not None, clause.id
        assert question.whole(found.complying) is Truth.FALSE
        assert found.undetermined is not None, clause.id
        assert question.whole(found.undetermined) is Truth.UNKNOWN


def one(load: Load, keys: str) -> tuple[Agreement, Clause]:
    agreement = load(f"- {{id: c, summary: s, ref: r, {keys}}}")
    return agreement, agreement.readings[0].clauses[0]


@pytest.mark.parametrize(
    ("keys", "violates", "complies"),
    [
        (
            "kind: min_distance, objects: tank, line: front, distance: 15 km, starts: signed",
            "dist(place of u1, front) = 14.9999999 km",
            ("but dist(place of u1, front) = 15 km",),
        ),
        (
            "kind: max_count, limits: {tank: 5}, area: town, starts: signed",
            "number(u1) = 6",
            ("but number(u1) = 5",),
        ),
        (
            "kind: withdraw_by, objects: tank, area: town, starts: signed, deadline: signed + 9 d",
            "@2031-03-10T22:00:01Z present(u1)",
            ("but at 2031-03-10T22:00:00Z",),
        ),
        (
            "kind: exclusion, objects: tank, area: town, starts: signed",
            "inside(u1, town)",
            ("without @2031-03-01T10:00:00Z inside(u1, town)",),
        ),
        (
            "kind: exclusion, objects: tank, area: {band: 5..10 km, from: front}, starts: signed",
            "dist(place of u1, front) = ",
            ("but dist(place of u1, front) = 4.9999999 km",),
        ),
    ],
)
def test_the_border_runs_where_the_clause_says(
    load: Load, keys: str, violates: str, complies: tuple[str, ...]
) -> None:
    agreement, _ = one(load, keys)
    (traces,) = traces_of(agreement)
    assert any(violates in line for line in traces.violating[0]), traces.violating
    assert traces.complying_change == complies
    assert any("?" in line or "{" in line for line in traces.undetermined)


def test_a_deadline_after_the_end_binds_nobody(load: Load) -> None:
    keys = "kind: withdraw_by, objects: tank, area: town, starts: signed, ends: signed + 5 d"
    agreement, _ = one(load, f"{keys}, deadline: signed + 9 d")
    (finding,) = vacuous(traces_of(agreement))
    assert finding.rule == "W17"
    assert "nothing was found that violates" in finding.message
    assert "up to scope" in finding.message
    later, _ = one(load, f"{keys}, deadline: signed + 3 d")
    assert not list(vacuous(traces_of(later)))


def test_a_duty_without_a_time_binds_nobody(load: Load) -> None:
    agreement, _ = one(load, "kind: withdraw_by, objects: tank, area: town")
    (finding,) = vacuous(traces_of(agreement))
    assert "nothing can ever violate it" in finding.message
    waiting, _ = one(
        load, "kind: withdraw_by, objects: tank, area: town, deadline: quiet + 1 d"
    )
    assert not list(vacuous(traces_of(waiting))), "W7 says that it waits"


def test_what_nobody_can_keep_is_found(load: Load) -> None:
    """A limit is at least 0, so the program itself cannot write such a clause: a bare rule."""
    always = Question((Rule("r", Verum()),), (), 0, 10, (5,), {}, {}, {})
    found = search(always)
    assert found.complying is None
    assert found.violating["r"] == frozenset()
    never = Question((Rule("r", Verum(value=False)),), (), 0, 10, (5,), {}, {}, {})
    assert search(never).violating["r"] is None
    assert search(never).complying == frozenset()


def test_a_text_without_parties_or_times_is_searched_all_the_same() -> None:
    traces = traces_of(load_library("no-ceasefire-2022"))
    assert traces == ()


def test_every_compiled_kind_of_the_library_is_searched() -> None:
    seen = {
        each.clause.kind
        for name in library_names()
        for each in traces_of(load_library(name))
        if each.violating
    }
    assert seen == set(MACROS)
