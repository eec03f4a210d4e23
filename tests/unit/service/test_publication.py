"""What is current is what the last run of the period found; publishing twice is once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from holdfire import service
from holdfire.base.instant import TimeSpan
from holdfire.incidents import Incident
from holdfire.service.ledger import Ledger
from holdfire.service.publication import Publication, publication_of

AT = "2026-01-01T00:00:00+00:00"

pytestmark = pytest.mark.parametrize("stores", ["embedded", "folder"], indirect=True)


@pytest.fixture
def ledger(workspace: Path) -> Iterator[Ledger]:
    with service.open_workspace(workspace) as opened:
        yield opened.ledger


@pytest.fixture
def found(demo: service.Demo) -> tuple[Incident, ...]:
    return service.run_view(demo.workspace, demo.result.id).incidents[:6]


def whole(*incidents: Incident) -> TimeSpan:
    return TimeSpan(
        min(i.time.start for i in incidents),
        max(i.time.end for i in incidents) + timedelta(seconds=1),
    )


def made(incidents: tuple[Incident, ...], period: TimeSpan, run: str = "r") -> Publication:
    return publication_of(incidents, configuration="c", run=run, at=AT, period=period)


def names(ledger: Ledger) -> list[str]:
    return sorted(str(row["id"]) for row in ledger.current())


def test_the_same_again_is_published_once(ledger: Ledger, found: tuple[Incident, ...]) -> None:
    period = whole(*found)
    assert ledger.publish(made(found, period)) == (6, 0)
    assert ledger.publish(made(found[::-1], period, "r2")) == (0, 0)
    assert names(ledger) == sorted(i.id for i in found)
    assert ledger.length() == 1


def test_what_is_found_no_longer_goes_and_may_come_back(
    ledger: Ledger, found: tuple[Incident, ...]
) -> None:
    period = whole(*found)
    ledger.publish(made(found, period))
    changed = (replace(found[0], flags=("x",)), *found[1:5])
    assert ledger.publish(made(changed, period, "r2")) == (1, 2)
    assert names(ledger) == sorted(i.id for i in changed)
    assert ledger.publish(made(found, period, "r3")) == (2, 1)
    assert names(ledger) == sorted(i.id for i in found)
    assert ledger.check_log() == 3


def test_another_period_is_left_alone(ledger: Ledger, found: tuple[Incident, ...]) -> None:
    period = whole(*found)
    ledger.publish(made(found, period))
    later = TimeSpan(period.end + timedelta(days=1), period.end + timedelta(days=2))
    assert ledger.publish(made((), later)) == (0, 0)
    assert ledger.publish(made(found, later)) == (0, 0), "they are not of that period"
    assert len(ledger.current()) == 6
    assert ledger.publish(made((), period)) == (0, 6)
    assert ledger.current() == ()


def test_another_configuration_replaces(ledger: Ledger, found: tuple[Incident, ...]) -> None:
    period = whole(*found)
    ledger.publish(made(found, period))
    other = replace(made(found, period), configuration="d")
    assert ledger.publish(other) == (6, 6)
    assert len(ledger.current()) == 6


def test_a_box_finds_points_and_its_border(ledger: Ledger, found: tuple[Incident, ...]) -> None:
    ledger.publish(made(found, whole(*found)))
    region = next(i.region for i in found if i.region is not None)
    lon, lat = region.lon, region.lat
    here = [i.id for i in found if i.region is not None and i.region.lon == lon]
    assert [r["id"] for r in ledger.current((lon, lat, lon, lat))] == here
    assert ledger.current((lon + 90, lat, lon + 91, lat)) == ()


def test_the_record_says_what_the_incident_says(
    ledger: Ledger, found: tuple[Incident, ...]
) -> None:
    ledger.publish(made(found[:1], whole(*found)))
    (row,) = ledger.current()
    assert row["detections"] == list(found[0].detections)
    assert datetime.fromisoformat(row["t_start"]).astimezone(UTC) == found[0].time.start
    assert row["existence"] == found[0].existence.value


def test_a_run_publishes_unless_it_left_files_out(demo: service.Demo, stores: object) -> None:
    with service.workspace_at(demo.workspace) as opened:
        current = opened.ledger.current()
    assert {row["id"] for row in current} == {
        i.id for i in service.run_view(demo.workspace, demo.result.id).incidents
    }
