"""Do the tests of accord notice when it is wrong? Every mutant of the list must be killed.

The project is copied, one edit is made in the copy, and only the tests that should notice
are run there, until the first that fails. Before that the same tests must pass unedited.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from benchmarks.figure import Figure
from benchmarks.mutants import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parent.parent
PLACES = 2
SECONDS = 240
COPIED = ("src", "tests", "pyproject.toml")
LEFT_OUT = ("__pycache__", "node_modules", "browser", "static", ".hypothesis")


def _copy(place: Path) -> None:
    """The parts of the project that the tests need."""
    for name in COPIED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, place / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
        else:
            shutil.copy(path, place / name)


def _run(place: Path, tests: Sequence[str], seconds: int = SECONDS) -> tuple[str, str]:
    """``passed``, ``failed`` or ``broken`` (nothing was run), with the last lines it said."""
    env = os.environ | {
        "PYTHONPATH": f"{place / 'src'}{os.pathsep}{place}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "ACCORD_MUTANTS": "1",
        "HOLDFIRE_SHARED": os.environ.get("HOLDFIRE_SHARED", str(ROOT.parent / "shared")),
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=line", *tests]
    try:
        done = subprocess.run(
            command, cwd=place, env=env, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "failed", "did not end"
    # 2: refused while the tests were gathered, as by the check of a shipped example
    word = {0: "passed", 1: "failed", 2: "failed"}.get(done.returncode, "broken")
    return word, "\n".join(done.stdout.splitlines()[-6:])


def _judged(mutant: Mutant, places: SimpleQueue[Path]) -> tuple[str, float]:
    """``killed``, or why not (survived, not found, broken), and the seconds it took."""
    place = places.get()
    path = place / mutant.path
    text = path.read_text("utf-8")
    begun = time.perf_counter()
    try:
        if text.count(mutant.old) != 1:
            return "not found", 0.0
        edited = text.replace(mutant.old, mutant.new)
        if path.suffix == ".py":
            compile(edited, mutant.path, "exec")  # a wrong that does not even read is no mutant
        path.write_text(edited, "utf-8")
        word, _ = _run(place, mutant.tests)
        said = {"passed": "survived", "failed": "killed"}.get(word, word)
        return said, time.perf_counter() - begun
    finally:
        path.write_text(text, "utf-8")
        places.put(place)


def _sound(places: SimpleQueue[Path], mutants: Sequence[Mutant]) -> bool:
    """Without an edit every test of the list passes: else nothing below says anything."""
    place = places.get()
    files = dict.fromkeys(each for one in mutants for each in one.tests if "/" in each)
    passed, said = _run(place, ["-n", str(PLACES), *files], seconds=4 * SECONDS)
    if passed != "passed":
        print("without a mutant:", passed, said, sep="\n", flush=True)
    places.put(place)
    return passed == "passed"


def run(scale: str) -> list[Figure]:
    """All mutants at ``full``; every fifth at ``quick``."""
    chosen = MUTANTS if scale == "full" else MUTANTS[::5]
    with tempfile.TemporaryDirectory() as folder:
        places: SimpleQueue[Path] = SimpleQueue()
        for number in range(PLACES):
            place = Path(folder) / str(number)
            place.mkdir()
            _copy(place)
            places.put(place)
        sound = _sound(places, chosen)
        results: list[tuple[str, float]] = []
        with ThreadPoolExecutor(PLACES) as pool:
            judged = pool.map(lambda one: _judged(one, places), chosen)
            for mutant, (word, seconds) in zip(chosen, judged, strict=True):
                print(f"{word:10} {seconds:6.1f} s  {mutant.name}", flush=True)
                results.append((word, seconds))
    alive = [
        mutant.name
        for mutant, (word, _) in zip(chosen, results, strict=True)
        if word != "killed"
    ]
    killed = len(chosen) - len(alive)
    return [
        Figure(
            "accord_mutants.killed", "Mutants of accord killed by its tests",
            100 * killed / len(chosen), "% of mutants", "100 %", sound and not alive,
            settings=f"{killed} of {len(chosen)} killed"
            + (f"; alive: {', '.join(alive)}" if alive else "")
            + ("" if sound else "; some tests fail without a mutant"),
        )
    ]  # fmt: skip
