"""Facts first, effects once: through restarts, repeats and kills."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.errors import BadInput
from holdfire.base.instant import micros
from holdfire.detections import DETECTION_SCHEMA
from holdfire.incidents import associate
from holdfire.incidents.live import (
    Batch,
    Correction,
    EditStatus,
    StepKind,
    Watermark,
    Withdrawal,
    incidents_of,
)
from holdfire.service.live import (
    edit_incidents,
    history_fields,
    history_lines,
    open_live,
    shown_fields,
    shown_lines,
)
from holdfire.service.live.follower import LIVE_FILE
from holdfire.service.live.store import LiveStore

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)


def clock() -> datetime:
    return datetime(2025, 4, 1, tzinfo=UTC)


def detection(name: str, *, north_km: float = 0.0, hours: float = 0.0) -> dict[str, Any]:
    at = micros(NOON) + round(hours * 3_600_000_000)
    return {
        "id": f"{name}.0", "observation_id": name, "detector": "d", "source": f"s{name[0]}",
        "modality": "array", "synthetic": False, "origin_group": name, "t_start": at, "t_end": at,
        "time_basis": "utc", "sigma_s": 60.0, "place_kind": "point", "lon": 37.8,
        "lat": 48.0 + north_km / 111.2, "cov_ee_m2": 1e6, "cov_en_m2": 0.0, "cov_nn_m2": 1e6,
        "phenomenon": "explosion", "attributes": "{}", "exists": 0.5, "exists_low": 0.3,
        "exists_high": 0.8, "calibrated": False, "flags": "",
    }  # fmt: skip


def batch(*rows: dict[str, Any], **more: Any) -> Batch:
    return Batch(pa.Table.from_pylist(list(rows), DETECTION_SCHEMA), **more)


BATCHES = (
    batch(detection("a1"), detection("b1", north_km=0.3), detection("c1", north_km=80.0)),
    batch(detection("c2", north_km=80.2), detection("a2", hours=30.0)),
    batch(
        corrections=(Correction("a2.0", "a3.0", "sa"),),
        withdrawals=(Withdrawal("b1", "sb", "a drill"),),
        watermarks=(Watermark("sa", NOON),),
    ),
    batch(detection("a3", hours=31.0), detection("d1", north_km=80.1)),
)


def effects(folder: Path) -> tuple[Any, ...]:
    """Everything that was published, without the clock and the order inside a batch."""
    store = LiveStore(folder / LIVE_FILE)
    numbers = store.numbers()
    every = sorted([*numbers.held, *numbers.ended])
    told = (
        sorted((content, version) for _, content, version, _ in store.publications()),
        {number: (held.detections, held.content) for number, held in numbers.held.items()},
        {n: [(e.kind, e.before, e.after, e.others) for e in store.history(n)] for n in every},
        store.mark(),
        [(one.id, one.receipt.rows_in) for one in store.stored()],
    )
    store.close()
    return told


def test_a_restart_between_any_two_batches_changes_nothing(tmp_path: Path) -> None:
    for name in ("one", "many"):
        (tmp_path / name).mkdir()
    with open_live(tmp_path / "one", clock) as follower:
        for one in BATCHES:
            follower.take(one)
        whole = incidents_of(follower.state)
        model = follower.state.configuration.model
    for one in BATCHES:
        with open_live(tmp_path / "many", clock) as follower:
            follower.take(one)
            again = incidents_of(follower.state)
    assert again == whole
    assert effects(tmp_path / "one") == effects(tmp_path / "many")
    rows = [detection("a1"), detection("c1", north_km=80.0), detection("c2", north_km=80.2)]
    rows += [detection("a3", hours=31.0), detection("d1", north_km=80.1)]
    assert whole == associate(pa.Table.from_pylist(rows, DETECTION_SCHEMA), model=model)


def test_the_same_batch_again_publishes_nothing(tmp_path: Path) -> None:
    with open_live(tmp_path, clock) as follower:
        assert follower.take(BATCHES[0]).published == 2
        before = effects(tmp_path)
        again = follower.take(BATCHES[0])
        assert (again.again, again.published, again.receipt.repeated) == (True, 0, 3)
    assert effects(tmp_path) == before


_CHILD = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import test_follower as t
from holdfire.service.live import open_live
folder, at, step = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
where = [0]
def progress(label, done, total):
    if where[0] == at and done == step:
        os.kill(os.getpid(), signal.SIGKILL)
with open_live(folder, t.clock, progress=progress) as follower:
    for where[0], one in enumerate(t.BATCHES):
        follower.take(one)
"""


@pytest.mark.parametrize(
    ("at", "step"), [(0, 1), (0, 2), (1, 1), (1, 2), (2, 2), (3, 2), (3, 3)]
)
def test_a_kill_between_any_two_steps_loses_nothing_and_doubles_nothing(
    tmp_path: Path, at: int, step: int
) -> None:
    plain, killed = tmp_path / "plain", tmp_path / "killed"
    for folder in (plain, killed):
        folder.mkdir()
    with open_live(plain, clock) as follower:
        for one in BATCHES:
            follower.take(one)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(Path(__file__).parent), str(killed), str(at), str(step)],
        check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    store = LiveStore(killed / LIVE_FILE)
    kept = len(store.stored())
    store.close()
    assert kept == at + (step >= 2), "what was acknowledged is there"
    for _ in range(2):
        with open_live(killed, clock) as follower:
            for one in BATCHES:
                follower.take(one)
    assert effects(killed) == effects(plain)


def test_numbers_lineage_and_edits_are_told(tmp_path: Path) -> None:
    with open_live(tmp_path, clock) as follower:
        follower.take(batch(detection("a1"), detection("b1", north_km=12.0)))
        one, two = follower.shown()
        edit, status = edit_incidents(
            follower, "merge", ["1", "2"], author="analyst 7", reason="one salvo"
        )
        assert status is EditStatus.APPLIED
        (both,) = follower.shown()
        told = shown_fields(both, follower)
        assert [own["existence"]["value"] for own in told["as_solved"]] == [0.5, 0.5]
        assert told["edits"][0]["author"] == "analyst 7"
        assert json.loads(json.dumps(told)) == told
        assert any("one salvo" in line for line in shown_lines(both, follower))
    with open_live(tmp_path, clock) as follower:
        assert follower.shown() == (both,), "an edit outlives the program"
        edit_incidents(follower, "undo", [edit.id[:8]], author="analyst 8", reason="two")
        assert [own.incident for own in follower.shown()] == [one.incident, two.incident]
        assert [own.number for own in follower.shown()] == [1, 2]
        lost = ({1, 2} - {both.number}).pop()
        kinds = [step["kind"] for step in history_fields(follower, lost)["steps"]]
        assert kinds == ["first", "merged", "returned"]
        lines = "\n".join(history_lines(follower, lost))
        assert "merged into" in lines
        assert edit.id[:12] in lines
        assert follower.store.history(both.number)[0].kind is StepKind.FIRST


def test_a_split_through_the_store(tmp_path: Path) -> None:
    with open_live(tmp_path, clock) as follower:
        follower.take(batch(detection("a1"), detection("b1", north_km=0.1)))
        (one,) = follower.shown()
        edit_incidents(follower, "split", ["1", "b1.0"], author="x", reason="two barrels")
        assert [own.incident.detections for own in follower.shown()] == [("a1.0",), ("b1.0",)]
        follower.take(batch(withdrawals=(Withdrawal("b1", "sb"),)))
        assert dict(follower.overlay.status)[follower.log[0].id] is EditStatus.IDLE
        assert one.number == 1


def test_wrong_names_are_refused_with_a_code(tmp_path: Path) -> None:
    with open_live(tmp_path, clock) as follower:
        follower.take(BATCHES[0])
        for call, code in (
            (lambda: follower.show(99), "HF-9070"),
            (lambda: history_fields(follower, 99), "HF-9070"),
            (
                lambda: edit_incidents(follower, "undo", ["abcd"], author="x", reason="y"),
                "HF-9072",
            ),
            (
                lambda: edit_incidents(follower, "merge", ["1", "99"], author="x", reason="y"),
                "HF-9070",
            ),
        ):
            refused(call, code)


def refused(call: Callable[[], object], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        call()


def test_renewing_the_model_is_a_new_version_and_is_told(tmp_path: Path) -> None:
    with open_live(tmp_path, clock) as follower:
        follower.take(BATCHES[0])
        first = follower.state.configuration.version
        follower.take(BATCHES[1])
        assert follower.state.configuration.version == first, "no silent drift"
        work = follower.renew()
        assert work.whole
        second = follower.state.configuration.version
        assert second != first
        steps = follower.store.history(1)
        assert steps[-1].cause["new_configuration"]
    with open_live(tmp_path, clock) as follower:
        assert follower.state.configuration.version == second
        assert [one[0] for one in follower.store.configurations()] == [first, second]
