"""Prohibitions over time: violations come and go, ladders stay, the unknown is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.case import Case, merged
from holdfire.agreement.accord.norms.instance import Met, Reason, Word
from holdfire.agreement.accord.norms.judging import case_of, instances
from holdfire.agreement.accord.norms.ladder import climb
from holdfire.agreement.accord.norms.lifecycle import On, State
from holdfire.agreement.accord.norms.norm import Step
from holdfire.agreement.accord.norms.prohibition import judge_prohibition, word_of_lacks
from holdfire.agreement.accord.term import Variable
from holdfire.agreement.accord.trace import Lack, LackKind
from holdfire.base.truth import Truth

HOUR = 3_600_000_000
DAY = 24 * HOUR
BAN = 'norm: F\nmodality: prohibition\nforall: {u: unit}\ncontent: "excuse(u)"\n'
STAYS = ("excuse", ("u",), 2 * HOUR, 5 * HOUR)
Sample = Callable[..., Accord]
World = Callable[..., FactTrace]


@pytest.mark.parametrize(
    ("at", "word", "state"),
    [
        (2 * HOUR - 1, Word.COMPLIED, State.IN_EFFECT),
        (2 * HOUR, Word.VIOLATED, State.VIOLATED),
        (5 * HOUR, Word.VIOLATED, State.VIOLATED),
        (5 * HOUR + 1, Word.COMPLIED, State.IN_EFFECT),
    ],
)
def test_a_violation_comes_and_goes(
    sample: Sample, world: World, at: int, word: Word, state: State
) -> None:
    accord = sample(BAN)
    (one,) = instances(accord, "F", world(accord, [STAYS]), at, at)
    assert (one.word, one.state) == (word, state)
    if word is Word.VIOLATED:
        assert one.because == ("s0",)


def test_a_ladder_outlasts_the_violation(sample: Sample, world: World) -> None:
    accord = sample(BAN + "ladder: [notify: 6h, remedy: 72h]\n")
    trace = world(accord, [STAYS])
    (one,) = instances(accord, "F", trace, 9 * HOUR, 9 * HOUR)
    assert one.word is Word.COMPLIED
    assert one.said_state == "escalated(1)"
    mended = ("remedied", ("F", "u"), 20 * HOUR)
    (two,) = instances(accord, "F", world(accord, [STAYS, mended]), 3 * DAY, 3 * DAY)
    assert two.state is State.REPAIRED


def test_a_new_violation_after_the_repair_starts_a_new_ladder(
    sample: Sample, world: World
) -> None:
    accord = sample(BAN + "ladder: [notify: 6h, remedy: 72h]\n")
    again = ("excuse", ("u",), 10 * DAY, 11 * DAY)
    trace = world(accord, [STAYS, ("remedied", ("F", "u"), 20 * HOUR), again])
    (one,) = instances(accord, "F", trace, 10 * DAY + HOUR, 10 * DAY + HOUR)
    assert one.state is State.VIOLATED
    assert one.rungs[0].due is not None
    assert one.rungs[0].due.high == 10 * DAY + 6 * HOUR


@pytest.mark.parametrize("key", ["waiver", "discharge"])
def test_letting_go_counts_at_the_instant(sample: Sample, world: World, key: str) -> None:
    accord = sample(
        BAN.replace("unit", "request").replace("excuse(u)", "paused(u)")
        + f'{key}: "once[0,1h] let_go(u)"\n'
    )
    trace = world(accord, [("paused", ("r",), 0, DAY), ("let_go", ("r",), 2 * HOUR)])
    words = [instances(accord, "F", trace, at, at)[0] for at in (HOUR, 3 * HOUR, 3 * HOUR + 1)]
    assert [one.word for one in words] == [Word.VIOLATED, Word.COMPLIED, Word.VIOLATED]
    assert words[1].reason is (Reason.WAIVED if key == "waiver" else Reason.DISCHARGED)


def test_the_text_bounds_it(sample: Sample, world: World) -> None:
    extra = "valid_from: 1970-01-01T03:00Z\nvalid_to: 1970-01-01T04:00Z\n"
    accord = sample(BAN, extra=extra)
    trace = world(accord, [STAYS])
    found = [
        instances(accord, "F", trace, at, at)[0]
        for at in (3 * HOUR - 1, 3 * HOUR, 4 * HOUR - 1, 4 * HOUR)
    ]
    assert [one.word for one in found] == [
        Word.COMPLIED,
        Word.VIOLATED,
        Word.VIOLATED,
        Word.COMPLIED,
    ]
    assert found[0].reason is found[3].reason is Reason.NOT_IN_FORCE


def test_gaps_alone_are_unobserved() -> None:
    gap, weak = Lack(LackKind.GAP, "p"), Lack(LackKind.WEAK, "q")
    assert word_of_lacks((gap,)) is Word.UNOBSERVED
    assert word_of_lacks((gap, weak)) is Word.UNDETERMINED
    assert word_of_lacks(()) is Word.UNDETERMINED
    assert merged((weak, gap), (Lack(LackKind.CONFLICT, "q"),)) == (gap, weak)


def test_the_case_asks_windows(sample: Sample, world: World) -> None:
    accord = sample(BAN)
    trace = world(
        accord, [STAYS], between=[("excuse", ("v",), 0, 10)], horizons={"excuse": DAY}
    )
    case: Case = case_of(accord, trace, 2 * DAY, 2 * DAY)
    fact, u, v = Atom("excuse", (Variable("u"),)), {"u": "u"}, {"u": "v"}
    assert case.once(fact, u, 0, HOUR) is Truth.FALSE
    assert case.once(fact, u, 0, 3 * HOUR) is Truth.TRUE
    assert case.once(fact, u, HOUR, 0) is Truth.FALSE
    assert case.once(fact, v, 0, 10) is Truth.TRUE
    assert case.once(fact, v, 5, 10) is Truth.UNKNOWN
    assert (case.first(fact, u, 0, DAY), case.first(fact, v, 0, DAY)) == (2 * HOUR, 10)
    assert case.first(fact, {"u": "w"}, 0, DAY) is None
    assert [lack.fact for lack in case.missing(fact, u, DAY + 1, DAY + 2)] == ["excuse"]
    assert case.statements(fact, u, 0, DAY) == ("s0",)
    assert judge_prohibition(case, accord.norm("F"), u).word is Word.UNDETERMINED


def test_climbing_by_itself(sample: Sample, world: World) -> None:
    accord = sample(BAN)
    case = case_of(accord, world(accord, [STAYS]), DAY, DAY)
    done = Atom("excuse", (Variable("u"),))
    steps = (
        Step("notify", done, HOUR),
        Step("remedy", done, 3 * HOUR),
        Step("escalate", None, HOUR, "board"),
    )
    rungs, happened = climb(case, steps, {"u": "u"}, 0)
    assert [rung.met for rung in rungs] == [Met.LAPSED, Met.TAKEN, Met.NEEDLESS]
    assert [each.on for each in happened] == [On.STEP_LAPSED, On.REPAIRED]
    stopped, _ = climb(case, steps, {"u": "u"}, 0, 30)
    assert [rung.met for rung in stopped] == [Met.NEEDLESS, Met.NEEDLESS, Met.WAITING]
