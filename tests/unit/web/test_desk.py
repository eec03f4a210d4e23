from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.run_view import FakeRun, fake_run

from holdfire.web.assets import load_assets
from holdfire.web.desk import Desk
from holdfire.web.page import environment


def desk_over(folder: Path, opened: list[str | None]) -> Desk:
    def open_view(workspace: Path, run: str | None = None) -> FakeRun:
        opened.append(run)
        return fake_run(2)

    return Desk(folder, open_view, environment(), load_assets(folder))


def test_a_run_stays_open_until_the_workspace_changes(tmp_path: Path) -> None:
    (tmp_path / "control.sqlite").write_text("one", "utf-8")
    opened: list[str | None] = []
    desk = desk_over(tmp_path, opened)
    desk.run(None)
    desk.run(None)
    assert opened == [None]
    (tmp_path / "control.sqlite").write_text("longer", "utf-8")
    desk.run(None)
    assert opened == [None, None]


def test_a_workspace_without_control_file_is_asked_every_time(tmp_path: Path) -> None:
    opened: list[str | None] = []
    desk = desk_over(tmp_path, opened)
    desk.run("a")
    desk.run("a")
    assert opened == ["a", "a"]


@pytest.mark.parametrize("count", [20])
def test_runs_held_open_are_few(tmp_path: Path, count: int) -> None:
    (tmp_path / "control.sqlite").write_text("one", "utf-8")
    desk = desk_over(tmp_path, [])
    for index in range(count):
        desk.run(f"run{index}")
    assert len(desk._open) <= 8
