"""Powers: who may decide, until when; silence never uses one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.decision import Decision, invalid_because, valid_decisions
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.norms.lifecycle import State
from holdfire.agreement.accord.norms.norm_trace import declarations, norm_trace
from holdfire.agreement.accord.norms.permission import judge_power
from holdfire.agreement.accord.trace import Possible
from holdfire.base.truth import Truth

HOUR = 3_600_000_000
POWER = (
    'norm: P\nmodality: power\nholder: court\nquorum: 3/3\ntrigger: "asked(r)"\n'
    'content: "let_go(r)"\nend: 48h\n'
)  # fmt: skip
Sample = Callable[..., Accord]


def decision(**changes: object) -> Decision:
    given: dict[str, object] = {
        "id": "d", "power": "let_go", "body": "board", "fact": "let_go", "key": ("r",),
        "at": HOUR, "known": HOUR, "votes": 5, "of": 7,
    }  # fmt: skip
    return Decision(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"fact": "given"}, "is nothing that a body decides"),
        ({"power": "waive"}, "names the power 'waive'"),
        ({"body": "court"}, "belongs to board, not to court"),
        ({"votes": 4}, "4 of 7 are fewer than 5"),
        ({"of": 9}, "has 7 members, the decision counts 9"),
        ({"votes": 9}, "cannot be"),
        ({"power": "P", "body": "court", "votes": 3, "of": 3}, ""),
        ({"power": "P", "body": "court", "votes": 2, "of": 3}, "2 of 3 are fewer than 3"),
        ({"power": "P"}, "belongs to court, not to board"),
    ],
)
def test_why_a_decision_does_not_count(
    sample: Sample, changes: dict[str, object], why: str
) -> None:
    found = invalid_because(sample(POWER), decision(**changes))
    assert (found == "") is (why == "")
    assert why in found


BODIES = """\
accord: a/1
bodies:
  board: {quorum: 5/7, powers: [let_go], since: 2031-01-01T00:00Z, until: 2031-02-01T00:00Z}
facts:
  let_go: {args: [request], world: closed, source: "decision(board)"}
  other: {args: [request], world: closed, source: "decision(board)"}
---
norm: F
modality: prohibition
forall: {r: request}
content: "let_go(r)"
"""
SINCE, UNTIL = 1_924_992_000_000_000, 1_927_670_400_000_000


@pytest.mark.parametrize(
    ("at", "why"),
    [(SINCE - 1, "yet"), (SINCE, ""), (UNTIL - 1, ""), (UNTIL, "any more")],
)
def test_a_body_holds_its_power_for_a_time(at: int, why: str) -> None:
    from holdfire.agreement.accord.norms.norm_text import read_norms  # noqa: PLC0415

    accord = read_norms(BODIES, "b.yaml")
    assert why in invalid_because(accord, decision(at=at))
    assert (invalid_because(accord, decision(at=at)) == "") is (why == "")
    assert "no power to decide other" in invalid_because(
        accord, decision(fact="other", power="other", at=SINCE)
    )


@pytest.mark.parametrize(
    ("used", "at", "state"),
    [
        (None, HOUR, State.IN_EFFECT),
        (None, 48 * HOUR, State.IN_EFFECT),
        (None, 48 * HOUR + 1, State.EXPIRED),
        (48 * HOUR, 60 * HOUR, State.EXERTED),
        (48 * HOUR + 1, 60 * HOUR, State.EXPIRED),
        (50 * HOUR, 49 * HOUR, State.EXPIRED),
    ],
)
def test_a_power_is_used_or_runs_out(
    sample: Sample, world: Callable[..., FactTrace], used: int | None, at: int, state: State
) -> None:
    accord = sample(POWER)
    said = [("asked", ("r",), 0)] + ([] if used is None else [("let_go", ("r",), used)])
    (one,) = instances(accord, "P", world(accord, said), at, at)
    assert (one.state, one.word) == (state, Word.COMPLIED)
    assert one.bearer == ("court",)
    if state is State.EXPIRED:
        assert one.phases[-1].since == 48 * HOUR + 1


def test_facts_that_a_body_decides_come_from_the_register_alone(
    sample: Sample, world: Callable[..., FactTrace]
) -> None:
    accord = sample(POWER)
    trace = world(accord, [("let_go", ("x",), 0), ("asked", ("r",), 0)], anchors={"D": 5})
    read = norm_trace(accord, trace, [decision(), decision(id="bad", votes=1)], HOUR)
    assert list(read.keys("let_go")) == [("r",)]
    (claim,) = read.claims("let_go", ("r",))
    assert (claim.value, claim.start, claim.event, claim.ids) == (
        Truth.TRUE,
        HOUR,
        True,
        ("d",),
    )
    assert list(read.keys("asked")) == [("r",)]
    vouched = norm_trace(accord, trace, None, HOUR)
    assert list(vouched.keys("let_go")) == [("x",)]


def test_the_header_gives_anchors_and_sets(
    sample: Sample, world: Callable[..., FactTrace]
) -> None:
    accord = sample(POWER)
    read = norm_trace(accord, world(accord, anchors={"D": 5}), None, 0)
    assert read.instant("D") == Possible((5,))
    assert read.instant("E").values == (1_930_089_600_000_000,)
    assert read.instant("none") == Possible()
    assert read.members("heavy") == Possible(("tank", "howitzer"))
    assert read.members("parties") == Possible(("X", "Y"))
    assert read.members("nothing").lack is not None


def test_facts_are_declared_with_their_thresholds(sample: Sample) -> None:
    accord = sample(POWER, extra="params: {present_from: 0.9, absent_from: 0.7, noise: 0.02}\n")
    found = {each.predicate: each for each in declarations(accord, {"log": 7, "given": 9})}
    assert (found["shown"].tau, found["shown"].pi, found["shown"].nu) == (
        900_000,
        700_000,
        20_000,
    )
    assert (found["asked"].horizon, found["given"].horizon) == (7, 9)
    assert "place" not in found


def test_entries_are_in_the_order_of_time(sample: Sample) -> None:
    accord = sample(POWER)
    given = [decision(id="b", at=9), decision(id="a", at=9), decision(id="c", at=3)]
    assert [one.id for one in valid_decisions(accord, given, HOUR)] == ["c", "a", "b"]
    assert not valid_decisions(accord, given, HOUR - 1)
    assert callable(judge_power)
