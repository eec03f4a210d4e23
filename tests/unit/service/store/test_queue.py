from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import Stale
from holdfire.service.store import sqlite
from holdfire.service.store.queue import turn

_HOLD = """
import sys, time
from pathlib import Path
from holdfire.service.store.queue import turn
with turn(Path(sys.argv[1]), 0.0) as ours:
    print(ours, flush=True)
    time.sleep(600)
"""


def test_one_at_a_time_and_nobody_is_left_out(tmp_path: Path) -> None:
    inside: list[int] = []

    def write(number: int) -> int:
        done = 0
        for _ in range(20):
            with turn(tmp_path / "q", 60.0) as ours:
                assert ours
                inside.append(number)
                assert inside == [number], "two are inside"
                inside.pop()
                done += 1
        return done

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(write, range(4))) == [20] * 4


def test_the_turn_of_a_killed_process_ends(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path / "q")], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == b"True\n"
        with turn(tmp_path / "q", 0.0) as ours:
            assert not ours
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with turn(tmp_path / "q", 0.0) as ours:
        assert ours


def test_a_writer_that_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_S", 0.0)
    one, two = (sqlite.SqliteDatabase(tmp_path / "c") for _ in range(2))
    with one.transaction():
        one.change("INSERT INTO affiliations VALUES ('s', 'a')")
        with pytest.raises(Stale) as caught, two.transaction():
            pass
    assert caught.value.code == Code.WORKSPACE_BUSY
    with two.transaction():
        assert list(two.rows("SELECT seal FROM affiliations")) == [("s",)]
    one.close()
    two.close()
