from __future__ import annotations

from typing import Any

from holdfire.service.exposureline import exposure_lines


def counted(recorded: float, measured: float, rate: dict[str, Any] | None) -> dict[str, Any]:
    rest = 100.0 - measured
    return {
        "recorded": recorded,
        "watched": {
            "total": 100.0,
            "measured": measured,
            "unmeasured": rest / 2,
            "blind": 0.0,
            "nobody": rest / 2,
        },
        "rate": rate,
    }


def item(**more: Any) -> dict[str, Any]:
    rate = {"per_1000": 1.25, "low": 0.5, "high": None, "at_most": None}
    made = {
        "subject": "contact_line",
        "subject_kind": "line",
        "kind": "explosion",
        "whole": counted(3.0, 60.0, rate),
        "sides": [{"side": "A", **counted(3.0, 20.0, None)}],
    }
    return {**made, **more}


def test_a_count_stands_with_the_shares_of_its_exposure_and_its_sides() -> None:
    lines = exposure_lines({"exposure": [item()]})
    assert lines[2:] == [
        "  explosion, contact_line: 3.0 recorded; 60% / 20% / 0% / 20%; 1.25 (0.5 to any)",
        "    A: 3.0 recorded; 20% / 40% / 0% / 40%; no rate",
    ]


def test_zones_everything_and_kinds_without_a_count_are_left_to_the_report() -> None:
    left_out = [
        item(subject_kind="zone"),
        item(kind="everything"),
        item(whole=counted(0.0, 60.0, None)),
    ]
    assert exposure_lines({"exposure": left_out}) == []
    assert exposure_lines({}) == []
