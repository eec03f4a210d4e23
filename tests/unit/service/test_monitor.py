from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.agreement.accord.points import PointEngine
from holdfire.agreement.accord.points.position import position
from holdfire.agreement.accord.syntax.log import LogFact, LogPoint, read_log
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.base.errors import BadInput, IntegrityFailure
from holdfire.base.truth import Truth
from holdfire.service.monitor import MonitorRequest, monitor_log, verdict_fields, verdict_lines
from holdfire.service.monitor_resume import resumed
from holdfire.service.monitor_state import MonitorState

P1 = LogFact(Truth.TRUE, "p", (1, "a"))


def request(folder: Path, rule: str, log: str, lateness: int | None = 0) -> MonitorRequest:
    (folder / "rule.mfotl").write_text(rule, "utf-8")
    (folder / "events.log").write_text(log, "utf-8")
    return MonitorRequest(folder / "rule.mfotl", folder / "events.log", lateness=lateness)


def test_verdicts_are_handed_out_before_the_log_ends(tmp_path: Path) -> None:
    lines = iter(["@0 p(1)\n", "@1\n", "@2\n"])
    asked = request(tmp_path, "p(x) AND NOT EVENTUALLY[0,1] q(x)", "")
    found = monitor_log(MonitorRequest(asked.rule, asked.log, lines=lines))
    first = next(found)
    assert (first.stamp, first.point, first.violated) == (0, 0, ((1,),))
    assert not list(found)


@pytest.mark.parametrize("lateness", [None, 3])
def test_late_facts_are_in_their_places(tmp_path: Path, lateness: int | None) -> None:
    log = "@1 q(1)\n@4 q(1)\n@2 p(1)\n@9 q(1)\n@8 q(2)\n@9 -q(1)"
    asked = request(tmp_path, "q(x) AND NOT ONCE[0,5] p(x)", log, lateness)
    found = [line for each in monitor_log(asked) for line in verdict_lines(each)]
    assert found == ["@1 (time point 0): (1)", "@8 (time point 3): (2)"]


def test_fields_of_a_verdict(tmp_path: Path) -> None:
    (only,) = monitor_log(request(tmp_path, "p(x,y)", '@1 ?p(1,"a")'))
    assert verdict_fields(only)["undetermined"] == [[1, "a"]]


def test_a_state_keeps_facts_by_key_and_survives(tmp_path: Path) -> None:
    state = MonitorState(tmp_path / "state", "rule")
    state.record(position(5, 1), [P1, LogFact(Truth.UNKNOWN, "p", (2, "a"))])
    state.record(position(3, 2), [P1])
    state.commit()
    state.record(position(9, 3), [P1])  # not committed
    state.close()
    state = MonitorState(tmp_path / "state", "rule")
    assert [row[0] for row in state.facts("p", {0: 1})] == [position(3, 2), position(5, 1)]
    assert [row[3] for row in state.facts("p", {1: "a", 0: 2})] == [1]
    assert list(state.points()) == [position(3, 2), position(5, 1)]
    assert state.holder(5, P1) == (position(5, 1), P1)
    state.retract(position(5, 1), [P1])
    assert state.holder(5, P1) is None
    state.close()


def test_a_state_of_another_rule_or_kind_is_refused(tmp_path: Path) -> None:
    first = MonitorState(tmp_path / "state", "rule")
    first.commit()
    first.close()
    with pytest.raises(BadInput, match="another rule"):
        MonitorState(tmp_path / "state", "other")
    (tmp_path / "text").write_text("no base " * 100, "utf-8")
    with pytest.raises(IntegrityFailure, match="no state of a monitor"):
        MonitorState(tmp_path / "text", "rule")


def test_lines_that_were_not_marked_as_printed_are_printed_again(tmp_path: Path) -> None:
    def run(lines: list[str]) -> list[str]:
        state = MonitorState(tmp_path / "state", "rule")
        engine = PointEngine(read_mfotl("p(x)"), lateness=0, journal=state)

        def points(source: object) -> object:
            return read_log(source, continued=False)  # type: ignore[arg-type]

        found = resumed(
            state,
            engine,
            lines,
            points,  # type: ignore[arg-type]
            lambda engine: [f"{len(rows)} rows" for _, rows in engine.take()],
        )
        said = [next(found)]
        state.close()  # killed before the line was marked
        return said

    assert run(["@1 p(1)\n"]) == ["1 rows"]
    assert run(["@1 p(1)\n"]) == ["1 rows"]
    assert LogPoint(1).is_point
