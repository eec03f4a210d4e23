"""Detections are a function of the set of observations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import point
from holdfire.detections import detect, judge_coverage
from holdfire.detections.assertion import SILENT
from holdfire.observations.record import (
    Assertion,
    Count,
    Observation,
    observation_id,
    observation_table,
)

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)
TEXTS = (
    None,
    "a strong explosion was heard in the northern part of the town",
    "a strong explosion was heard in the northern part of town",
    "the bridge over the river was opened again this Sunday morning",
)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    hours = draw(st.integers(0, 72))
    counts = st.none() | st.builds(Count, st.just(0), st.integers(0, 4))
    asserted = draw(
        st.lists(
            st.builds(
                Assertion,
                st.sampled_from(Phenomenon),
                st.sampled_from(("", "term")),
                counts,
                st.none() | st.floats(0.0, 1.0),
            ),
            max_size=3,
        )
    )
    key = str(draw(st.integers(0, 10**9)))
    return Observation(
        id=observation_id("s", key),
        source=draw(st.sampled_from(("paper", "wire"))),
        modality=draw(st.sampled_from(Modality)),
        raw_sha256="0" * 64,
        record_index=0,
        synthetic=draw(st.booleans()),
        affiliation_seal="seal",
        time=TimeSpan(NOON + timedelta(hours=hours), NOON + timedelta(hours=hours)),
        place=point(37.0 + draw(st.integers(0, 3)), 48.0),
        asserted=tuple(asserted),
        origin_keys=tuple(draw(st.lists(st.sampled_from("abcdef"), max_size=2))),
        narrative=draw(st.sampled_from(TEXTS)),
    )


SETS = st.lists(observations(), max_size=12, unique_by=lambda one: one.id)


@given(SETS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_repetition_change_nothing(items: list[Observation], chance: object) -> None:
    once = observation_table(items)
    mixed = [*items, *items[: len(items) // 2]]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    again = observation_table(mixed)
    assert detect(again).sort_by("id").equals(detect(once).sort_by("id"))
    assert judge_coverage(again) == judge_coverage(once)


@given(SETS)
@settings(max_examples=60, deadline=None)
def test_each_happening_gives_exactly_one_detection(items: list[Observation]) -> None:
    happened = 0
    for item in items:
        for one in item.asserted:
            nothing = one.phenomenon is Phenomenon.UNKNOWN and not one.source_term
            happened += one.phenomenon not in SILENT and not nothing
    found = detect(observation_table(items))
    ids = found.column("id").to_pylist()
    assert len(ids) == len(set(ids)) == happened
    for row in found.to_pylist():
        assert row["exists_low"] <= row["exists"] <= row["exists_high"]
        assert row["origin_group"]
