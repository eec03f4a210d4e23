"""Live fusion: whatever arrives in whatever order, the incidents are those of one solve.

The oracle knows nothing of live state: it keeps the rows that stand by reading all facts at
once, and associates them once.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
import shapely
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from holdfire.base.instant import TimeSpan, micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import DETECTION_SCHEMA, Coverage
from holdfire.incidents import AssociationModel, Incident, associate, model_for
from holdfire.incidents.live import (
    Arrival,
    Batch,
    Configuration,
    Correction,
    Known,
    LiveState,
    Watermark,
    Withdrawal,
    arrived,
    incidents_of,
    rebuilt,
)

START = datetime(2025, 3, 18, tzinfo=UTC)
KM = 1.0 / 111.2
KINDS: tuple[dict[str, Any], ...] = (
    {"modality": "array", "phenomenon": "explosion", "sigma": 900.0, "sigma_s": 10.0},
    {"modality": "camera", "phenomenon": "flash", "sigma": 150.0, "sigma_s": 30.0},
    {"modality": "report", "phenomenon": "strike", "sigma": 3e3, "sigma_s": None},
    {"modality": "thermal", "phenomenon": "thermal", "sigma": 2e2, "sigma_s": 60.0},
)


@dataclass(frozen=True)
class World:
    """Everything that will ever be told, and the frozen model."""

    rows: tuple[dict[str, Any], ...]
    corrections: tuple[Correction, ...]
    withdrawals: tuple[Withdrawal, ...]
    coverage: tuple[Coverage, ...]
    watermarks: tuple[Watermark, ...]
    model: AssociationModel


def detection(
    chance: random.Random, number: int, spots: list[tuple[float, float, float]]
) -> dict[str, Any]:
    """A row of one of a few places and times: copies, siblings, pixels and denials occur."""
    lon, lat, at = chance.choice(spots)
    kind = chance.choice(KINDS)
    start = START + timedelta(hours=at, seconds=chance.randrange(90))
    length = timedelta(days=1) if kind["modality"] == "report" else timedelta(0)
    if length:
        start = START + timedelta(days=int(at // 24))
    row = {
        "id": f"o{number}.{chance.randrange(1 << 30):x}", "observation_id": f"o{number}",
        "detector": "d", "source": f"{kind['modality']}{chance.randrange(2)}", "modality": kind["modality"],
        "synthetic": False, "origin_group": f"g{chance.randrange(25)}",
        "scan": f"{at:.0f}" if kind["modality"] == "thermal" else None,
        "t_start": micros(start), "t_end": micros(start + length),
        "time_basis": "utc", "sigma_s": kind["sigma_s"], "place_kind": "point",
        "lon": lon + chance.gauss(0, kind["sigma"] / 1e3 * KM), "lat": lat + chance.gauss(0, kind["sigma"] / 1e3 * KM),
        "cov_ee_m2": kind["sigma"] ** 2, "cov_en_m2": 0.2 * kind["sigma"] ** 2, "cov_nn_m2": kind["sigma"] ** 2,
        "phenomenon": kind["phenomenon"], "attributes": "{}",
        "exists": 0.6, "exists_low": 0.4, "exists_high": 0.8, "calibrated": False, "flags": "",
    }  # fmt: skip
    oddity = chance.random()
    if oddity < 0.05:
        row |= {"flags": "denial", "exists": 0.0}
    elif oddity < 0.10:
        row |= {
            "place_kind": "none",
            "lon": None,
            "lat": None,
            "cov_ee_m2": None,
            "cov_en_m2": None,
            "cov_nn_m2": None,
        }
    elif oddity < 0.13:
        row |= {"t_start": None, "t_end": None}
    return row


def siblings(chance: random.Random, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The row with, at times, a second thing its observation asserts."""
    if chance.random() < 0.75:
        return [row]
    other = row | {"id": row["id"] + "x", "phenomenon": chance.choice(["strike", "explosion"])}
    if row["lat"] is not None and chance.random() < 0.5:
        other["lat"] = row["lat"] + 2.0 * KM * chance.random()
    return [row, other]


def looking(chance: random.Random, number: int) -> Coverage:
    """A sensor that looked for some hours at some of the front and would likely see."""
    west, south = 37.0 + chance.random(), 47.5 + 0.5 * chance.random()
    start = START + timedelta(hours=chance.randrange(60))
    modality = chance.choice([Modality.ARRAY, Modality.CAMERA, Modality.UAV])
    return Coverage(
        f"c{number}", f"{modality.value}{number % 2}", f"sensor {number}", modality,
        TimeSpan(start, start + timedelta(hours=24)),
        shapely.to_wkb(shapely.box(west, south, west + 0.6, south + 0.4)),
        (Phenomenon.EXPLOSION, Phenomenon.FLASH, Phenomenon.STRIKE), 0.6, 0.8,
        None, "declared", synthetic=False,
    )  # fmt: skip


def world(seed: int, size: int = 70) -> World:
    """A small crowded front of three days."""
    chance = random.Random(seed)
    spots = [
        (37.0 + chance.random(), 47.5 + 0.5 * chance.random(), 72.0 * chance.random())
        for _ in range(size // 5)
    ]
    rows = tuple(
        one
        for number in range(size)
        for one in siblings(chance, detection(chance, number, spots))
    )
    corrections = []
    for _ in range(size // 12):
        old = chance.choice(rows)
        new = chance.choice([one for one in rows if one["source"] == old["source"]])
        subject = old["id"] if chance.random() < 0.7 else old["observation_id"]
        corrections.append(Correction(subject, new["id"], old["source"]))
    corrections.append(Correction("never seen", rows[0]["id"], rows[0]["source"]))
    withdrawals = [
        Withdrawal(one["id"] if chance.random() < 0.7 else one["observation_id"], one["source"])
        for one in chance.sample(rows, size // 10)
    ]
    withdrawals += [Withdrawal(rows[1]["id"], "somebody else"), Withdrawal("c0", "nobody")]
    coverage = tuple(looking(chance, number) for number in range(8))
    sources = sorted({one.source for one in coverage})
    watermarks = tuple(
        Watermark(source, START + timedelta(hours=hours))
        for source in sources
        for hours in sorted(chance.sample(range(90), 3))
    )
    table = pa.Table.from_pylist(list(rows), DETECTION_SCHEMA)
    return World(
        rows, tuple(corrections), tuple(withdrawals), coverage, watermarks, model_for(table)
    )


def standing_ids(told: Told) -> set[str]:
    """The ids that stand, by the rules as a reader would apply them to the whole list."""
    by_id = {one["id"]: one for one in told.rows}

    def meant(subject: str) -> set[str]:
        if subject in by_id:
            return {subject}
        return {id_ for id_, one in by_id.items() if one["observation_id"] == subject}

    edges = {}
    for fact in told.corrections:
        old, new = meant(fact.replaces), meant(fact.by)
        if old and new and {by_id[id_]["source"] for id_ in old | new} == {fact.source}:
            edges[fact] = {(a, b) for a in old for b in new}
    arrows = {pair for own in edges.values() for pair in own}

    def reaches(a: str, b: str) -> bool:
        seen, ahead = set(), {a}
        while ahead:
            seen |= ahead
            ahead = {y for x, y in arrows if x in ahead} - seen
        return b in seen

    replaced = {
        a for own in edges.values() if not any(reaches(b, a) for a, b in own) for a, _ in own
    }
    gone = {
        id_
        for fact in told.withdrawals
        for id_ in meant(fact.subject)
        if by_id[id_]["source"] == fact.source
    }
    return set(by_id) - replaced - gone


@dataclass(frozen=True)
class Told:
    """What was delivered so far, as plain lists."""

    rows: tuple[dict[str, Any], ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    watermarks: tuple[Watermark, ...] = ()
    groups: tuple[tuple[int, str, str], ...] = ()


def one_shot(told: Told, model: AssociationModel) -> tuple[Incident, ...]:
    """The incidents of all that was told, solved once."""
    stands = standing_ids(told)
    best: dict[str, tuple[int, str]] = {}
    for revision, observation, group in told.groups:
        best[observation] = max(best.get(observation, (revision, group)), (revision, group))
    rows = [
        row | {"origin_group": best.get(row["observation_id"], (0, row["origin_group"]))[1]}
        for row in {one["id"]: one for one in told.rows if one["id"] in stands}.values()
    ]
    until: dict[str, datetime] = {}
    for mark in told.watermarks:
        until[mark.source] = max(until.get(mark.source, mark.until), mark.until)
    seen = [
        replace(one, time=TimeSpan(one.time.start, min(one.time.end, until[one.source])))
        for one in {record.id: record for record in told.coverage}.values()
        if one.source in until and until[one.source] > one.time.start
    ]
    table = pa.Table.from_pylist(rows, DETECTION_SCHEMA)
    return associate(table, model=model, coverage=seen)


class LiveMachine(RuleBasedStateMachine):
    """Deliveries, repeats, corrections, withdrawals and restarts in any order."""

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        self.world = world(seed)
        self.left = list(self.world.rows)
        random.Random(seed).shuffle(self.left)
        self.told = Told()
        self.configuration = Configuration(self.world.model)
        self.state: LiveState = rebuilt(self.configuration, Known())
        self.revision = 0

    def arrive(self, batch: Batch) -> Arrival:
        before = self.state
        arrival = arrived(before, batch)
        self.state = arrival.state
        receipt = arrival.receipt
        assert receipt.rows_in == receipt.stored + receipt.repeated + receipt.quarantined
        if not arrival.work.whole:
            kept = [
                label
                for label, own in before.incidents.items()
                if self.state.incidents.get(label) is own
            ]
            assert len(kept) == arrival.work.carried, "what was not touched was not solved"
        return arrival

    @precondition(lambda self: self.left)
    @rule(count=st.integers(1, 40))
    def rows(self, count: int) -> None:
        part, self.left = self.left[:count], self.left[count:]
        self.arrive(Batch(pa.Table.from_pylist(part, DETECTION_SCHEMA)))
        self.told = replace(self.told, rows=(*self.told.rows, *part))

    @precondition(lambda self: self.told.rows)
    @rule(data=st.data())
    def the_same_again(self, data: st.DataObject) -> None:
        part = data.draw(st.lists(st.sampled_from(self.told.rows), min_size=1, max_size=5))
        arrival = self.arrive(Batch(pa.Table.from_pylist(part, DETECTION_SCHEMA)))
        assert arrival.receipt.repeated == len(part)
        assert (arrival.gone, arrival.made) == ((), ())

    @rule(data=st.data())
    def corrections(self, data: st.DataObject) -> None:
        part = data.draw(st.lists(st.sampled_from(self.world.corrections), max_size=4))
        self.arrive(Batch(corrections=tuple(part)))
        self.told = replace(self.told, corrections=(*self.told.corrections, *part))

    @rule(data=st.data())
    def withdrawals(self, data: st.DataObject) -> None:
        part = data.draw(st.lists(st.sampled_from(self.world.withdrawals), max_size=4))
        self.arrive(Batch(withdrawals=tuple(part)))
        self.told = replace(self.told, withdrawals=(*self.told.withdrawals, *part))

    @rule(data=st.data())
    def looks(self, data: st.DataObject) -> None:
        seen = tuple(data.draw(st.lists(st.sampled_from(self.world.coverage), max_size=4)))
        marks = tuple(data.draw(st.lists(st.sampled_from(self.world.watermarks), max_size=3)))
        self.arrive(Batch(coverage=seen, watermarks=marks))
        self.told = replace(
            self.told,
            coverage=(*self.told.coverage, *seen),
            watermarks=(*self.told.watermarks, *marks),
        )

    @rule(data=st.data(), group=st.integers(0, 24))
    def a_copy_is_found(self, data: st.DataObject, group: int) -> None:
        ids = data.draw(
            st.lists(
                st.sampled_from([one["observation_id"] for one in self.world.rows]), max_size=3
            )
        )
        self.revision += 1
        self.arrive(Batch(groups=dict.fromkeys(ids, f"g{group}"), revision=self.revision))
        more = tuple((self.revision, id_, f"g{group}") for id_ in ids)
        self.told = replace(self.told, groups=(*self.told.groups, *more))

    @rule()
    def restart(self) -> None:
        again = rebuilt(self.configuration, self.state.known)
        assert incidents_of(again) == incidents_of(self.state)
        self.state = again

    def teardown(self) -> None:
        if hasattr(self, "state"):
            assert incidents_of(self.state) == one_shot(self.told, self.world.model)


TestLive = LiveMachine.TestCase
TestLive.settings = settings(
    max_examples=20, stateful_step_count=12, deadline=None, derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_any_order_and_batching_of_everything_ends_alike(seed: int) -> None:
    chance = random.Random(seed)
    pool = world(seed, 150)
    ends = []
    for _ in range(3):
        facts: list[Any] = [
            *pool.rows,
            *pool.corrections,
            *pool.withdrawals,
            *pool.coverage,
            *pool.watermarks,
        ]
        facts += chance.sample(facts, 40)
        chance.shuffle(facts)
        state = rebuilt(Configuration(pool.model), Known())
        while facts:
            size = chance.choice([1, 5, 30, 80])
            part, facts = facts[:size], facts[size:]
            table = pa.Table.from_pylist(
                [one for one in part if isinstance(one, dict)], DETECTION_SCHEMA
            )
            state = arrived(
                state,
                Batch(
                    table,
                    tuple(one for one in part if isinstance(one, Correction)),
                    tuple(one for one in part if isinstance(one, Withdrawal)),
                    tuple(one for one in part if isinstance(one, Watermark)),
                    tuple(one for one in part if isinstance(one, Coverage)),
                ),
            ).state
        ends.append((incidents_of(state), state.standing.idle))
    told = Told(pool.rows, pool.corrections, pool.withdrawals, pool.coverage, pool.watermarks)
    assert ends[0] == ends[1] == ends[2]
    assert ends[0][0] == one_shot(told, pool.model)
    assert max(len(one.detections) for one in ends[0][0]) > 3
