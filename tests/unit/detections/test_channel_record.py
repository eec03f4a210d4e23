import numpy as np
import pytest

from holdfire.base.errors import BadInput
from holdfire.detections.channel_record import COVERAGE, ChannelRecord, channel_records

NAN = float("nan")


def record(
    channels: list[str], answers: list[float], delays: list[float] | None = None
) -> dict[str, ChannelRecord]:
    found = channel_records(channels, answers, delays or [NAN] * len(channels))
    return {one.channel: one for one in found}


def test_what_is_counted() -> None:
    channels = ["a"] * 4 + ["b"] * 2
    found = record(channels, [1, 0, NAN, 1, NAN, NAN])
    assert (found["a"].statements, found["a"].judged, found["a"].confirmed) == (4, 3, 2)
    assert (found["b"].statements, found["b"].judged, found["b"].confirmed) == (2, 0, 0)
    assert 0.0 < found["b"].low < found["b"].share < found["b"].high < 1.0


def test_few_statements_are_drawn_to_the_mean_of_all_and_many_stand_for_themselves() -> None:
    channels = [f"c{k % 10}" for k in range(1000)]
    answers = [float(k % 10 < 8) for k in range(1000)]
    channels += ["new"] + ["poor"] * 400
    answers += [0.0] + [0.0] * 400
    found = record(channels, answers)
    assert found["new"].share > found["poor"].share
    assert found["poor"].share < 0.02
    assert found["new"].high - found["new"].low > 0.3
    assert found["c0"].low > 0.9


def test_one_statement_proves_little() -> None:
    """The rule of succession says 2/3; a mean and a spread both unknown say a little more."""
    found = record(["a"], [1.0])["a"]
    assert 0.6 < found.share < 0.85
    assert found.high - found.low > 0.6


@pytest.mark.parametrize(("a", "b"), [(8.0, 4.0), (2.0, 2.0), (30.0, 3.0)])
def test_intervals_hold_the_true_share_as_often_as_they_say(a: float, b: float) -> None:
    """Simulated channels: 600 intervals, so 3 standard errors are 0.037."""
    draw = np.random.default_rng(11)
    inside = total = 0
    for _ in range(30):
        true = draw.beta(a, b, 20)
        many = draw.integers(1, 40, 20)
        channels = [f"{k:02}" for k in range(20) for _ in range(many[k])]
        answers = np.concatenate([draw.random(many[k]) < true[k] for k in range(20)])
        for one in channel_records(channels, answers.astype(float), np.full(len(answers), NAN)):
            inside += one.low <= true[int(one.channel)] <= one.high
            total += 1
    assert abs(inside / total - COVERAGE) < 0.037


def test_the_order_of_statements_changes_no_bit() -> None:
    draw = np.random.default_rng(4)
    channels = np.array([f"c{k}" for k in draw.integers(0, 6, 200)])
    answers = draw.integers(0, 2, 200).astype(float)
    delays = draw.exponential(3600.0, 200)
    expected = channel_records(channels.tolist(), answers, delays)
    order = draw.permutation(200)
    assert channel_records(channels[order].tolist(), answers[order], delays[order]) == expected


def test_delays_are_of_the_channel_or_of_all_where_it_has_few() -> None:
    channels = ["a"] * 9 + ["b"]
    delays = [60.0 * k for k in range(9)] + [NAN]
    found = record(channels, [1.0] * 10, delays)
    assert found["a"].delay_s == (48.0, 240.0, 432.0)
    assert found["b"].delay_s == found["a"].delay_s
    assert (found["a"].own_delays, found["b"].own_delays) == (9, 0)
    assert record(["a"], [0.0], [60.0])["a"].delay_s is None, "an unconfirmed delay is none"


def test_answers_that_do_not_belong_are_refused() -> None:
    for channels, answers, delays in (
        (["a"], [1.0, 0.0], [NAN]), (["a"], [0.5], [NAN]), (["a"], [1.0], []),
    ):  # fmt: skip
        with pytest.raises(BadInput, match="HF-4502"):
            channel_records(channels, answers, delays)
    assert channel_records([], [], []) == ()
