"""Load-time checks that look at the whole: priorities, powers, clashes, empty norms, cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.clashes import clashes
from holdfire.agreement.accord.norms.checks.cost import state_bound
from holdfire.agreement.accord.norms.checks.demand import Search
from holdfire.agreement.accord.norms.checks.demands import Hold, Worth, joined
from holdfire.agreement.accord.norms.checks.examined import examine
from holdfire.agreement.accord.norms.checks.guards import formulas_of
from holdfire.agreement.accord.norms.checks.parties import exchanged
from holdfire.agreement.accord.norms.checks.scope_values import Candidates, anchor_instants
from holdfire.agreement.accord.norms.checks.small_world import said_demands, small_trace
from holdfire.agreement.accord.norms.checks.units import dimension
from holdfire.agreement.accord.norms.checks.vacuity import SCOPE, shown_worlds
from holdfire.agreement.accord.norms.checks.wanted import goals, instants_of
from holdfire.agreement.accord.norms.judging import case_of, of_key
from holdfire.agreement.accord.norms.shipped import EXAMPLES, example
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.term import Apply, Arithmetic, Constant, Name, Variable
from holdfire.agreement.accord.timeline import evaluate
from holdfire.agreement.problems import Problems
from holdfire.base.problem import Problem
from holdfire.base.truth import Truth

DAY = 86_400_000_000
Refused = Callable[..., tuple[Problem, ...]]
Sample = Callable[..., Accord]

BAN = 'norm: F\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u)"\n'


def excepted(*items: str) -> str:
    return BAN + "unless:\n" + "".join(f"  - {item}\n" for item in items)


@pytest.mark.parametrize(
    ("items", "says"),
    [
        (
            ['{name: a, if: "near(u)"}', '{name: b, if: "excuse(u)", effect: bind}'],
            "oppose each other and neither comes first",
        ),
        (
            [
                '{name: a, if: "near(u)", priority: 1}',
                '{name: b, if: "excuse(u)", effect: bind, priority: 1}',
            ],
            "oppose each other",
        ),
        (
            [
                '{name: a, if: "near(u)", beats: [b]}',
                '{name: b, if: "excuse(u)", effect: bind, beats: [a]}',
            ],
            "beats itself along a circle",
        ),
        (['{name: a, if: "near(u)", beats: [c]}'], "which does not exist"),
        (
            ['{name: a, if: "near(u)"}', '{name: a, if: "excuse(u)"}'],
            "two exceptions are called 'a'",
        ),
        (['{name: a, if: "near(u)", effect: defer}'], "defer needs a duration"),
    ],
)
def test_exceptions_have_an_order(refused: Refused, items: list[str], says: str) -> None:
    problems = refused(excepted(*items))
    assert any(says in problem.message for problem in problems), problems


def test_exceptions_that_do_not_oppose_need_no_order(sample: Sample) -> None:
    found = sample(excepted('"near(u)"', '{name: b, if: "excuse(u)"}')).norm("F")
    assert [each.name for each in found.unless] == ["unless_1", "b"]


OWED = (
    'norm: O\nmodality: obligation\ntrigger: "asked(r)"\ncontent: "given(r)"\ndeadline: 24h\n'
)


@pytest.mark.parametrize(
    "ban",
    [
        'content: "given(r)"',
        'content: "given(r) and asked(r)"',
        'content: "given(r) and paused(r)"',
        'when: "once[0,30d] asked(r)"\ncontent: "given(r)"',
        'content: "given(r)"\nunless: "not once[0,30d] asked(r)"',
    ],
)
def test_a_duty_that_is_forbidden_clashes(refused: Refused, ban: str) -> None:
    problems = refused(OWED, f"norm: F\nmodality: prohibition\nforall: {{r: request}}\n{ban}\n")
    assert [problem.rule for problem in problems] == ["L7"]
    assert "O asks for what F forbids" in problems[0].message


@pytest.mark.parametrize(
    "ban",
    [
        'content: "given(r)"\nunless: "once[0,7d] asked(r)"',
        'content: "given(r) and not once[0,7d] asked(r)"',
        'content: "given(r)"\nunless: "given(r) and once[0,7d] asked(r)"',
        'when: "not once[0,30d] asked(r)"\ncontent: "given(r)"',
        'content: "ready(r)"',
        'when: "not once[0,1h] asked(r)"\ncontent: "given(r)"',
    ],
)
def test_a_way_out_is_no_clash(sample: Sample, ban: str) -> None:
    found = sample(OWED, f"norm: F\nmodality: prohibition\nforall: {{r: request}}\n{ban}\n")
    assert not list(clashes(found.norms, found))


def test_two_parties_do_not_clash(sample: Sample) -> None:
    ban = 'norm: F\nmodality: prohibition\nforall: {r: request}\ncontent: "given(r)"\n'
    found = sample(OWED + "bearer: X\n", ban + "bearer: Y\n")
    assert not list(clashes(found.norms, found))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("dist(place(u), front) < 5 km and dist(place(u), front) > 10 km", "violated"),
        ("now < D and now >= D + 1d", "violated"),
        ("shown(u) and not shown(u)", "violated"),
        ("shown(u) or not shown(u)", "complied"),
        ("width(u) > 100 mm or width(u) <= 100 mm", "complied"),
        ("kind(u) = tank and kind(u) = howitzer", "violated"),
    ],
)
def test_a_norm_that_says_nothing(refused: Refused, content: str, word: str) -> None:
    problems = refused(BAN.replace("shown(u)", content))
    assert any(
        problem.rule == "L8" and f"in which it is {word}, up to {SCOPE}" in problem.message
        for problem in problems
    ), problems


@pytest.mark.parametrize(
    "content",
    [
        "shown(u) and near(u)",
        "shown(u) since[0,3d] near(u)",
        "not shown(u) until[1h,2d] near(u)",
        "historically[0,7d] not excuse(u)",
        "always[0,7d] shown(u)",
        "shown(u) implies width(u) > 100 mm",
        "exists v. (near(v) and not shown(u))",
        "near(u) and (forall v. (near(v) implies shown(v)))",
        "kind(u) in heavy and dist(place(u), front) <= 5 km",
        "shown(u) and now >= D + 14d and now < E",
        "once[7d,*) near(u)",
        "shown(u) since[0,9h] (exists r. asked(r) and shown(u))",
        "width(u) >= 100 mm and width(u) <= 120 mm and shown(u)",
    ],
)
def test_worlds_are_found_and_judged_by_the_evaluator(sample: Sample, content: str) -> None:
    accord = sample(BAN.replace("shown(u)", content))
    shown, missing = shown_worlds(accord.norm("F"), accord)
    assert not missing
    closed = "excuse" in content
    wanted = {"violated", "complied"} | (set() if closed else {"undetermined"})
    assert {each.word for each in shown} == wanted
    for each in shown:
        case = case_of(accord, each.trace, each.at, each.at)
        found = {
            one.word.value
            for unit in ("unit_1", "unit_2")
            for one in of_key(case, accord.norm("F"), {"u": unit})
        }
        expected = {each.word, "unobserved"} if each.word == "undetermined" else {each.word}
        assert found & expected


def test_counting_norms_are_not_searched(sample: Sample) -> None:
    found = sample('norm: C\nmodality: prohibition\ncontent: "count{u: shown(u)} > 75"\n')
    assert found.norm("C").key == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_a_world_for_every_verdict(name: str) -> None:
    accord = example(name)
    problems = Problems(name)
    found = examine(accord, problems)
    assert not problems.all()
    assert not found.clashes
    by_norm = {norm.name: {each.word for each in found.worlds if each.norm == norm.name}
               for norm in accord.norms if not norm.create}  # fmt: skip
    assert all(len(words) >= 2 for words in by_norm.values())
    assert all(
        each.lines() or each.word in {"complied", "not permitted"} for each in found.worlds
    )


def test_demands_contradict_or_join() -> None:
    held = Hold("p", ("a",), 0, 10)
    assert joined(frozenset({held}), frozenset({Hold("p", ("a",), 10, 11, False)})) is None
    assert joined(frozenset({held}), frozenset({Hold("p", ("a",), 11, 12, False)})) is not None
    assert joined(frozenset({held}), frozenset({Hold("p", ("b",), 0, 10, False)})) is not None
    one, other = Worth("f", (), 1), Worth("f", (), 2)
    assert joined(frozenset({one}), frozenset({other})) is None
    assert joined(frozenset({one}), frozenset({one})) == frozenset({one})


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "shown(u)",
        "once[1h,2h] shown(u)",
        "historically[0,1h] shown(u)",
        "eventually[1h,2h] shown(u)",
        "shown(u) since[0,1h] near(u)",
        "shown(u) until[0,1h] near(u)",
        "shown(u) implies near(u)",
    ],
)
def test_a_proposed_world_gives_the_wanted_value(
    sample: Sample,
    text: str,
    value: bool,  # noqa: FBT001
) -> None:
    accord = sample(BAN)
    formula = read_formula(text, variables=("u",))
    search = Search(accord, Candidates(accord, (formula,), anchor_instants(accord)))
    at = 100 * DAY
    first = next(search.ways(formula, {"u": "a"}, at, at, value=value))
    trace = small_trace(accord, first, anchor_instants(accord))
    wanted = Truth.TRUE if value else Truth.FALSE
    assert evaluate(formula, trace, {"u": "a"}, at) is wanted


def test_goals_look_beside_every_anchor_and_duration(sample: Sample) -> None:
    accord = sample(BAN.replace("shown(u)", "shown(u) and now >= D + 14d"))
    norm = accord.norm("F")
    start = anchor_instants(accord)["D"]
    assert {start + 14 * DAY, start + 14 * DAY - 1, start + 14 * DAY + 1} <= set(
        instants_of(norm, accord)
    )
    assert any(goals(norm, accord, {"u": "a"}, True))


def test_worlds_read_as_lines() -> None:
    lines = said_demands(
        frozenset(
            {Hold("p", ("a",), 0, DAY - 1), Worth("f", ("a",), 3), Hold("q", (), 0, 0, False)}
        )
    )
    assert lines == ("f(a) = 3", "p(a) at 1970-01-01T00:00:00+00:00 for 1d")


def test_the_state_bound_is_said(sample: Sample) -> None:
    norm = 'norm: F\nmodality: prohibition\nforall: {u: unit, p: party}\ncontent: "once[0,7d] shown(u)"\n'
    accord = sample(norm)
    bound = state_bound(accord.norm("F"), accord)
    assert bound.sizes == (None, 2)
    assert bound.window == 7 * DAY
    assert bound.shown() == (
        "F: (units seen x party (2)) x 2 step functions, changes within 7d"
    )
    assert len(list(formulas_of(accord.norm("F")))) == 1


def test_too_many_keys_cost_too_much(refused: Refused) -> None:
    keys = ", ".join(f"u{at}: unit" for at in range(7))
    text = f'norm: F\nmodality: prohibition\nforall: {{{keys}}}\ncontent: "shown(u1)"\n'
    assert "L14" in {problem.rule for problem in refused(text)}


def test_dimensions() -> None:
    accord = example("heavy-weapons")
    km, day = Constant(1, "km"), Constant(1, "d")
    assert dimension(Apply("caliber", (Variable("u"),)), accord, {}) == "caliber"
    assert dimension(Arithmetic("+", Name("D"), day), accord, {}) == "instant"
    assert dimension(Arithmetic("-", Name("now"), Name("D")), accord, {}) == "duration"
    assert dimension(Arithmetic("+", km, day), accord, {}) == "?"
    assert dimension(Arithmetic("*", Constant(2), km), accord, {}) == "length"
    assert dimension(Variable("n"), accord, {"n": "number"}) == "number"


def test_exchanging_names_takes_whole_words() -> None:
    assert exchanged("X and XY, X-1, x", {"X": "Y", "Y": "X"}) == "Y and XY, X-1, x"
