"""kill -9 at any moment: nothing acknowledged is lost and the workspace opens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from holdfire import service

HEADER = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,"
    "version,bright_ti5,frp,daynight"
)
# Takes in one file after another and says each acknowledged one on its own flushed line.
WRITER = """
import sys
from pathlib import Path
from holdfire import service
folder, workspace = Path(sys.argv[1]), Path(sys.argv[2])
with service.open_workspace(workspace) as opened:
    for path in sorted(folder.glob("*.csv")):
        service.take_in(
            opened, service.find_data_files([path]), service.IntakeOptions(), service.utc_now
        )
        print(path.name, flush=True)
"""


def write_files(folder: Path, count: int) -> None:
    folder.mkdir()
    for index in range(count):
        rows = [
            f"48.{index:03d},37.{row:03d},300.1,0.4,0.4,2022-09-01,{row:04d},N,nominal,2.0NRT,"
            "280.1,1.5,N"
            for row in range(50)
        ]
        (folder / f"{index:03d}.csv").write_text("\n".join([HEADER, *rows, ""]))


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.4])
def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path, after: float) -> None:
    write_files(tmp_path / "data", 60)
    workspace = tmp_path / "w"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "data"), str(workspace)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    first = writer.stdout.readline().strip()
    time.sleep(after)
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged = [first, *writer.stdout.read().split()]
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL, "the writer was killed in the middle of its work"
    with service.workspace_at(workspace) as opened:
        stored = {file.name: file for file in opened.ledger.files()}
    assert set(acknowledged) <= set(stored)
    assert {file.rows_in for file in stored.values()} == {50}
    checks = service.examine(workspace, sweep=True)
    assert all(check.ok for check in checks), checks
    # The work goes on where it stopped, and ends where an undisturbed run would.
    with service.open_workspace(workspace) as opened:
        taken = service.take_in(
            opened,
            service.find_data_files([tmp_path / "data"]),
            service.IntakeOptions(),
            service.utc_now,
        )
    assert taken.rows_in == 60 * 50
    assert taken.already == len(stored)
