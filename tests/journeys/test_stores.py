"""The same story on every store: take in, run, report, list, copy; and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.fakes.page_client import PageClient
from tests.servers.fixtures import Stores

from holdfire import service
from holdfire.cli.program import run_program
from holdfire.web import create

Run = Callable[..., dict[str, Any]]
# When it was made and where its files lie are the only things two runs may differ in.
TABLES = ("incidents", "detections", "coverage", "quarantine")


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("exercise")
    service.make_exercise("minsk-like", seed=5, days=3, out=folder)
    return folder


def ran(run_report: Run, exercise: Path, workspace: Path, out: Path) -> dict[str, Any]:
    arguments = (exercise / "agreement.yaml", "--data", exercise / "observations")
    report = run_report(out, *arguments, "--workspace", workspace)
    del report["made_at"]
    return report


@pytest.fixture(scope="module")
def plain(
    run_report: Run, exercise: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Path]:
    """What an embedded workspace gives."""
    folder = tmp_path_factory.mktemp("plain")
    return ran(run_report, exercise, folder / "w", folder / "out"), folder / "out"


@pytest.mark.parametrize("stores", ["bucket", "folder"], indirect=True)
def test_the_main_job_on_a_server_is_the_main_job(
    stores: Stores,
    exercise: Path,
    plain: tuple[dict[str, Any], Path],
    run_report: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    workspace = stores.make(tmp_path / "w")
    report, out = ran(run_report, exercise, workspace, tmp_path / "out"), tmp_path / "out"
    assert report == plain[0]
    for name in TABLES:
        there = pq.read_table(out / f"{name}.parquet")
        assert there.equals(pq.read_table(plain[1] / f"{name}.parquet")), name
    # Anyone with the file that names the server sees the run; nothing of it lies there.
    other = tmp_path / "other"
    other.mkdir()
    (other / "workspace.yaml").write_bytes((workspace / "workspace.yaml").read_bytes())
    for path in out.iterdir():
        path.unlink()
    capsys.readouterr()
    assert run_program(["incidents", "list", "--workspace", str(other), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == report["accounting"]["incidents"]
    client = PageClient(create(other, static=tmp_path / "static"))
    for page in ("/incidents.json", f"/incidents/{listed[0]['id']}", "/reports/report.json"):
        assert client.get(page).status_code == 200, page
    day = str(report["period"]["start"])[:10]
    arguments = ["report", "daily", str(exercise / "agreement.yaml"), "--date", day]
    assert (
        run_program([*arguments, "--workspace", str(other), "--out", str(tmp_path / "d")]) == 0
    )
    capsys.readouterr()
    assert run_program(["doctor", "--workspace", str(other), "--json"]) == 0
    checks = {row["check"]: row["said"] for row in json.loads(capsys.readouterr().out)}
    assert "PostGIS" in checks["database"]
    assert checks["left-overs"] == "none"
    with service.open_workspace(other) as opened:
        assert len(opened.ledger.current()) > 0


@pytest.mark.parametrize("stores", ["bucket"], indirect=True)
def test_a_workspace_moves_to_a_server_and_back(
    stores: Stores,
    exercise: Path,
    run_report: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, server, back = tmp_path / "w", stores.make(tmp_path / "server"), tmp_path / "back"
    report = ran(run_report, exercise, source, tmp_path / "out")
    said = []
    for here, there in ((source, server), (server, back)):
        capsys.readouterr()
        arguments = ["doctor", "--workspace", str(here), "--copy-to", str(there)]
        assert run_program([*arguments, "--quiet", "--json"]) == 0
        said.append(json.loads(capsys.readouterr().out))
        assert run_program(["doctor", "--workspace", str(there)]) == 0
    assert said[0] == said[1]
    assert said[0]["rows"] == report["accounting"]["rows_in"]
    again = ran(run_report, exercise, back, tmp_path / "again")
    assert again == report, "the moved workspace knows the files and gives the same report"
    with service.open_workspace(back) as opened:
        assert len(opened.ledger.files()) == said[0]["files"]


@pytest.mark.parametrize(
    ("text", "code", "leaves"),
    [
        ("database: postgresql://w:opensesame@db/h\nobjects: o\n", "HF-9040", 3),
        (
            "database: postgresql://w@/h?host=/nowhere&password=opensesame\nobjects: o\n",
            "HF-9040",
            3,
        ),
        ("database: postgresql://w@/h?host=/nowhere\nobjects: o\n", "HF-9041", 4),
    ],
)
def test_a_server_that_cannot_be_used_is_said_without_secrets(
    text: str, code: str, leaves: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "workspace.yaml").write_text(text)
    assert run_program(["doctor", "--workspace", str(tmp_path)]) == leaves
    said = capsys.readouterr()
    assert code in said.err
    assert "opensesame" not in said.err + said.out


def test_a_copy_needs_its_source(tmp_path: Path) -> None:
    assert run_program(["doctor", "--copy-to", str(tmp_path / "t")]) == 2
    assert (
        run_program(["doctor", "--workspace", str(tmp_path), "--copy-to", str(tmp_path)]) == 3
    )
