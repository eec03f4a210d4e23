"""The three shared rules: verdicts as MonPoly and VeriMon give them, line for line."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from holdfire.cli.program import run_program

HEAVY = (
    "seen(w,c,d,s) AND c > 100 AND d < 25000 AND (ONCE[14d,*) dday())"
    " AND NOT (ONCE[0,7d] inspected(s))"
)
REMEDY = (
    "finding(f) AND NOT (EVENTUALLY[0,72h] remedied(f))"
    " AND NOT (EVENTUALLY[72h,73h] escalated(f))"
)
DAY, HOUR = 86_400, 3_600


@pytest.mark.parametrize("rule", ["r1", "r2", "r3"])
def test_line_for_line(
    shared_data: Path, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "accord_rules"
    arguments = [f"{folder / rule}.mfotl", f"{folder / 'l.log'}", "--signature"]
    assert run_program(["accord", "monitor", *arguments, f"{folder / 's.sig'}"]) == 0
    assert capsys.readouterr().out == (folder / f"{rule}.expected").read_text("utf-8")


@pytest.mark.parametrize("rule", ["r1", "r2", "r3"])
def test_any_order_of_arrival(
    shared_data: Path, tmp_path: Path, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "accord_rules"
    log = tmp_path / "reversed.log"
    log.write_text(
        "\n".join(reversed((folder / "l.log").read_text("utf-8").splitlines())), "utf-8"
    )
    run_program(["accord", "monitor", f"{folder / rule}.mfotl", str(log), "--unordered"])
    assert capsys.readouterr().out == (folder / f"{rule}.expected").read_text("utf-8")


@pytest.mark.parametrize(
    ("shipped", "rule"),
    [
        ("heavy-weapons", "r1"),
        ("grave-breach-activation", "r2"),
        ("grave-breach-remedy", "r3"),
    ],
)
def test_the_shipped_rules_in_the_clause_language_say_the_same(
    shared_data: Path, shipped: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "accord_rules"
    with as_file(files("holdfire.agreement.accord.norms") / "examples") as examples:
        arguments = [f"{examples / shipped}.accord", f"{folder / 'l.log'}", "--signature"]
        assert run_program(["accord", "monitor", *arguments, f"{folder / 's.sig'}"]) == 0
    assert capsys.readouterr().out == (folder / f"{rule}.expected").read_text("utf-8")


def said(rule: str, log: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (folder / "rule.mfotl").write_text(rule, "utf-8")
    (folder / "events.log").write_text(log, "utf-8")
    assert (
        run_program(
            ["accord", "monitor", str(folder / "rule.mfotl"), str(folder / "events.log")]
        )
        == 0
    )
    return capsys.readouterr().out


@pytest.mark.parametrize(("day", "second", "flagged"), [(14, -1, 0), (14, 0, 1), (14, 1, 1)])
def test_exactly_fourteen_days(
    day: int, second: int, flagged: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stamp = day * DAY + second
    out = said(HEAVY, f'@0 dday()\n@{stamp} seen("w",152,9000,"none")', tmp_path, capsys)
    assert bool(out) == flagged


@pytest.mark.parametrize(("second", "flagged"), [(-1, 0), (0, 0), (1, 1)])
def test_exactly_seven_days_after_an_inspection(
    second: int, flagged: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = (
        f'@0 dday()\n@{20 * DAY} inspected("S7")\n@{27 * DAY + second} seen("w",152,9000,"S7")'
    )
    assert bool(said(HEAVY, log, tmp_path, capsys)) == flagged


@pytest.mark.parametrize(
    ("act", "after", "flagged"),
    [
        ("remedied", 72 * HOUR, 0),
        ("remedied", 72 * HOUR + 1, 1),
        ("escalated", 72 * HOUR - 1, 1),
        ("escalated", 72 * HOUR, 0),
        ("escalated", 73 * HOUR, 0),
        ("escalated", 73 * HOUR + 1, 1),
    ],
)
def test_exactly_seventy_two_and_seventy_three_hours(
    act: str, after: int, flagged: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = f'@100 finding("F")\n@{100 + after} {act}("F")\n@{100 * DAY} tick()'
    assert bool(said(REMEDY, log, tmp_path, capsys)) == flagged


def test_an_unknown_inspection_leaves_it_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = f'@0 dday()\n@{20 * DAY} ?inspected("S7")\n@{21 * DAY} seen("w",152,9000,"S7")'
    out = said(HEAVY, log, tmp_path, capsys)
    assert out == f'@{21 * DAY} (time point 2): undetermined ("w",152,9000,"S7")\n'
