"""Norms under renaming, shifting, reordering and learning more: only what must change does."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.agreement.accord.fact_trace import FactTrace, Stated, fact_trace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.parties import exchanged
from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.instance import Instance, Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.accord.norms.norm_trace import declarations
from holdfire.agreement.accord.norms.shipped import example, example_text
from holdfire.agreement.accord.term import Value

HOUR = 3_600_000_000
GV = example("grave-breach")
NAMES = {"X": "Y", "Y": "X"}
SWAPPED = read_norms(exchanged(example_text("grave-breach"), NAMES), "swapped.yaml")
CREATED = ("GV-1.a", "GV-1.b", "GV-1.then")

FACTS: dict[str, list[tuple[Value, ...]]] = {
    "adopted": [("F", "X", "grave"), ("G", "Y", "grave"), ("F", "X", "minor")],
    "waived": [("F", "a"), ("G", "b")],
    "escalated": [("F",), ("G",)],
    "withdrawn": [("F",), ("G",)],
    "under_review": [("F",), ("G",)],
    "activated": [("F", "a"), ("F", "b"), ("G", "a")],
    "remedied": [("F",), ("G",)],
}


@st.composite
def statements(draw: st.DrawFn) -> Stated:
    predicate = draw(st.sampled_from(sorted(FACTS)))
    key = draw(st.sampled_from(FACTS[predicate]))
    start = draw(st.integers(0, 80)) * HOUR + draw(st.integers(-1, 1))
    length = draw(st.sampled_from([0, 0, 0, HOUR, 5 * HOUR]))
    state = predicate == "under_review"
    return Stated(predicate, key, start, start + length, event=not state)


worlds = st.lists(statements(), max_size=8)
instants = st.integers(0, 100).map(lambda hours: hours * HOUR)
horizons = st.dictionaries(
    st.sampled_from(sorted(FACTS)), st.integers(-1, 100).map(lambda h: h * HOUR), max_size=3
)


def trace_of(accord: Accord, said: list[Stated], complete: dict[str, int]) -> FactTrace:
    return fact_trace(declarations(accord, complete), said)


def judged(
    accord: Accord, said: list[Stated], complete: dict[str, int], at: int
) -> list[Instance]:
    trace = trace_of(accord, said, complete)
    return [one for name in CREATED for one in instances(accord, name, trace, at, at)]


@given(worlds, horizons, instants)
@settings(max_examples=150)
def test_renaming_the_parties_changes_names_only(
    said: list[Stated], complete: dict[str, int], at: int
) -> None:
    named = [
        replace(one, key=tuple(NAMES.get(str(part), part) for part in one.key)) for one in said
    ]
    before = judged(GV, said, complete, at)
    after = judged(SWAPPED, named, complete, at)
    renamed = [
        replace(
            one,
            key=tuple(NAMES.get(str(part), part) for part in one.key),
            bearer=tuple(NAMES.get(str(part), part) for part in one.bearer),
            law=SWAPPED.version,
            lacks=tuple(
                replace(lack, key=tuple(NAMES.get(str(part), part) for part in lack.key))
                for lack in one.lacks
            ),
        )
        for one in before
    ]
    assert sorted(map(repr, renamed)) == sorted(map(repr, after))


@given(worlds, horizons, instants, st.integers(-(10**15), 10**15))
@settings(max_examples=150)
def test_shifting_time_shifts_instants_only(
    said: list[Stated], complete: dict[str, int], at: int, shift: int
) -> None:
    moved = [replace(one, start=one.start + shift, end=one.end + shift) for one in said]
    later = {name: horizon + shift for name, horizon in complete.items()}
    before = judged(GV, said, complete, at)
    after = judged(GV, moved, later, at + shift)
    assert [shifted(one, shift) for one in before] == after


def shifted(one: Instance, by: int) -> Instance:
    return replace(
        one,
        at=one.at + by,
        known_at=one.known_at + by,
        start=None if one.start is None else (one.start[0] + by, one.start[1] + by),
        onset=None if one.onset is None else one.onset + by,
        due=due_shifted(one.due, by),
        phases=tuple(replace(phase, since=phase.since + by) for phase in one.phases),
        rungs=tuple(
            replace(
                rung,
                due=due_shifted(rung.due, by),
                taken=None if rung.taken is None else rung.taken + by,
            )
            for rung in one.rungs
        ),
    )


def due_shifted(due: Due | None, by: int) -> Due | None:
    return None if due is None else due.later(by, by)


@given(st.permutations(range(8)), worlds, horizons, instants)
@settings(max_examples=100)
def test_the_order_of_statements_is_irrelevant(
    order: list[int], said: list[Stated], complete: dict[str, int], at: int
) -> None:
    mixed = [said[place] for place in order if place < len(said)]
    assert judged(GV, said, complete, at) == judged(GV, mixed, complete, at)


@given(worlds, instants, horizons)
@settings(max_examples=200)
def test_closing_the_registers_never_turns_a_settled_verdict(
    said: list[Stated], at: int, complete: dict[str, int]
) -> None:
    """What is known of the past stays: a register closed later only settles what was open.

    Statements after the horizon are the same in both worlds, so that nothing is corrected.
    """
    open_world = {one.identity: one.word for one in judged(GV, said, complete, at)}
    closed = {one.identity: one.word for one in judged(GV, said, {}, at)}
    settled = {Word.VIOLATED, Word.COMPLIED}
    for identity, word in open_world.items():
        if word in settled and identity in closed and word is Word.VIOLATED:
            assert closed[identity] is word
