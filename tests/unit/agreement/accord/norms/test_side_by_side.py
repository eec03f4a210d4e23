"""Contested readings: side by side on the same facts, never averaged, never in a witness."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import AS_WRITTEN, Accord
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.side_by_side import under_every_reading, under_reading
from holdfire.agreement.accord.trace import Lack, LackKind, Possible
from holdfire.base.problem import Problem

Sample = Callable[..., Accord]
DAY = 86_400_000_000
BIGGER = (
    'norm: F\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u) and width(u) > 100 mm"\n'
    'readings:\n  more_than: {}\n  at_least: {content: "shown(u) and width(u) >= 100 mm"}\n'
)  # fmt: skip


def seen(world: Callable[..., FactTrace], accord: Accord, *mm: int) -> FactTrace:
    lack = Lack(LackKind.WEAK, "width", ("u",)) if len(mm) > 1 else None
    values = Possible(tuple(each * 10 for each in mm), lack=lack)
    return world(accord, [("shown", ("u",), 0, DAY)], functions={("width", ("u",)): values})


@pytest.mark.parametrize(
    ("mm", "words", "said"),
    [
        (
            (100,),
            {"at_least": Word.VIOLATED, "more_than": Word.COMPLIED},
            "contested (at_least: violated; more_than: complied)",
        ),
        (
            (101,),
            {"at_least": Word.VIOLATED, "more_than": Word.VIOLATED},
            "violated under every reading",
        ),
        (
            (99,),
            {"at_least": Word.COMPLIED, "more_than": Word.COMPLIED},
            "complied under every reading",
        ),
        (
            (99, 100),
            {"at_least": Word.UNDETERMINED, "more_than": Word.COMPLIED},
            "contested (at_least: undetermined; more_than: complied)",
        ),
    ],
)
def test_each_reading_has_its_own_verdict(
    sample: Sample,
    world: Callable[..., FactTrace],
    mm: tuple[int, ...],
    words: dict[str, Word],
    said: str,
) -> None:
    accord = sample(BIGGER)
    (joint,) = under_every_reading(accord, "F", seen(world, accord, *mm), DAY, DAY)
    assert dict(joint.words) == words
    assert joint.said() == said
    assert joint.contested is (len(set(words.values())) > 1)
    lacks = [lack for one in joint.under.values() if one for lack in one.lacks]
    assert {lack.fact for lack in lacks} <= {"width"}


def test_without_contest_there_is_the_text(sample: Sample) -> None:
    accord = sample('norm: F\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u)"\n')
    assert [reading.name for reading in accord.readings] == [AS_WRITTEN]
    assert under_reading(accord, AS_WRITTEN) == accord
    with pytest.raises(KeyError):
        under_reading(accord, "other")


def test_a_reading_of_the_header_chooses_and_uses(
    sample: Sample, world: Callable[..., FactTrace]
) -> None:
    extra = (
        "readings:\n"
        "  A: {title: as X reads it, asserted_by: X, choose: {F: at_least}}\n"
        '  B: {choose: {F: more_than}, norms: {G: {content: "near(u)"}}}\n'
    )
    plain = 'norm: G\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u)"\n'
    accord = sample(BIGGER, plain, extra=extra)
    assert [(each.name, each.asserted_by) for each in accord.readings] == [
        ("A", "X"),
        ("B", ""),
    ]
    trace = seen(world, accord, 100)
    (joint,) = under_every_reading(accord, "F", trace, DAY, DAY)
    assert dict(joint.words) == {"A": Word.VIOLATED, "B": Word.COMPLIED}
    (other,) = under_every_reading(accord, "G", trace, DAY, DAY)
    assert dict(other.words) == {"A": Word.VIOLATED, "B": Word.UNOBSERVED}


def test_two_versions_of_a_line_are_two_readings(
    sample: Sample, world: Callable[..., FactTrace]
) -> None:
    accord = sample(
        'norm: F\nmodality: prohibition\nforall: {u: unit}\ncontent: "shown(u) and dist(place(u), front) < 2 km"\n',
        extra="corridors: {lane: a lane}\nreadings: {A: {}, B: {use: {lane: lane}}}\n",
    )
    assert len(accord.readings) == 2


@pytest.mark.parametrize(
    ("norm", "extra", "rule", "says"),
    [
        (BIGGER.replace("more_than: {}", "more_than: {modality: power}"), "", "L12", "cannot change modality"),
        (BIGGER.replace("more_than: {}", "more_than: x"), "", "L1", "is no mapping"),
        (BIGGER, "readings: {A: {choose: {F: at_lest}}, B: {choose: {F: more_than}}}\n", "L3", "Did you mean at_least"),
        (BIGGER, "readings: {A: {choose: {F: at_least}}}\n", "L3", "no reading chooses 'more_than'"),
        (BIGGER, "readings: {at_least: {}, more_than: {use: {front: depot}}}\n", "L3", "not of the kind"),
        (BIGGER, "readings: {at_least: {}, more_than: {norms: {Q: {content: x}}}}\n", "L3", "not a norm"),
        (
            BIGGER.replace("  more_than: {}\n", "".join(f"  r{at}: {{}}\n" for at in range(16))),
            "",
            "L12",
            "17 readings are more than 16",
        ),
    ],
)  # fmt: skip
def test_what_a_reading_cannot_say(
    refused: Callable[..., tuple[Problem, ...]], norm: str, extra: str, rule: str, says: str
) -> None:
    problems = refused(norm, extra=extra)
    assert any(
        problem.rule == rule and says in f"{problem.message} {problem.next_step}"
        for problem in problems
    ), problems
