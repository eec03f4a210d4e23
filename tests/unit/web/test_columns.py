from __future__ import annotations

import shapely
from tests.fakes.run_view import FakeRun

from holdfire.web.columns import incident_columns
from holdfire.web.mapdrawing import shape_of

ROWS = (
    "id", "lon", "lat", "major_m", "minor_m", "angle_deg", "t0", "t1", "kind", "p", "source",
    "zone", "clause", "alleged", "origins", "modalities", "text",
)  # fmt: skip


def test_every_column_has_one_entry_for_each_incident(run: FakeRun) -> None:
    columns = incident_columns(run)
    assert {len(columns[name]) for name in ROWS} == {len(run.incidents)}


def test_rows_come_in_order_of_time(run: FakeRun) -> None:
    columns = incident_columns(run)
    assert columns["t0"] == sorted(columns["t0"])


def test_words_are_referred_to_by_their_place(run: FakeRun) -> None:
    columns = incident_columns(run)
    for index, name in enumerate(columns["id"]):
        item = run.incident(name)
        assert item is not None
        assert sorted(columns["sources"][at] for at in columns["source"][index]) == sorted(
            item.sources
        )


def test_a_zone_holds_an_incident_with_more_than_half_its_weight(run: FakeRun) -> None:
    """Against the zone's own polygon, node by node."""
    columns = incident_columns(run)
    zone = next(s for s in run.agreement.shapes if s.name == "zone_of_separation")
    for index, name in enumerate(columns["id"]):
        item = run.incident(name)
        if item is None or item.region is None:
            continue
        weight = sum(
            w
            for lon, lat, w in item.region.nodes
            if shape_of(zone).contains(shapely.Point(lon, lat))
        )
        held = "zone_of_separation" in [columns["zones"][z] for z in columns["zone"][index]]
        assert held == (weight > 0.5)


def test_only_incidents_behind_an_alleged_violation_are_ringed(run: FakeRun) -> None:
    columns = incident_columns(run)
    ringed = {i for i, a in zip(columns["id"], columns["alleged"], strict=True) if a}
    behind = {
        incident
        for reading in run.report["readings"]
        for clause in reading["clauses"]
        if clause["verdict"] == "violated"
        for incident in clause["incidents"]
    }
    assert ringed == behind
