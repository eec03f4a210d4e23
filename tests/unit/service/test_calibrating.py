"""A workspace is measured once, and a file that was touched is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.service.conftest import MADE

from holdfire import service
from holdfire.base.errors import BadInput
from holdfire.service.calibrating import CalibrationRequest, calibrate, find_parameters


@pytest.fixture(scope="module")
def measured(demo: service.Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("measured") / "parameters.yaml"
    with service.workspace_at(demo.workspace) as opened:
        record = calibrate(opened, CalibrationRequest((), out), lambda: MADE)
    assert find_parameters(out) == record
    assert record.measurement.synthetic
    return out


def test_never_overwritten(demo: service.Demo, measured: Path) -> None:
    before = measured.read_bytes()
    with (
        service.workspace_at(demo.workspace) as opened,
        pytest.raises(BadInput, match="HF-5032"),
    ):
        calibrate(opened, CalibrationRequest((), measured), lambda: MADE)
    assert measured.read_bytes() == before


def test_a_file_that_was_touched_is_refused(measured: Path, tmp_path: Path) -> None:
    text = measured.read_text("utf-8").replace("detections: ", "detections: 1")
    (tmp_path / "changed.yaml").write_text(text, "utf-8")
    with pytest.raises(BadInput, match="HF-5030"):
        find_parameters(tmp_path / "changed.yaml")
    with pytest.raises(BadInput, match="HF-5030"):
        find_parameters(tmp_path / "none.yaml")


def test_nothing_to_measure(tmp_path: Path) -> None:
    with (
        service.open_workspace(tmp_path / "w") as opened,
        pytest.raises(BadInput, match="HF-9003"),
    ):
        calibrate(opened, CalibrationRequest((), tmp_path / "p.yaml"), lambda: MADE)
    assert not (tmp_path / "p.yaml").exists()
