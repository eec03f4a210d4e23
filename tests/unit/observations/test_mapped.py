from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
import shapely
import yaml

from holdfire.base.errors import BadInput
from holdfire.observations.mapped.mapping_file import read_mapping
from holdfire.observations.mapped.source import SOURCE
from holdfire.observations.record import OBSERVATION_SCHEMA, Batch, ReadContext

MAPPING = """
format: holdfire-mapping/1
source: village-log
title: A log kept in a village
licence: CC-BY-4.0
modality: report
id: "No"
time: {column: When, end: Until, format: "%d.%m.%Y %H:%M", zone: Europe/Kyiv,
       accuracy: {column: Give, unit: min}}
place:
  lon: X
  lat: Y
  uncertainty: {kind: CE90, unit: km, column: Err}
phenomenon: {column: What, values: {boom: explosion, shots: light_fire}, other: unknown}
count: {low: N, high: M, approximate: About}
exists: {column: Sure}
attributes:
  kind: [artillery]
  calibre_mm: {column: Cal, separator: "/"}
  mode: {column: Mode, values: {in: impact, out: outgoing}}
scan: Sheet
origin_keys: [Call]
narrative: Said
sealed: [By]
"""
HEADER = "No,When,Until,Give,X,Y,Err,What,N,M,About,Sure,Cal,Mode,Sheet,Call,Said,By,Weather"
ROW = (
    "7,01.07.2031 12:00,01.07.2031 12:05,2,0.25,-36.5,1.5,boom,2,4,yes,0.75,122/152,in,"
    "s1,c9,two or more blasts,side one,fog"
)


def read(raw: str | bytes, mapping: object = None) -> Batch:
    given = yaml.safe_load(MAPPING) if mapping is None else mapping
    context = ReadContext(
        "log.csv", "0" * 64, synthetic=True, affiliation_seal="s", options={"mapping": given}
    )
    content = raw.encode() if isinstance(raw, str) else raw
    (batch,) = SOURCE.read(content, context)
    assert batch.observations.schema == OBSERVATION_SCHEMA
    return batch


def only(batch: Batch) -> dict[str, Any]:
    assert batch.quarantined == ()
    (row,) = batch.observations.to_pylist()
    return dict(row)


def changed(**keys: object) -> dict[str, object]:
    mapping: dict[str, object] = yaml.safe_load(MAPPING)
    for key, value in keys.items():
        if value is None:
            mapping.pop(key)
        else:
            mapping[key] = value
    return mapping


GEOMETRY = '{{"features": [{{"type": "Feature", "geometry": {}}}]}}'
ROOT = Path(__file__).parents[3]
SMALL = {
    "format": "holdfire-mapping/1",
    "source": "own",
    "title": "t",
    "licence": "l",
    "modality": "uav",
    "phenomenon": "weapon_present",
}


def small(**keys: object) -> dict[str, object]:
    return {**SMALL, **keys}


def test_every_column_that_the_mapping_names_is_lifted() -> None:
    batch = read(f"{HEADER}\n{ROW}\n")
    row = only(batch)
    assert row["source"] == "village-log"
    assert str(row["t_start"]) == "2031-07-01 09:00:00+00:00"
    assert str(row["t_end"]) == "2031-07-01 09:05:00+00:00"
    assert row["sigma_s"] == 120.0
    assert (row["lon"], row["lat"]) == (0.25, -36.5)
    assert (row["phenomenon"], row["source_term"]) == ("explosion", "boom")
    assert (row["count_low"], row["count_high"], row["count_approx"]) == (2, 4, True)
    assert (row["exists"], row["exists_kind"]) == (0.75, "vendor_score")
    assert json.loads(row["attributes"]) == {
        "kind": ["artillery"],
        "calibre_mm": [122, 152],
        "mode": "impact",
    }
    assert row["scan"] == "s1"
    assert row["origin_keys"] == ["village-log:call:c9"]
    assert row["narrative"] == "two or more blasts"
    assert row["language"] == "en"


def test_a_circular_error_becomes_a_covariance_and_says_that_it_assumed_a_circle() -> None:
    row = only(read(f"{HEADER}\n{ROW}\n"))
    # 1.5 km holds 90 % of a circular Gaussian: sigma = 1.5 / 2.1460 km, four digits
    assert math.sqrt(row["cov_ee_m2"]) == pytest.approx(1500 / 2.1460, rel=1e-4)
    assert row["cov_en_m2"] == 0.0
    assert row["flags"] == "unc.isotropic_assumed"
    assert json.loads(row["stated"]) == {"value": "1.5", "unit": "km", "kind": "CE90"}


def test_what_names_a_side_is_sealed_and_the_rest_is_kept() -> None:
    batch = read(f"{HEADER}\n{ROW}\n")
    row = only(batch)
    (sealed,) = batch.sealed
    assert sealed.observation_id == row["id"]
    assert dict(sealed.payload) == {"by": "side one"}
    assert json.loads(row["residual"]) == {"weather": "fog"}
    assert "side one" not in json.dumps(row, default=str)


def test_an_own_id_makes_the_id_and_else_the_content_does() -> None:
    again = only(read(f"{HEADER}\n{ROW.replace('fog', 'sun')}\n"))
    assert again["id"] == only(read(f"{HEADER}\n{ROW}\n"))["id"]
    bare = changed(id=None)
    first = only(read(f"{HEADER}\n{ROW}\n", bare))
    assert first["id"] != only(read(f"{HEADER}\n{ROW.replace('fog', 'sun')}\n", bare))["id"]
    assert first["id"] == only(read(f"{HEADER}\n\n{ROW}\n", bare))["id"]


def test_empty_cells_are_unknown_and_never_zero() -> None:
    row = only(read(f"{HEADER}\n8,,,,,,,boom,,,,,,,,,,,\n"))
    nothing = ("t_start", "lon", "lat", "count_low", "exists", "scan", "narrative", "sigma_s")
    assert [row[name] for name in nothing] == [None] * len(nothing)
    assert row["place_kind"] == "none"
    assert json.loads(row["attributes"]) == {"kind": ["artillery"]}
    assert row["origin_keys"] == []


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ("01.07.2031 12:00", "2031-07-01", "when", "time.unreadable"),
        ("01.07.2031 12:00", "30.03.2031 03:30", "when", "time.unreadable"),
        ("01.07.2031 12:00", "01.07.1031 12:00", "when", "time.implausible"),
        ("01.07.2031 12:05", "01.07.2031 11:55", "until", "time.reversed"),
        (",2,0.25", ",nan,0.25", "give", "schema.number"),
        ("0.25", "east", "x", "schema.number"),
        ("0.25", "inf", "x, y", "place.nonfinite"),
        ("0.25,-36.5", "-36.5,125.5", "x, y", "place.swapped_axes_suspected"),
        ("0.25", "195", "x, y", "place.out_of_range"),
        ("0.25,-36.5", "0,0", "x, y", "place.nonfinite"),
        ("0.25,-36.5", ",-36.5", "x", "schema.missing"),
        ("1.5", "-1.5", "err", "place.nonfinite"),
        ("1.5", "wide", "err", "schema.number"),
        (",2,4,", ",four,4,", "n", "schema.number"),
        (",2,4,", ",5,4,", "m", "schema.number"),
        ("0.75", "75", "sure", "schema.number"),
        ("122/152", "122/big", "cal", "schema.number"),
        (",in,", ",sideways,", "mode", "schema.enum"),
    ],
)
def test_a_bad_cell_quarantines_its_row_and_names_its_column(
    old: str, new: str, field: str, reason: str
) -> None:
    bad = ROW.replace(old, new, 1)
    assert bad != ROW
    batch = read(f"{HEADER}\n{bad}\n{ROW}\n")
    (refused,) = batch.quarantined
    assert (refused.field, refused.reason.split(":")[0]) == (field, reason)
    assert refused.row == 2
    assert refused.next_step
    assert batch.observations.num_rows == 1


def test_an_unknown_word_without_other_is_quarantined() -> None:
    strict = changed(phenomenon={"column": "What", "values": {"boom": "explosion"}})
    batch = read(f"{HEADER}\n{ROW.replace('boom', 'bang')}\n", strict)
    assert batch.quarantined[0].field == "what"
    assert only(read(f"{HEADER}\n{ROW.replace('boom', 'bang')}\n"))["phenomenon"] == "unknown"


def test_a_column_that_the_file_lacks_quarantines_every_row() -> None:
    batch = read("a,b\n1,2\n3,4\n", small(narrative="c"))
    assert [q.field for q in batch.quarantined] == ["c", "c"]


def test_geojson_points_and_polygons_are_rows() -> None:
    features = [
        {
            "type": "Feature",
            "id": 5,
            "geometry": {"type": "Point", "coordinates": [0.5, -36.0]},
            "properties": {"t": 1_924_995_600, "n": 3, "deep": {"a": [1]}},
        },
        {
            "type": "Feature",
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[0, -36], [1, -36], [1, -35], [0, -35], [0, -36]]],
            },
            "properties": {"t": 1_924_995_600, "n": None},
        },
        {"type": "Feature", "geometry": None, "properties": {"t": 1_924_995_600}},
    ]
    mapping = small(time={"column": "t", "format": "unix_s"}, count="n", place={})
    batch = read(json.dumps({"type": "FeatureCollection", "features": features}), mapping)
    assert batch.quarantined == ()
    point, area, nowhere = batch.observations.to_pylist()
    assert (point["lon"], point["lat"], point["count_high"]) == (0.5, -36.0, 3)
    assert json.loads(point["residual"]) == {"feature.id": 5, "deep": {"a": [1]}}
    assert shapely.from_wkb(area["area_wkb"]).area == pytest.approx(1.0, abs=1e-12)
    assert area["count_low"] is None
    assert nowhere["place_kind"] == "none"


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection"',
        '{"features": 3}',
        '{"a": NaN}',
        '{"features": [7]}',
        GEOMETRY.format('{"type": "Moon"}'),
        GEOMETRY.format('{"type": "LineString", "coordinates": [[0, 1], [1, 1]]}'),
        GEOMETRY.format('{"type": "Point", "coordinates": [1e999, 1]}'),
        "[" * 5000,
        '{"x":' * 5000,
    ],
)
def test_broken_json_is_one_quarantined_row_and_no_traceback(content: str) -> None:
    batch = read(content, small(place={}))
    if content.startswith("["):
        assert batch.rows_in == 0  # one line of a CSV: a header without rows
    else:
        assert len(batch.quarantined) == 1


def test_a_huge_number_in_a_property_is_kept_as_text() -> None:
    content = '{"features": [{"type": "Feature", "properties": {"big": 1e999}}]}'
    row = only(read(content, small()))
    assert json.loads(row["residual"]) == {"big": "1e999"}


def test_semicolons_and_wkt_and_a_covariance() -> None:
    mapping = small(
        delimiter="semicolon",
        place={
            "wkt": "shape",
            "uncertainty": {
                "kind": "covariance",
                "unit": "km",
                "ee": "ee",
                "en": "en",
                "nn": "nn",
            },
        },
    )
    row = only(read("shape;ee;en;nn\nPOINT(0.1 -36);1.5;0.2;0.8\n", mapping))
    cov = [row["cov_ee_m2"], row["cov_en_m2"], row["cov_nn_m2"]]
    assert cov == pytest.approx([1.5e6, 0.2e6, 0.8e6], rel=1e-12)
    bad = read("shape;ee;en;nn\nPOINT(0.1 -36);1.5;2;0.8\n", mapping)
    assert bad.quarantined[0].field == "ee, en, nn"


@pytest.mark.parametrize(
    ("rule", "column", "expected"),
    [
        ({"kind": "sigma", "unit": "m", "value": 30}, "cov_nn_m2", 900.0),
        ({"kind": "half_extent", "unit": "m", "value": 187.5}, "half_e_m", 187.5),
        ({"kind": "radius", "unit": "km", "value": 2}, "radius_m", 2000.0),
        ({"kind": "ordinal", "value": 2}, "cov_ee_m2", None),
        ({"kind": "unspecified", "value": 2}, "cov_ee_m2", None),
    ],
)
def test_only_a_convertible_kind_becomes_metres(
    rule: dict[str, object], column: str, expected: float | None
) -> None:
    mapping = small(place={"lon": "x", "lat": "y", "uncertainty": rule})
    row = only(read("x,y\n0.1,-36\n", mapping))
    assert row[column] == expected
    assert json.loads(row["stated"])["kind"] == rule["kind"]


def test_a_date_is_the_whole_civil_day_of_its_zone() -> None:
    mapping = small(time={"column": "d", "format": "date", "zone": "Europe/Kyiv"})
    row = only(read("d,x\n2031-03-30,1\n", mapping))
    # the clocks go forward that day: it has 23 hours
    assert (row["t_end"] - row["t_start"]).total_seconds() == pytest.approx(23 * 3600, abs=1e-5)
    assert row["time_basis"] == "date_only"


def test_iso_times_need_an_offset_or_a_zone() -> None:
    raw = "t,x\n2031-03-01T10:00:00,1\n"
    bad = read(raw, small(time={"column": "t"}))
    assert bad.quarantined[0].reason.startswith("time.no_zone")
    good = only(read(raw, small(time={"column": "t", "zone": "UTC", "accuracy_s": 5})))
    assert (good["sigma_s"], good["time_basis"]) == (5.0, "utc")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"fromat": "x"}, "fromat"),
        ({"format": "other/1"}, "format"),
        ({"source": "firms"}, "source"),
        ({"source": "Not A Name"}, "source"),
        ({"modality": "telepathy"}, "modality"),
        ({"phenomenon": "doom"}, "phenomenon"),
        ({"phenomenon": {"column": "a"}}, "phenomenon.values"),
        ({"phenomenon": {"column": "a", "values": {True: "explosion"}}}, "phenomenon.values"),
        ({"phenomenon": {"column": "a", "values": {"x": "doom"}}}, "phenomenon.values.x"),
        ({"title": 3}, "title"),
        ({"licence": ""}, "licence"),
        ({"time": "when"}, "time"),
        ({"time": {"column": "t", "zone": "Mars/Base"}}, "time.zone"),
        ({"time": {"column": "t", "format": "sometime"}}, "time.format"),
        ({"time": {"column": "t", "basis": "date_only"}}, "time.basis"),
        ({"time": {"column": "t", "accuracy_s": -1}}, "time.accuracy_s"),
        ({"time": {"colunm": "t"}}, "time.column"),
        ({"place": {"lon": "x"}}, "place"),
        ({"place": {"uncertainty": {"kind": "CE42", "unit": "m", "value": 1}}},
         "place.uncertainty.kind"),
        ({"place": {"uncertainty": {"kind": "CE90", "unit": "miles", "value": 1}}},
         "place.uncertainty.unit"),
        ({"place": {"uncertainty": {"kind": "CE90", "unit": "m"}}}, "place.uncertainty"),
        ({"attributes": {"kind": {"column": "k", "hint": "x"}}}, "attributes.kind.hint"),
        ({"attributes": {"kind": True}}, "attributes.kind"),
        ({"count": {"low": "n", "top": "m"}}, "count.top"),
        ({"sealed": ["a"], "narrative": "a"}, "sealed"),
        ({"sealed": 5}, "sealed"),
        ({"delimiter": ";"}, "delimiter"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_the_path_of_its_key(
    change: dict[str, object], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_mapping(small(**change))
    assert refused.value.where == where
    assert str(refused.value.code) == "HF-4070"


def test_a_word_that_yaml_reads_as_a_truth_value_is_refused_with_advice() -> None:
    with pytest.raises(BadInput, match="use quotes"):
        read_mapping(small(**yaml.safe_load("id: No")))


def test_a_misspelt_key_is_told_the_nearest_known_one() -> None:
    with pytest.raises(BadInput, match="did you mean narrative"):
        read_mapping(small(narative="x"))


def test_without_a_mapping_nothing_is_read_and_nothing_is_recognised() -> None:
    context = ReadContext("f", "0" * 64, synthetic=False, affiliation_seal="s")
    with pytest.raises(BadInput) as refused:
        SOURCE.read(b"a,b\n", context)
    assert str(refused.value.code) == "HF-4071"
    assert SOURCE.probe(HEADER.encode()) == 0.0


def blocks(page: str, language: str) -> list[str]:
    """The fenced examples of a page of the docs."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(rf"```{language}[^\n]*\n(.*?)```", text, flags=re.DOTALL)


def test_the_example_of_the_how_to_is_read_as_it_says() -> None:
    (mapping,) = blocks("how-to/own-data-with-a-mapping.md", "yaml")
    (table,) = blocks("how-to/own-data-with-a-mapping.md", "csv")
    batch = read(table, yaml.safe_load(mapping))
    assert batch.quarantined == ()
    first, second = batch.observations.to_pylist()
    assert (first["phenomenon"], second["phenomenon"]) == ("explosion", "light_fire")
    assert json.loads(first["attributes"]) == {"calibre_mm": [122, 152]}
    assert second["cov_ee_m2"] is None
    assert [dict(one.payload) for one in batch.sealed] == [
        {"by": "side one"},
        {"by": "side two"},
    ]


def test_the_examples_of_the_reference_are_accepted() -> None:
    examples = blocks("reference/mapping-file.md", "yaml")
    assert len(examples) == 2
    both, attributes = (text.split("\n", 1) for text in examples)
    for line in (both[0], both[1].strip()):
        read_mapping(small(**yaml.safe_load(line)))
    read_mapping(small(**yaml.safe_load("\n".join(attributes))))
