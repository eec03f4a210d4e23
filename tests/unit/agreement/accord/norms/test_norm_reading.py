"""The readers of a norm file, each part by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.formula import Atom, Not
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.durations import check_durations
from holdfire.agreement.accord.norms.checks.powers import check_powers
from holdfire.agreement.accord.norms.checks.whole import check_whole
from holdfire.agreement.accord.norms.documents import MOST_NORMS, read_documents
from holdfire.agreement.accord.norms.generated import CLOSING, CREATED, REMEDY, permitted
from holdfire.agreement.accord.norms.norm import (
    Body,
    Deadline,
    Effect,
    Modality,
    Norm,
    Quorum,
    Step,
)
from holdfire.agreement.accord.norms.norm_facts import FACT_KEYS, read_facts
from holdfire.agreement.accord.norms.norm_fields import NormFields, with_argument
from holdfire.agreement.accord.norms.norm_header import HEADER_KEYS, read_header
from holdfire.agreement.accord.norms.norm_parts import (
    read_condition,
    read_defeaters,
    read_ladder,
    read_waiver,
)
from holdfire.agreement.accord.norms.norm_reader import NORM_KEYS, name_of, read_norm
from holdfire.agreement.accord.norms.norm_readings import read_specs
from holdfire.agreement.accord.norms.scope import Scope
from holdfire.agreement.accord.norms.shipped import example
from holdfire.agreement.accord.term import Constant, Name
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode, compose
from holdfire.agreement.problems import Problems

GOOD = 'norm: G\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u)"\n'


def node(text: str) -> MappingNode:
    found = compose(text, Problems("n"))
    assert found is not None
    return found


@pytest.fixture
def norm(sample: Callable[..., Accord]) -> Callable[..., NormFields]:
    """The fields of a norm document in the scope of the sample header."""
    accord = sample(GOOD)

    def fields(text: str, **sorts: str) -> NormFields:
        plain, _ = with_argument(node(text))
        return NormFields(
            Fields(plain, NORM_KEYS, Problems("n"), "a norm"), Scope(accord, dict(sorts))
        )

    return fields


def test_documents_keep_their_lines() -> None:
    problems = Problems("n")
    found = read_documents("# a\n---\na: 1\n---\n\nb: 2\n", problems)
    assert [(each.line, list(each.items)) for each in found] == [(3, ["a"]), (6, ["b"])]
    assert not problems.all()


def test_a_stream_has_a_size() -> None:
    problems = Problems("n")
    assert not read_documents("---\na: 1\n" * (MOST_NORMS + 2), problems)
    assert [problem.rule for problem in problems.all()] == ["L14"]


def test_a_header_may_begin_without_a_mark() -> None:
    assert len(read_documents("a: 1\n---\nb: 2\n", Problems("n"))) == 2
    assert len(read_documents("# only words\n\n---\nb: 2\n", Problems("n"))) == 1


def test_keys_with_an_argument_are_taken_apart() -> None:
    plain, called = with_argument(
        node("norm: N\nreservation(M): {if: x}\non_withdrawn(f): {}\n")
    )
    assert list(plain.items) == ["norm"]
    assert [(key, argument) for key, argument, _ in called] == [
        ("reservation", "M"),
        ("on_withdrawn", "f"),
    ]


def test_a_header_without_norms() -> None:
    problems = Problems("n")
    fields = Fields(
        node(
            "accord: a/1\nparties: [X]\nlines: {l: {described: a line, as_of: 2031-01-01, source: s,"
            " geometry: l.geojson, sides: {X: left}}}\nzones: [z]\nbodies: {b: {quorum: 2/3}}\n"
            "source: {text: T, language: en}\nvalid_from: 2031-01-01T00:00Z\n"
        ),
        HEADER_KEYS, problems, "the header",
    )  # fmt: skip
    found = read_header(fields)
    assert not problems.all()
    assert found.places["l"].sides == {"X": "left"}
    assert found.places["z"].kind == "zone"
    assert found.bodies["b"] == Body("b", Quorum(2, 3))
    assert found.source == {"text": "T", "language": "en"}
    assert found.valid_from == 1_924_992_000_000_000


def test_facts_have_a_world_and_thresholds() -> None:
    problems = Problems("n")
    text = (
        "facts:\n  p: {args: [a], world: open, coverage: c, noise: 0.1}\n"
        '  q: {args: [], world: closed, source: "decision(b, quorum: 2/3)"}\n'
    )
    found = read_facts(Fields(node(text), ("facts",), problems, "x"), {"present_from": "0.9"})
    assert (found["p"].present_from, found["p"].noise, found["p"].lack) == (
        900,
        100,
        LackKind.GAP,
    )
    assert (found["q"].body, found["q"].quorum, found["q"].world) == (
        "b",
        Quorum(2, 3),
        World.CLOSED,
    )
    assert found["q"].lack is LackKind.REGISTER
    assert "gives" in FACT_KEYS


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("24h", Deadline(86_400_000_000)),
        ("D + 14d", Deadline(14 * 86_400_000_000, Name("D"))),
        ("D", Deadline(0, Name("D"))),
        ("1970-01-02T00:00Z", Deadline(0, Constant(86_400_000_000, "instant"))),
    ],
)
def test_deadlines(norm: Callable[..., NormFields], text: str, deadline: Deadline) -> None:
    assert norm(f"deadline: {text}\n").deadline("deadline") == deadline


def test_parts_of_a_norm(norm: Callable[..., NormFields]) -> None:
    condition = read_condition(
        norm('when: {if: "asked(r)", within: 2h}\n', r="request"), "when"
    )
    assert condition is not None
    assert condition.within == 7_200_000_000
    excuses = read_defeaters(
        norm('unless: [{name: a, if: "asked(r)", defer: 3d, priority: 2}]\n', r="request"), "N"
    )
    assert (excuses[0].effect, excuses[0].defer, excuses[0].priority) == (
        Effect.DEFER,
        3 * 86_400_000_000,
        2,
    )
    waiver = read_waiver(norm('discharge: "let_go(r)"\n', r="request"), "discharge")
    assert waiver is not None
    assert waiver.body == "board"
    steps = read_ladder(norm("ladder: [notify: 6h, escalate: board]\n", r="request"), "N")
    assert [(step.name, step.within, step.holder) for step in steps] == [
        ("notify", 21_600_000_000, ""),
        ("escalate", None, "board"),
    ]


def test_a_step_may_be_met_by_a_declared_fact(sample: Callable[..., Accord]) -> None:
    owed = 'norm: O\nmodality: obligation\ntrigger: "asked(r)"\ncontent: "given(r)"\ndeadline: 1h\n'
    extra = "  notified: {args: [request], world: closed, source: log}\n"
    found = sample(owed + "ladder: [notify: 6h, remedy: 9h]\n", extra=extra).norm("O").ladder
    assert [len(step.done.terms) for step in found if isinstance(step.done, Atom)] == [1, 2]


def test_one_norm_by_itself(sample: Callable[..., Accord]) -> None:
    accord = sample(GOOD)
    problems = Problems("n")
    found = read_norm(node(GOOD), accord, problems, {})
    assert found == accord.norm("G")
    assert name_of(node(GOOD)) == "G"
    assert not problems.all()


def test_readings_are_named_by_the_header_or_by_the_norms(
    sample: Callable[..., Accord],
) -> None:
    accord = sample(GOOD)
    fields = Fields(node("accord: a/1\n"), HEADER_KEYS, Problems("n"), "the header")
    labelled = node(GOOD + 'readings: {b: {}, a: {content: "near(u)"}}\n')
    assert [spec.name for spec in read_specs(fields, (labelled,), accord)] == ["a", "b"]
    assert [spec.name for spec in read_specs(fields, (node(GOOD),), accord)] == ["text"]
    spec = read_specs(fields, (labelled,), accord)[0]
    assert "near" in repr(spec.changed(labelled, "G").items["content"])


def test_what_follows_from_a_norm() -> None:
    made = {norm.name: norm.generated for norm in example("grave-breach").norms}
    assert made == {"GV-1": "", "GV-1.a": CREATED, "GV-1.b": CREATED, "GV-1.then": REMEDY}
    closing = example("deployment").norms[-1]
    assert closing.generated == CLOSING
    permission = example("deployment").norm("DEP-1")
    parts = getattr(permitted(permission), "parts", ())
    assert Atom("ceasefire_in_force") in parts
    assert Not(Not(Atom("ceasefire_in_force"))) in parts


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"content": None}, "has no content"),
        ({"modality": Modality.PERMISSION, "content": Not(Atom("p"))}, "permits one act"),
        ({"bearer": Constant("nobody")}, "is nobody"),
    ],
)
def test_every_modality_needs_its_parts(changes: dict[str, object], says: str) -> None:
    given: dict[str, object] = {
        "name": "N",
        "modality": Modality.PROHIBITION,
        "content": Atom("p"),
    }
    problems = Problems("n")
    check_whole(Norm(**{**given, **changes}), example("deployment"), problems)  # type: ignore[arg-type]
    assert any(says in problem.message for problem in problems.all())


def test_the_steps_of_a_ladder_rise() -> None:
    problems = Problems("n")
    steps = (Step("notify", Atom("p"), 9), Step("remedy", Atom("q"), 9))
    norm = Norm("N", Modality.PROHIBITION, content=Atom("p"), ladder=steps)
    check_durations(norm, example("deployment"), problems)
    assert [problem.rule for problem in problems.all()] == ["L9"]


def test_the_shipped_powers_are_sound() -> None:
    problems = Problems("n")
    check_powers(example("grave-breach"), problems)
    assert not problems.all()
