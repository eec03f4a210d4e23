from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from holdfire.cli.program import run_program


def monitor(folder: Path, rule: str, log: str, *options: str, name: str = "rule.mfotl") -> int:
    (folder / name).write_text(rule, "utf-8")
    (folder / "events.log").write_text(log, "utf-8")
    return run_program(
        ["accord", "monitor", str(folder / name), str(folder / "events.log"), *options]
    )


def test_values_print_one_line_for_every_time_point(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = monitor(tmp_path, "P() AND Q()", "@1 P()\n@3 P() ?Q()\n@4\n@4 P() Q()", "--values")
    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "@1 (time point 0): false",
        "@3 (time point 1): undetermined",
        "@4 (time point 2): false",
        "@4 (time point 3): true",
    ]


def test_values_of_a_future_rule_come_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule, log = "EVENTUALLY[0,5] Q()", "@0\n@1 Q()\n@9"
    monitor(tmp_path, rule, log, "--values")
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["true", "true", "false"]
    monitor(tmp_path, rule, log, "--values", "--incomplete")
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["true", "true", "undetermined"]


def test_a_closed_rule_says_true_where_it_is_violated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monitor(tmp_path, "P() AND Q()", "@1 P()\n@3 P() ?Q()\n@4 P() Q()")
    assert capsys.readouterr().out.splitlines() == [
        "@3 (time point 1): undetermined",
        "@4 (time point 2): true",
    ]


def test_rows_are_sorted_and_unknown_rows_stand_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monitor(tmp_path, "r(x,n) AND NOT q(n)", '@1 r("b",2) r("a",10) r("a",9) r("c",1) ?q(1)')
    assert capsys.readouterr().out.splitlines() == [
        '@1 (time point 0): ("a",9) ("a",10) ("b",2)',
        '@1 (time point 0): undetermined ("c",1)',
    ]


def test_the_clause_language_counts_in_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "seen(u) and not once[0,1d] inspected(u)"
    log = '@0 inspected("a")\n@86400 seen("a")\n@86401 seen("a")'
    assert monitor(tmp_path, rule, log, name="rule.txt") == 0
    assert capsys.readouterr().out == '@86401 (time point 2): ("a")\n'


def test_json_is_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monitor(tmp_path, "p(x)", '@1 p("a") ?p("b")', "--json")
    assert json.loads(capsys.readouterr().out) == {
        "stamp": 1,
        "time_point": 0,
        "violated": [["a"]],
        "undetermined": [["b"]],
    }


@pytest.mark.parametrize(
    ("rule", "log", "options", "said"),
    [
        ("p(x) AND NOT q(y)", "@1 p(1)", (), "y"),
        ("p(x", "@1 p(1)", (), "line 1, column"),
        ("P() AND EVENTUALLY Q()", "@1 P()", (), "without an end"),
        ("p(x)", "@2 p(1)\n@1 p(1)", (), "line: 2|line 2"),
        ("p(x)", "@2 p(1)\n@x p(1)", (), "line 2"),
        ("p(x)", "@2 p(1,2)", (), "p has 2 arguments"),
        ("p(x)", "@2 p(1) ?p(1)", (), "different marks"),
        ("p(x)", "@2 p(1)", ("--values",), "free variables"),
        ("p(x)", "@2 -p(1)", (), "no earlier line says it"),
        ("p(x)", "@9 p(1)\n@2 p(1)", ("--lateness", "3"), "more than 3 behind 9"),
    ],
)
def test_what_is_refused_is_refused_by_name(
    rule: str,
    log: str,
    options: tuple[str, ...],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert monitor(tmp_path, rule, log, *options) == 3
    printed = capsys.readouterr().err
    assert re.search(said, printed), printed
    assert "next:" in printed


def test_a_signature_is_held_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signature = tmp_path / "events.sig"
    signature.write_text("p(x:int)\n", "utf-8")
    assert monitor(tmp_path, "p(x)", "@1 q(1)", "--signature", str(signature)) == 3
    assert "q is not in the signature" in capsys.readouterr().err
    assert monitor(tmp_path, "p(x,y)", "@1 p(1)", "--signature", str(signature)) == 3
    assert "p has 2 arguments" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_program(["accord", "monitor", str(tmp_path / "no.mfotl"), "-"]) == 3
    assert "no.mfotl" in capsys.readouterr().err


def test_a_log_that_goes_on_is_read_from_where_it_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule, state = "q(x) AND NOT ONCE[0,5] p(x)", ("--state", str(tmp_path / "state"))
    monitor(tmp_path, rule, "@1 q(1)\n@2 p(1)\n", *state)
    assert capsys.readouterr().out == "@1 (time point 0): (1)\n"
    monitor(tmp_path, rule, "@1 q(1)\n@2 p(1)\n@3 q(1)\n@9 q(1)\n", *state)
    assert capsys.readouterr().out == "@9 (time point 3): (1)\n"
    monitor(tmp_path, rule, "@20 q(2)\n", *state)
    assert capsys.readouterr().out == "@20 (time point 4): (2)\n"
    assert monitor(tmp_path, "q(x)", "@30 q(2)\n", *state) == 3
    assert "another rule" in capsys.readouterr().err


def test_a_late_fact_corrects_what_was_said_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "q(x) AND NOT ONCE[0,5] p(x)"
    options = ("--lateness", "2", "--state", str(tmp_path / "state"))
    monitor(tmp_path, rule, "@4 q(1)\n@99 q(2)\n", *options)
    capsys.readouterr()
    monitor(tmp_path, rule, "@3 p(1)\n", *options)
    line = "@4: corrected (1) from violated to not violated because of p(1)\n"
    assert capsys.readouterr().out == line
    monitor(tmp_path, rule, "@3 -p(1)\n", *options)
    line = "@4: corrected (1) from not violated to violated because of p(1)\n"
    assert capsys.readouterr().out == line


def test_a_killed_monitor_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    """Killed in the middle three times: nothing is missing, nothing is said otherwise."""
    chance = random.Random(11)
    lines = [
        f"@{stamp} {chance.choice('pq')}({chance.randrange(50)})" for stamp in range(30_000)
    ]
    (tmp_path / "rule.mfotl").write_text("q(x) AND NOT ONCE[0,100] p(x)", "utf-8")
    (tmp_path / "events.log").write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "holdfire", "accord", "monitor"]
    command += [str(tmp_path / "rule.mfotl"), str(tmp_path / "events.log")]
    whole = subprocess.run(command, capture_output=True, text=True, check=True)
    said: list[str] = []
    kept = [*command, "--state", str(tmp_path / "state")]
    for _ in range(3):
        with subprocess.Popen(kept, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            said.append(running.stdout.readline().strip())
            os.kill(running.pid, signal.SIGKILL)
            said += [line.strip() for line in running.stdout if line.endswith("\n")]
    done = subprocess.run(kept, capture_output=True, text=True, check=True)
    said += done.stdout.splitlines()
    assert {line for line in said if line} == set(whole.stdout.splitlines())


def test_a_name_the_log_never_mentions_is_noted_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rule.mfotl").write_text("opne(x)", "utf-8")
    (tmp_path / "events.log").write_text('@0 open("a")\n', "utf-8")
    rule, log = str(tmp_path / "rule.mfotl"), str(tmp_path / "events.log")
    assert run_program(["accord", "monitor", rule, log]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "opne of the rule does not occur in the log; did you mean open?" in said.err


def test_work_that_grows_with_the_log_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rule.mfotl").write_text(
        "(EXISTS x. EXISTS y. (ONCE a(x)) AND (ONCE b(y)) AND x = y)", "utf-8"
    )
    lines = [f'@{n} a("a{n}") b("b{n}")\n' for n in range(4000)]
    (tmp_path / "events.log").write_text("".join(lines), "utf-8")
    rule, log = str(tmp_path / "rule.mfotl"), str(tmp_path / "events.log")
    assert run_program(["accord", "monitor", rule, log]) == 3
    assert "combinations of facts" in capsys.readouterr().err
