from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.service.agreementfile import find_agreement
from holdfire.service.verifiability import EXAMPLE, find_sensors, show_verifiability

DONBAS = find_agreement("donbas-2020").agreement
LINE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "contact_line"},
            "geometry": {"type": "LineString", "coordinates": [[37.0, 48.0], [38.0, 48.0]]},
        },
        {
            "type": "Feature",
            "properties": {"name": "settlements"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[37.4, 47.9], [37.6, 47.9], [37.6, 48.1], [37.4, 48.1], [37.4, 47.9]]
                ],
            },
        },
    ],
}
SENSOR = """\
format: holdfire-sensors/1
id: n
title: t
sensors:
  - id: cam
    title: cameras
    family: camera
    area: {within: 5 km, of: contact_line}
    revisit: continuous
    detects: {weapon_present: {p_detect: 0.9}, forces_present: {p_detect: 0.9}}
"""


def rows(at: datetime | None = None) -> dict[str, dict[str, Any]]:
    shown = show_verifiability(DONBAS, find_sensors(EXAMPLE, DONBAS), at)
    return {row["id"]: row for row in shown["clauses"]}


def test_what_nobody_can_observe_comes_first_then_what_can_never_be_kept() -> None:
    shown = show_verifiability(DONBAS, find_sensors(EXAMPLE, DONBAS))
    assert [row["id"] for row in shown["clauses"]] == ["4", "5", "6", "7", "1a", "1b", "2", "3"]
    assert [row["served"] for row in shown["clauses"][:5]] == [False] * 4 + [True]
    assert "say so to the drafters" in shown["clauses"][4]["say"][0]
    assert shown["judgement"] == "judged, not measured"
    assert shown["sensors"]["hypothetical"] is True
    assert shown["assumptions"]


def test_every_cell_says_what_it_rests_on() -> None:
    for row in rows().values():
        assert len(row["cells"]) == 6
        for cell in row["cells"]:
            assert cell["shows"] == "." or cell["judged"] != "."
            assert cell["shows"] != "." or cell["why"], (row["id"], cell["sensor"])
        chances = row["if_violated"]
        assert 0 <= chances["alleged"][0] <= chances["alleged"][1] <= 1
        assert (
            chances["alleged"][0] + chances["undetermined"][0] + chances["unseen"][0]
            <= 1 + 1e-6
        )
        assert (
            chances["alleged"][1] + chances["undetermined"][1] + chances["unseen"][1]
            >= 1 - 1e-6
        )


def test_the_month_chooses_the_season() -> None:
    summer = rows(datetime(2020, 8, 1, tzinfo=UTC))["3"]
    winter = rows(datetime(2021, 1, 15, tzinfo=UTC))["3"]
    assert (summer["worst_season"], winter["worst_season"]) == ("summer", "winter")
    assert winter["if_violated"]["alleged"][0] < summer["if_violated"]["alleged"][0]
    whole = rows()["3"]
    assert whole["worst_season"] == "winter"
    assert whole["if_violated"]["alleged"][0] == winter["if_violated"]["alleged"][0]


def test_without_sensors_only_the_letters_are_shown() -> None:
    shown = show_verifiability(DONBAS, None)
    assert shown["sensors"] is None
    assert [row["id"] for row in shown["clauses"][:4]] == ["4", "5", "6", "7"]
    assert shown["clauses"][-1]["judged"]["uav"] == "VC"


def test_shapes_measure_how_much_of_the_area_is_in_view(tmp_path: Path) -> None:
    geometry = tmp_path / "lines.geojson"
    geometry.write_text(json.dumps(LINE), "utf-8")
    drawn = find_agreement("donbas-2020", [str(geometry)]).agreement
    file = tmp_path / "sensors.yaml"
    file.write_text(SENSOR, "utf-8")
    shown = show_verifiability(drawn, find_sensors(str(file), drawn))
    share = next(row for row in shown["clauses"] if row["id"] == "3")["cells"][0][
        "share_of_area"
    ]
    # 5 km on each side of the line, of a town that reaches 0.1 degrees (11.12 km) each way.
    assert share[0] == share[1] == pytest.approx(5 / 11.12, abs=0.03)
    unknown = show_verifiability(DONBAS, find_sensors(str(file), DONBAS))
    cell = next(row for row in unknown["clauses"] if row["id"] == "3")["cells"][0]
    assert cell["share_of_area"] == [0.0, 1.0]
    assert any("shapes" in why for why in cell["why"])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        find_sensors(str(tmp_path / "none.yaml"), DONBAS)
    assert caught.value.code is Code.SENSORS_MALFORMED
