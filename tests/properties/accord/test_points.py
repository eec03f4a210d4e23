"""The engine over event logs against the direct evaluator, on random rules and logs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.oracle import points as oracle
from tests.properties.accord.effort import examples
from tests.properties.accord.logs import FACTS, GAPS, Table, log, log_points, logs, rows
from tests.properties.accord.renaming import renamed, renamed_value
from tests.properties.accord.rules import Source, rules, sources

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.points import PointEngine, evaluate
from holdfire.agreement.accord.points.position import SHIFT
from holdfire.agreement.accord.syntax.guard import check_guarded, check_open_end
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

FREE = st.sampled_from([frozenset[str](), frozenset({"u"}), frozenset({"u", "n"})])
ANY_RULE = FREE.flatmap(rules)


def answers_an_open_log(rule: Formula) -> bool:
    """Is the rule one that an open end leaves answerable?"""
    try:
        check_open_end(rule)
    except NotMonitorable:
        return False
    return True


OPEN_RULE = ANY_RULE.filter(answers_an_open_log)
FALSE, UNKNOWN, TRUE = Truth


def engine(rule: Formula, points: oracle.Log, *, complete: bool = True) -> Table:
    """The engine's rows that are not false everywhere."""
    return rows(evaluate(rule, log_points(points), complete=complete))


def cells(points: oracle.Log) -> list[tuple[int, oracle.Fact]]:
    """Where facts are unknown."""
    return [
        (i, fact) for i, (_, at) in enumerate(points) for fact, v in at.items() if v is UNKNOWN
    ]


def settled(points: oracle.Log, values: dict[tuple[int, oracle.Fact], Truth]) -> oracle.Log:
    """The log with some of its unknown facts decided."""
    return [
        (stamp, {fact: values.get((i, fact), v) for fact, v in at.items()})
        for i, (stamp, at) in enumerate(points)
    ]


def contradictions(before: Table, after: Table) -> Iterator[object]:
    """Definite values of one table that the other has not."""
    for key in before.keys() | after.keys():
        never = (FALSE,) * len(next(iter((before | after).values())))
        pairs = zip(before.get(key, never), after.get(key, never), strict=False)
        for i, (old, new) in enumerate(pairs):
            if old is not UNKNOWN and new is not old:
                yield key, i, old, new


@examples(500)
@given(ANY_RULE, logs())
def test_engine_and_direct_evaluator_agree(rule: Formula, points: oracle.Log) -> None:
    """P11. Every generated rule is one that the guard accepts."""
    check_guarded(rule, frame="points")
    assert engine(rule, points) == oracle.evaluate(rule, points)


@examples(200)
@given(ANY_RULE, logs(unknown=0, most=10))
def test_without_doubt_the_verdicts_are_those_of_two_valued_logic(
    rule: Formula, points: oracle.Log
) -> None:
    """P3."""
    table = engine(rule, points)
    assert all(value is not UNKNOWN for values in table.values() for value in values)
    assert table == oracle.evaluate(rule, points)


@examples(150)
@given(ANY_RULE, logs(most=5, unknown=5))
def test_a_definite_verdict_stands_in_every_completion(
    rule: Formula, points: oracle.Log
) -> None:
    """P1, with all completions of up to five unknown facts."""
    table, unknown = engine(rule, points), cells(points)
    assume(unknown)
    for values in itertools.product((FALSE, TRUE), repeat=len(unknown)):
        whole = settled(points, dict(zip(unknown, values, strict=True)))
        assert not list(contradictions(table, oracle.evaluate(rule, whole)))


@examples(3)
@given(rules(depth=2), sources())
def test_a_definite_verdict_stands_in_all_completions_of_twelve_facts(
    rule: Formula, source: Source
) -> None:
    """P1, with the 4,096 completions of twelve unknown facts."""
    points = log(source, 5, 0)
    places = source.sample([(i, fact) for i in range(5) for fact in FACTS], 12)
    for i, fact in places:
        points[i][1][fact] = UNKNOWN
    table = engine(rule, points)
    for values in itertools.product((FALSE, TRUE), repeat=12):
        whole = settled(points, dict(zip(places, values, strict=True)))
        assert not list(contradictions(table, oracle.evaluate(rule, whole)))


@examples(200)
@given(ANY_RULE, logs(), sources())
def test_information_never_flips_nor_unsettles_a_verdict(
    rule: Formula, points: oracle.Log, source: Source
) -> None:
    """P2, along a chain that decides one unknown fact after the other."""
    unknown = cells(points)
    known: dict[tuple[int, oracle.Fact], Truth] = {}
    table = engine(rule, points)
    for cell in source.sample(unknown, len(unknown)):
        known[cell] = source.choice((FALSE, TRUE))
        after = engine(rule, settled(points, known))
        assert not list(contradictions(table, after))
        table = after


@examples(200)
@given(OPEN_RULE, logs(most=5), sources())
def test_before_the_log_is_complete_only_what_no_future_can_change_is_definite(
    rule: Formula, points: oracle.Log, source: Source
) -> None:
    """P1 for what comes after the last point."""
    table = engine(rule, points, complete=False)
    stamp = points[-1][0]
    for _ in range(4):
        more = []
        later = stamp
        for _, at in log(source, source.randint(0, 3), 99):
            later += source.choice(GAPS)
            more.append((later, at))
        whole = oracle.evaluate(rule, [*points, *more])
        known = {key: v[: len(points)] for key, v in whole.items()}
        assert not list(contradictions(table, known))


@examples(200)
@given(OPEN_RULE, logs())
def test_an_open_log_says_no_less_than_its_definition(
    rule: Formula, points: oracle.Log
) -> None:
    """P11 with an open end: what the direct evaluator knows, the engine knows."""
    ours, theirs = (
        engine(rule, points, complete=False),
        oracle.evaluate(rule, points, complete=False),
    )
    assert not list(contradictions(theirs, ours))
    assert not list(contradictions(ours, theirs))


@examples(200)
@given(
    ANY_RULE,
    logs(),
    st.sampled_from([{"A": "B", "B": "A"}, {"A": "Ž", "B": "a b"}]),
    st.integers(0, 10**6),
)
def test_other_names_and_another_epoch_change_nothing_else(
    rule: Formula, points: oracle.Log, names: dict[str, str], shift: int
) -> None:
    """P4."""
    moved = [
        (
            stamp + shift,
            {
                (p, tuple(renamed_value(a, names) for a in args)): v
                for (p, args), v in at.items()
            },
        )
        for stamp, at in points
    ]
    expected = {
        tuple(renamed_value(a, names) for a in key): values
        for key, values in engine(rule, points).items()
    }
    assert engine(renamed(rule, names), moved) == expected


def facts_of(at: dict[oracle.Fact, Truth]) -> list[LogFact]:
    return [LogFact(v, name, args) for (name, args), v in at.items()]


def arrivals(source: Source, points: oracle.Log) -> list[tuple[str, int, int, list[LogFact]]]:
    """The same log in another order: late points, late facts, facts that are withdrawn."""
    first, then = [], []
    for number, (stamp, at) in enumerate(points):
        facts = facts_of(dict(at))
        late = [fact for fact in facts if source.randint(0, 3) == 0]
        wrong = [
            LogFact(source.choice((UNKNOWN, TRUE)), name, args)
            for name, args in source.sample(FACTS, source.randint(0, 2))
            if (name, args) not in at
        ]
        early = [fact for fact in facts if fact not in late] + wrong
        first.append(("add", number, stamp, early))
        then += [("late", number, stamp, [fact]) for fact in late]
        then += [("withdraw", number, stamp, [fact]) for fact in wrong]
    if source.choice((False, True)):
        return [*source.sample(first, len(first)), *source.sample(then, len(then))]
    waiting = source.sample(then, len(then))
    told = []
    for act in source.sample(first, len(first)):
        told.append(act)
        said = {number for kind, number, _, _ in told if kind == "add"}
        now = [one for one in waiting if one[1] in said and source.randint(0, 1)]
        told += now
        waiting = [one for one in waiting if one not in now]
    return [*told, *waiting]


@examples(400)
@given(ANY_RULE, logs(most=6), sources())
def test_the_order_of_arrival_is_irrelevant(
    rule: Formula, points: oracle.Log, source: Source
) -> None:
    """P5: late, reordered and withdrawn facts; and what was published, as changed, is the whole."""
    running = PointEngine(rule)
    published: dict[tuple[int, int, tuple[Value, ...]], int] = {}

    def gather(said: list[LogFact]) -> None:
        for change in running.changes():
            place = change.stamp, change.number, change.key
            assert published.get(place, 0) == change.old
            published[place] = change.new
            assert change.because or not said

    for kind, number, stamp, facts in arrivals(source, points):
        if kind == "add":
            running.add(stamp, facts, number)
        elif kind == "late":
            running.late(stamp, facts, number)
        else:
            same = [at for s, at in points if s == stamp]
            assume(all((f.predicate, f.args) not in at for f in facts for at in same))
            running.withdraw(stamp, facts)
        gather(facts)
        note(running, published)
    running.finish()
    gather([])
    note(running, published)
    expected = {
        (stamp, number, key): values[number]
        for key, values in oracle.evaluate(rule, points).items()
        for number, (stamp, _) in enumerate(points)
        if values[number]
    }
    assert {place: value for place, value in published.items() if value} == expected


def note(
    running: PointEngine, published: dict[tuple[int, int, tuple[Value, ...]], int]
) -> None:
    """Keep the rows published since."""
    for at, found in running.take():
        stamp, number = at >> SHIFT, at & ((1 << SHIFT) - 1)
        for key, value in found.items():
            published[stamp, number, key] = value
