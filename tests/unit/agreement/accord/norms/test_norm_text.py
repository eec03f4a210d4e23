"""Norm files load wholly or not at all, and say everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.content_hash import version_of_norm
from holdfire.agreement.accord.norms.norm import Modality
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.accord.norms.shipped import EXAMPLES, example, example_text
from holdfire.agreement.accord.term import Constant, Name, Variable
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

GOOD = 'norm: G\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u)"\n'
OWED = (
    'norm: O\ntrigger: "asked(r)"\ncontent: "given(r)"\ndeadline: 24h\nmodality: obligation\n'
)

Refused = Callable[..., tuple[Problem, ...]]
Sample = Callable[..., Accord]


def rules(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.rule for problem in problems}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_shipped_examples_load(name: str) -> None:
    found = example(name)
    assert found.norms
    assert len(found.version) == 64


def test_an_unknown_example_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        example_text("none")


def test_words_become_variables_anchors_and_constants(sample: Sample) -> None:
    found = sample(
        'norm: N\nmodality: prohibition\nforall: {u: unit}\nbearer: X\nwhen: "now >= D + 1d"\n'
        'content: "kind(u) = tank and near(u)"\n'
    ).norm("N")
    assert found.bearer == Constant("X")
    assert found.key == (("u", "unit"),)
    assert found.when is not None
    assert "Name(name='D')" in repr(found.when.formula)
    assert repr(Constant("tank")) in repr(found.content)
    assert Variable("u").name == "u"
    assert Name("now").name == "now"


def test_the_key_of_a_trigger_is_what_it_leaves_open(sample: Sample) -> None:
    found = sample(OWED).norm("O")
    assert found.key == (("r", "request"),)
    assert found.modality is Modality.OBLIGATION


def test_the_version_is_of_the_content_not_of_the_layout(sample: Sample) -> None:
    one = sample(GOOD)
    other = sample(
        '# a comment\nforall:\n  u: unit\nmodality: prohibition\ncontent: "  shown( u )"\nnorm: G'
    )
    assert one.version == other.version
    assert version_of_norm(one.norm("G")) == version_of_norm(other.norm("G"))
    changed = sample(GOOD.replace("shown(u)", "near(u)"))
    assert changed.version != one.version


def test_every_threshold_belongs_to_the_version(sample: Sample) -> None:
    assert sample(GOOD, extra="params: {present_from: 0.9}\n").version != sample(GOOD).version


@pytest.mark.parametrize(
    ("norm", "rule", "says"),
    [
        (GOOD + "contnet: x\n", "L1", "Did you mean content"),
        (GOOD.replace("prohibition", "prohibiton"), "L3", "Did you mean prohibition"),
        (GOOD.replace("shown(u)", "shwn(u)"), "L3", "Did you mean shown"),
        (GOOD.replace("shown(u)", "shown(u, u)"), "L2", "takes 1 arguments, not 2"),
        (GOOD.replace("shown(u)", "shown(x)"), "L3", "nothing here is called 'x'"),
        (GOOD.replace("shown(u)", "kind(u)"), "L3", "a function, not a fact"),
        (GOOD.replace("shown(u)", "knd(u) = tank"), "L3", "Did you mean kind"),
        (GOOD.replace("shown(u)", "shown(u) and"), "L1", "expected"),
        (GOOD.replace("shown(u)", "kind(u) in heavi"), "L3", "Did you mean heavy"),
        (GOOD.replace("{u: unit}", "{u: unti}"), "L3", "is no sort of this text"),
        (GOOD.replace("{u: unit}", "{u: gun}"), "L3", "is no sort of this text"),
        (GOOD.replace("{u: unit}", "{front: unit}"), "L3", "is a name already"),
        (GOOD.replace("shown(u)", "width(u) > 100"), "L2", "caliber is compared with a number"),
        (GOOD.replace("shown(u)", "width(u) > 25 km"), "L2", "caliber is compared with a length"),
        (
            GOOD.replace("shown(u)", "dist(place(u), front) < 7d"),
            "L2",
            "length is compared with a duration",
        ),
        (GOOD.replace("shown(u)", "now > D + 3 km"), "L2", "unlike things"),
        (GOOD.replace("shown(u)", "now > D + D"), "L2", "unlike things"),
        (GOOD.replace("shown(u)", "dist(place(u), X) < 3 km"), "L2", "X is a party, not a line"),
        (GOOD.replace("shown(u)", "eventually[0,*) shown(u)"), "L1", "end"),
        (GOOD.replace("shown(u)", "exists v. not shown(v)"), "L4", "v"),
        (GOOD + "deadline: 24h\n", "L9", "a prohibition has no deadline"),
        (OWED.replace("24h", "24"), "L9", "not a duration"),
        (OWED.replace("24h", "0h"), "L9", "a duration of nothing"),
        (OWED.replace("24h", "Q + 1d"), "L9", "no anchor is called 'Q'"),
        (OWED.replace("deadline: 24h\n", ""), "L1", "has no deadline"),
        (OWED + "every: 12h\n", "L9", "longer than the period"),
        (OWED + "ladder: [notify: 6h, remedy: 3h]\n", "L9", "does not come later"),
        (OWED + "ladder: [notify: 6h, remedy: 6h]\n", "L9", "does not come later"),
        (OWED + "ladder: [notify: 6h, escalate: boord]\n", "L3", "Did you mean board"),
        (OWED + "every: 10min\n", "L14", "instances a year"),
        (OWED.replace('trigger: "asked(r)"\n', "").replace("given(r)", "given(depot)"), "L9", "from when its time counts"),
        (OWED + "bearer: front\n", "L3", "front is nobody"),
        (OWED + "bearer: heavy\n", "L3", "heavy is nobody"),
        (OWED + 'waiver: {when: "let_go(r)", by: court}\n', "L10", "not declared as a decision of court"),
        (OWED + 'waiver: {when: "paused(r)", by: board}\n', "L10", "not declared as a decision of board"),
        (OWED + 'waiver: {when: "let_go(r)", by: board, quorum: 4/7}\n', "L10", "the quorum is not the one"),
        (OWED + 'then: {unless: "given(r)", within: 1h, else: {power: "let_go(r)", holder: court, deadline: 1h}}\n', "L10", "not declared as a decision of court"),
        (OWED + "severity: bad\n", "L3", "known word for severity"),
        (OWED + "holder: nobody\n", "L3", "is not a body"),
        (OWED + "quorum: 8/7\n", "L2", "can never be met"),
        (OWED + 'create: [{obligation: "given(r)", deadline: 1h}]\n', "L1", "stands beside create"),
        ('norm: P\nmodality: power\ncontent: "let_go(r)"\ntrigger: "asked(r)"\n', "L10", "no holder"),
        ('norm: P\nmodality: power\nholder: board\ncontent: "let_go(r)"\ntrigger: "asked(r)"\n', "L10", "no end"),
        ('norm: P\nmodality: permission\ncontent: "not asked(depot)"\n', "L1", "permits one act"),
        ('norm: P\nforall: {u: unit}\ncontent: "shown(u)"\n', "L1", "modality"),
        (OWED.replace("norm: O\n", ""), "L1", "it is missing"),
        (GOOD + 'reservation(Q): {if: "shown(u)"}\n', "L3", "is no party"),
        (OWED + "on_withdrawn(q): {commitments: unwind}\n", "L3", "no variable 'q'"),
    ],
)  # fmt: skip
def test_what_is_refused(refused: Refused, norm: str, rule: str, says: str) -> None:
    problems = refused(norm)
    assert any(
        problem.rule == rule and says in f"{problem.message} {problem.next_step}"
        for problem in problems
    ), [problem.shown() for problem in problems]
    assert all(problem.file == "s.yaml" and problem.line > 1 for problem in problems)


@pytest.mark.parametrize(
    ("header", "rule", "says"),
    [
        ("accord: noversion\n", "L1", "is no name"),
        ("accord: a/1\nparties: [X, X]\n", "L1", "stands twice"),
        ("accord: a/1\nparties: [X]\nclasses: {X: [a]}\n", "L3", "Rename one"),
        ("accord: a/1\nfacts: {p: {args: []}}\n", "L5", "declares no world"),
        ("accord: a/1\nfacts: {p: {args: [], world: open}}\n", "L5", "declares no coverage"),
        ("accord: a/1\nfacts: {p: {args: [], world: closed}}\n", "L5", "declares no source"),
        (
            "accord: a/1\nfacts: {p: {args: [], world: open, coverage: c, noise: 0.96}}\n",
            "L5",
            "noise must lie below",
        ),
        ("accord: a/1\nparams: {noise: 1.5}\n", "L5", "not between 0 and 1"),
        (
            'accord: a/1\nfacts: {p: {args: [], world: closed, source: "decision(b)"}}\n',
            "L10",
            "which is no body",
        ),
        (
            'accord: a/1\nbodies: {b: {}}\nfacts: {p: {args: [], world: closed, source: "decision(b)"}}\n',
            "L10",
            "without a quorum",
        ),
        ("accord: a/1\nbodies: {b: {quorum: 0/3}}\n", "L2", "asks for nobody"),
        ("accord: a/1\nbodies: {b: {quorum: 2/3, reviews: [b]}}\n", "L10", "reviews its own"),
        (
            "accord: a/1\nbodies: {b: {quorum: 2/3, reviews: [c]}, c: {quorum: 2/3, reviews: [b]}}\n",
            "L10",
            "reviews its own",
        ),
        ("accord: a/1\nanchors: {D: 2031-03-30T02:30}\n", "L3", "has no zone"),
        (
            'accord: a/1\nanchors: {D: \'cal("2031-03-30 02:30", "Europe/Berlin")\'}\n',
            "L3",
            "does not exist",
        ),
        ("accord: a/1\nlines: {l: {described: x, geometry: g}}\n", "L3", "no day or no source"),
        ("accord: a/1\npartys: [X]\n", "L1", "Did you mean parties"),
    ],
)
def test_what_a_header_may_not_say(refused: Refused, header: str, rule: str, says: str) -> None:
    problems = refused(whole=f"{header}---\n{GOOD.replace('{u: unit}', '{}')}")
    assert any(
        problem.rule == rule and says in f"{problem.message} {problem.next_step}"
        for problem in problems
    ), [problem.shown() for problem in problems]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("accord: a/1\naccord: b/1\n", "stands twice"),
        ("accord: &x a/1\n---\nnorm: *x\n", "anchor"),
        ("accord: !!str a/1\n", "tag"),
        ("accord: a/1\n", "there is no norm"),
        ("- a\n- b\n", "not a mapping"),
        ("accord: [" * 60, "levels deep"),
        ("accord: a/1\n---\n" + "x" * 5_000_000, "bytes"),
    ],
)
def test_strict_yaml(text: str, says: str) -> None:
    with pytest.raises(MalformedAgreement) as caught:
        read_norms(text, "s.yaml")
    assert says in " ".join(caught.value.lines())


def test_lines_are_those_of_the_file(refused: Refused) -> None:
    text = f"accord: a/1\nparties: [X]\n---\n{GOOD}\n---\nnorm: H\nmodality: x\n"
    problems = refused(whole=text)
    assert 11 in {problem.line for problem in problems if problem.clause == "H"}


def test_all_problems_at_once(refused: Refused) -> None:
    problems = refused(
        GOOD.replace("shown(u)", "shwn(u)"),
        OWED.replace("24h", "0h"),
        OWED.replace("norm: O", "norm: O2").replace("given(r)", "width(r) > 3 km"),
    )
    assert {problem.clause for problem in problems} >= {"G", "O", "O2"}


def test_two_norms_of_one_name(refused: Refused) -> None:
    assert "stands twice" in refused(GOOD, GOOD)[0].message


def test_scalars_are_what_is_written(sample: Sample) -> None:
    found = sample(
        'norm: on\nref: 016\ntext: 12:30\nmodality: prohibition\ncontent: "now > D"\n'
    )
    assert (found.norms[0].name, found.norms[0].ref, found.norms[0].text) == (
        "on",
        "016",
        "12:30",
    )


def test_civil_times_are_resolved_when_read(sample: Sample) -> None:
    found = sample(
        OWED.replace("24h", '\'cal("1996-01-19 24:00", "Europe/Sarajevo")\'')
        .replace('trigger: "asked(r)"\n', "")
        .replace("given(r)", "exists r. given(r)")
    ).norm("O")
    assert found.deadline is not None
    assert found.deadline.base == Constant(822_092_400_000_000, "instant")


def test_a_clause_kind_is_handed_to_its_reader(sample: Sample, refused: Refused) -> None:
    found = sample("norm: C\nclause: cessation\ntext: No fire.\nseverity: grave\n").norm("C")
    assert found.clause is not None
    assert (found.clause.kind.value, found.text, found.severity) == (
        "cessation",
        "No fire.",
        "grave",
    )
    problems = refused("norm: C\nclause: cesation\ntext: No fire.\n")
    assert "cessation" in problems[0].next_step


def test_exchanging_parties_changes_names_only(sample: Sample) -> None:
    text = 'norm: {0}\nmodality: prohibition\nbearer: {0}\nforall: {{u: unit}}\ncontent: "shown(u)"\n'
    found = sample(text.format("X"), text.format("Y"))
    assert [norm.bearer for norm in found.norms] == [Constant("X"), Constant("Y")]


def test_a_party_that_is_more_than_a_party_shows(refused: Refused) -> None:
    whole = (
        "accord: a/1\nparties: [log, Y]\n"
        "facts: {p: {args: [], world: closed, source: log}}\n"
        "bodies: {board: {quorum: 5/7}}\n"
        '---\nnorm: N\nmodality: prohibition\ncontent: "p"\n'
    )
    assert read_norms(whole, "s.yaml").parties == ("log", "Y")
    problems = refused(whole=whole.replace("log", "closed"))
    assert rules(problems) == {"L11"}


def test_nothing_of_the_search_is_needed_to_read(sample: Sample) -> None:
    text = example_text("heavy-weapons")
    assert read_norms(text, "x", search=False) == read_norms(text, "x")
