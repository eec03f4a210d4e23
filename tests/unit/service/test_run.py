from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.service.conftest import MADE

from holdfire import service
from holdfire.base.errors import BadInput
from holdfire.service.run import RunRequest, run_verification


def request(demo: service.Demo, out: Path, **more: object) -> RunRequest:
    text = demo.workspace.parent / "exercise" / "agreement.yaml"
    return RunRequest(found=service.find_agreement(str(text)), out=out, **more)  # type: ignore[arg-type] # test arguments


def test_the_same_workspace_gives_the_same_report(demo: service.Demo, tmp_path: Path) -> None:
    with service.workspace_at(demo.workspace) as opened:
        again = run_verification(opened, request(demo, tmp_path / "out"), lambda: MADE)
    assert again.report == demo.result.report
    assert again.id == demo.result.id


def test_rows_in_are_observations_and_quarantined(demo: service.Demo) -> None:
    accounting = demo.result.report["accounting"]
    assert accounting["rows_in"] == accounting["observations"] + accounting["quarantined"] > 0


def test_the_gaps_are_never_empty(demo: service.Demo) -> None:
    assert demo.result.report["gaps"]


def test_an_empty_period_is_refused(demo: service.Demo, tmp_path: Path) -> None:
    wanted = request(demo, tmp_path, start=MADE, end=MADE)
    with (
        service.workspace_at(demo.workspace) as opened,
        pytest.raises(BadInput, match="HF-9006"),
    ):
        run_verification(opened, wanted, lambda: MADE)


def test_a_run_on_nothing_is_refused(demo: service.Demo, tmp_path: Path) -> None:
    with (
        service.open_workspace(tmp_path / "w") as opened,
        pytest.raises(BadInput, match="HF-9003"),
    ):
        run_verification(opened, request(demo, tmp_path / "out"), lambda: MADE)


def test_a_day_is_compared_with_the_day_before(demo: service.Demo, tmp_path: Path) -> None:
    text = demo.workspace.parent / "exercise" / "agreement.yaml"
    with service.workspace_at(demo.workspace) as opened:
        found = service.find_agreement(str(text))
        start = datetime.fromisoformat(demo.result.report["period"]["start"])
        day = (start + timedelta(days=2)).astimezone(UTC).date().isoformat()
        result = service.report_day(opened, found, day, out=tmp_path, clock=lambda: MADE)
    assert result.report["kind"] == "daily"
    assert result.report["previous"]["incidents"] >= 0
    span = result.report["period"]
    length = datetime.fromisoformat(span["end"]) - datetime.fromisoformat(span["start"])
    assert length == timedelta(days=1)


def test_a_day_that_is_none_is_refused(demo: service.Demo, tmp_path: Path) -> None:
    found = request(demo, tmp_path).found
    with (
        service.workspace_at(demo.workspace) as opened,
        pytest.raises(BadInput, match="HF-1004"),
    ):
        service.report_day(opened, found, "2020-02-30", out=tmp_path, clock=lambda: MADE)
