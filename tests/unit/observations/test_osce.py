from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from holdfire.base.errors import BadInstant
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.place import PlaceKind
from holdfire.observations.gazetteer import Entry, Gazetteer
from holdfire.observations.osce.daily import RegionCount, compose_daily, read_daily
from holdfire.observations.osce.numbers import Amount, Bound, exactly
from holdfire.observations.osce.report import LONGEST_TEXT, read_report
from holdfire.observations.osce.sentence import read_sentence
from holdfire.observations.osce.source import SOURCE
from holdfire.observations.osce.writing import daily_line, sentence_line
from holdfire.observations.record import Batch, ReadContext

PLACES = [
    Entry("Velyke", 37.0, 48.0, 6000.0, ("Velyke",), "own", "XA", "7", population=400_000),
    Entry("Staryi Brid", 37.0, 48.15, 1000.0, ("Staryi Brid",), "own", "XA", "7"),
    Entry("Kruhle", 37.3, 48.0, 1000.0, ("Kruhle",), "own", "XA", "7"),
    Entry("Kruhle", 31.0, 49.0, 1000.0, ("Kruhle",), "own", "XA", "8"),
    Entry("Velyke", 37.2, 48.1, 90e3, ("Velyke",), "own", "XA", "7", is_region=True),
]
GAZETTEER = Gazetteer.with_own(PLACES, embedded=False)


def read_all(text: str, **options: object) -> Batch:
    given: dict[str, object] = {"gazetteer": GAZETTEER, **options}
    context = ReadContext("f", "0" * 64, synthetic=True, affiliation_seal="s", options=given)
    (batch,) = SOURCE.read(text.encode(), context)
    return batch


def asserted(batch: Batch, row: int = 0) -> list[dict[str, Any]]:
    """Every assertion of a row with its attributes, as the detections room will see it."""
    first = batch.observations.to_pylist()[row]
    further = json.loads(first["further"] or "[]")
    items = [first, *({**first, **item} for item in further)]
    return [{**item, "attributes": json.loads(item["attributes"])} for item in items]


def sentence_row(text: str, day: str = "2030-05-03") -> str:
    return json.dumps({"url": "u", "date": day, "text": text})


def daily_row(text: str, **given: object) -> str:
    row: dict[str, object] = {
        "report": "1/2030",
        "issued": "2030-05-04",
        "as_of_local": "2030-05-03T19:30",
        "text": text,
    }
    return json.dumps({**row, **given})


IN_BRID = "in Staryi Brid (17km north of Velyke)"


def test_a_sentence_gives_a_sector_from_the_observers_place() -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard two explosions 2-4km north-east."
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["place_kind"] == PlaceKind.RAY
    assert (item["lon"], item["lat"], item["radius_m"]) == (37.0, 48.15, 1000.0)
    assert (item["az_low_deg"], item["az_high_deg"]) == (33.75, 56.25)
    assert (item["range_low_m"], item["range_high_m"]) == (2000.0, 4000.0)
    assert (item["count_low"], item["count_high"]) == (2, 2)
    assert item["phenomenon"] == Phenomenon.EXPLOSION
    assert item["attributes"]["means"] == "heard"
    assert item["flags"] == ""


@pytest.mark.parametrize(
    ("where", "low", "high"),
    [
        ("7km south", 6500.0, 7500.0),
        ("0.5km south", 450.0, 550.0),
        ("500m south", 450.0, 550.0),
        ("less than 1km south", 0.0, 1000.0),
        ("1.5-3km south", 1500.0, 3000.0),
        ("at an unknown distance south", None, None),
    ],
)
def test_a_distance_keeps_the_doubt_of_its_last_digit(
    where: str, low: float | None, high: float | None
) -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard two explosions {where}."
    (item,) = asserted(read_all(sentence_row(text)))
    assert (item["range_low_m"], item["range_high_m"]) == (low, high)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("south", 168.75, 191.25),
        ("at southerly directions", 157.5, 202.5),
        ("north", 348.75, 11.25),
        ("in directions ranging from west to north", 258.75, 11.25),
        ("in directions ranging from north to west", 258.75, 11.25),
        ("in directions ranging from north to south", 0.0, 359.999),
        ("south-west and west", 213.75, 281.25),
        ("south west", 213.75, 236.25),
    ],
)
def test_directions_are_sectors_of_the_sixteen_winds(
    words: str, low: float, high: float
) -> None:
    seen = f"two explosions at an unknown distance {words}"
    text = f"On 3 May, while {IN_BRID}, the SMM heard {seen}."
    (item,) = asserted(read_all(sentence_row(text)))
    assert (item["az_low_deg"], item["az_high_deg"]) == (low, high)


def test_opposite_ends_of_a_range_leave_the_side_open() -> None:
    text = f"On 3 May, {IN_BRID}, the SMM heard two shots 2km ranging from north to south."
    (item,) = asserted(read_all(sentence_row(text)))
    assert "direction.either_side" in item["flags"]
    # all round to a known distance is a disc: 1 km of the place and 2.5 km of range
    assert (item["place_kind"], item["radius_m"]) == (PlaceKind.AREA, 3500.0)


def test_no_place_is_drawn_for_a_happening_without_distance_and_direction() -> None:
    (item,) = asserted(read_all(sentence_row(f"On 3 May, {IN_BRID}, the SMM heard two shots.")))
    assert item["place_kind"] == PlaceKind.RAY
    assert item["range_high_m"] is None
    assert {"direction.unknown", "range.unknown"} <= set(item["flags"].split())


def test_a_direction_from_another_place_is_not_taken_for_the_observers() -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard two explosions 3km east of Kruhle."
    batch = read_all(sentence_row(text))
    (item,) = asserted(batch)
    assert item["range_high_m"] is None
    assert "text.unread" in item["flags"]
    residual = json.loads(item["residual"])
    assert [text[a:b] for a, b in residual["unread"]] == ["3km east of Kruhle."]


@pytest.mark.parametrize(
    ("words", "low", "high", "approximate"),
    [
        ("four to eight explosions", 4, 8, False),
        ("about 30 explosions", 24, 36, True),
        ("approximately ten explosions", 8, 12, True),
        ("a explosion", 1, 1, False),
        ("no explosions", 0, 0, False),
        ("at least 30 explosions", 30, 60, True),
        ("more than 30 explosions", 31, 61, True),
        ("up to five explosions", 1, 5, False),
        ("twenty-one explosions", 21, 21, False),
        ("one hundred and twelve explosions", 112, 112, False),
        ("1,100 explosions", 1100, 1100, False),
        ("a dozen explosions", 12, 12, False),
        ("between four and six explosions", 4, 6, False),
        ("about 1 explosion", 1, 2, True),
    ],
)
def test_numbers_keep_their_doubt(
    words: str, low: int, high: int, *, approximate: bool
) -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard {words} 2-4km north."
    (item,) = asserted(read_all(sentence_row(text)))
    assert (item["count_low"], item["count_high"]) == (low, high)
    assert item["count_approx"] is approximate


def test_a_plural_without_a_number_has_no_count() -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard bursts of small-arms fire 2-4km north."
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["count_low"] is None
    assert "count.not_stated" in item["flags"]
    assert item["attributes"]["kind"] == ["small_arms"]


@pytest.mark.parametrize(
    ("words", "phenomenon", "attributes"),
    [
        (
            "three explosions assessed as impacts of mortar (82mm) rounds",
            Phenomenon.EXPLOSION,
            {"mode": "impact", "kind": ["mortar"], "calibre_mm": [82.0]},
        ),
        (
            "three explosions assessed as outgoing rounds of 122mm artillery",
            Phenomenon.EXPLOSION,
            {"mode": "outgoing", "kind": ["artillery"], "calibre_mm": [122.0]},
        ),
        ("three airburst explosions", Phenomenon.EXPLOSION, {"mode": "airburst"}),
        ("three 82mm mortar rounds", Phenomenon.HEAVY_FIRE, {"kind": ["mortar"]}),
        (
            "three bursts of heavy-machine-gun fire and small-arms fire",
            Phenomenon.LIGHT_FIRE,
            {"kind": ["heavy_machine_gun", "small_arms"]},
        ),
        (
            "three bursts of infantry fighting vehicle (IFV) cannon (30mm) fire",
            Phenomenon.LIGHT_FIRE,
            {"kind": ["armoured_vehicle"], "calibre_mm": [30.0]},
        ),
        ("three shots of tank fire", Phenomenon.HEAVY_FIRE, {"kind": ["tank"]}),
        ("three muzzle flashes", Phenomenon.FLASH, {"what": "muzzle flash"}),
        ("three illumination flares", Phenomenon.FLARE, {"what": "illumination flare"}),
        (
            "three tracer rounds in flight from east to west",
            Phenomenon.PROJECTILE,
            {"flight": ["E", "W"]},
        ),
        (
            "three projectiles, one of which was assessed as a rocket-propelled grenade (RPG)",
            Phenomenon.PROJECTILE,
            {"of_which": [{"count": [1, 1], "kind": ["rocket_propelled_grenade"]}]},
        ),
    ],
)
def test_things_weapons_and_assessments_are_read(
    words: str, phenomenon: Phenomenon, attributes: dict[str, object]
) -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM saw {words} 2-4km north."
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["phenomenon"] == phenomenon
    assert item["count_low"] == 3
    assert {k: item["attributes"].get(k) for k in attributes} == attributes
    assert "text.unread" not in item["flags"]


def test_several_items_each_have_their_own_sector_and_verb() -> None:
    text = (
        f"On 3 May, while {IN_BRID}, the SMM heard two explosions 2-4km north and a burst "
        "1km west, and saw a flare at an unknown distance south."
    )
    items = asserted(read_all(sentence_row(text)))
    assert [i["attributes"]["means"] for i in items] == ["heard", "heard", "saw"]
    assert [i["az_low_deg"] for i in items] == [348.75, 258.75, 168.75]
    assert [i["range_high_m"] for i in items] == [4000.0, 1500.0, None]


def test_what_came_later_starts_later() -> None:
    text = (
        "On the evening of 3 May, the SMM camera in Staryi Brid (17km north of Velyke) "
        "recorded one explosion and, ten minutes later, one projectile, both 1-2km south."
    )
    batch = read_all(sentence_row(text))
    first, second = asserted(batch)
    start = first["t_start"]
    assert second["attributes"]["after_s"] == 600
    micros = int((start - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
    assert second["t_start"] == micros + 600_000_000
    assert batch.observations.to_pylist()[0]["modality"] == "camera"


def utc(day: int, hour: int, month: int = 5) -> datetime:
    return datetime(2030, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        # local time is three hours ahead of UTC in May
        ("On the evening of 3 May", utc(3, 14), utc(3, 21)),
        ("During the evening and night of 3-4 May", utc(3, 14), utc(4, 4)),
        ("During the night of 3-4 May", utc(3, 17), utc(4, 4)),
        ("On the night of 3 May", utc(2, 21), utc(4, 4)),
        ("On the morning of 3 May", utc(3, 2), utc(3, 9)),
        ("In the afternoon of 3 May", utc(3, 9), utc(3, 16)),
        ("During the night and morning of 3-4 May", utc(3, 17), utc(4, 9)),
        ("During the evening and night of 30 April-1 May", utc(30, 14, 4), utc(1, 4)),
        ("On the evening of 3 May 2030", utc(3, 14), utc(3, 21)),
        ("During the same evening", utc(3, 14), utc(3, 21)),
    ],
)
def test_parts_of_days_are_intervals(words: str, start: datetime, end: datetime) -> None:
    text = f"{words}, the SMM camera {IN_BRID} recorded an explosion 1-2km south."
    (item,) = asserted(read_all(sentence_row(text)))
    assert (item["t_start"], item["t_end"]) == (start, end)
    assert item["time_basis"] == "local_tz"


def test_a_whole_day_is_a_date_only_interval() -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard a burst 1km south."
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["time_basis"] == "date_only"
    assert item["t_start"] == utc(2, 21)
    assert item["t_end"] - item["t_start"] == timedelta(days=1) - timedelta(microseconds=1)


def test_the_year_is_the_one_nearest_to_the_rows_day() -> None:
    text = f"On 31 December, while {IN_BRID}, the SMM heard a burst 1km south."
    (item,) = asserted(read_all(sentence_row(text, "2030-01-02")))
    assert item["t_start"].date() == date(2029, 12, 30)


def test_the_same_evening_in_a_plain_line_is_that_of_the_line_before() -> None:
    first = (
        f"On the evening of 3 May 2030, the SMM camera {IN_BRID} recorded a burst 1km south."
    )
    second = f"During the same evening, the SMM camera {IN_BRID} recorded a flare 1km south."
    batch = read_all(f"{first}\n{second}\n")
    before, after = batch.observations.to_pylist()
    assert before["t_start"] == after["t_start"]
    assert after["flags"] == "time.from_previous_row"
    alone = read_all(second).observations.to_pylist()[0]
    assert alone["t_start"] is None
    assert alone["flags"] == "time.refers_back"
    assert alone["id"] == after["id"]


def test_a_plain_line_without_a_year_needs_the_option_date() -> None:
    line = f"On 3 May, while {IN_BRID}, the SMM heard a burst 1km south."
    assert "time.no_year" in read_all(line).observations.to_pylist()[0]["flags"]
    dated = read_all(line, date="2030-05-04").observations.to_pylist()[0]
    assert dated["t_start"] == utc(2, 21)


def test_an_impossible_day_leaves_the_time_unknown() -> None:
    text = f"On 31 February, while {IN_BRID}, the SMM heard a burst 1km south."
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["t_start"] is None
    assert "time.impossible_day" in item["flags"]


def test_an_observer_beside_a_place_is_moved() -> None:
    text = (
        "On 3 May, positioned 2km west of Staryi Brid (17km north of Velyke), "
        "the SMM heard a burst 1km south."
    )
    (item,) = asserted(read_all(sentence_row(text)))
    # two kilometres are 0.0268 degrees of longitude at 48.15 N
    assert item["lon"] == pytest.approx(37.0 - 0.0268, abs=2e-4)
    assert item["radius_m"] == 1500.0


def test_a_place_in_no_list_lies_where_its_reference_says() -> None:
    text = (
        "On 3 May, while in Nova Kosa (30km east of Velyke), the SMM heard a burst 1km south."
    )
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["flags"] == "place.derived_from_reference"
    # 30 km east of 37.0 E 48.0 N; half a wind of eight at 30.5 km and 3 km of the base
    assert item["lon"] == pytest.approx(37.4025, abs=1e-3)
    assert item["radius_m"] == pytest.approx(11_820 + 3000, abs=100)


def test_the_namesake_that_contradicts_the_reference_is_not_taken() -> None:
    near = "On 3 May, while in Kruhle (22km east of Velyke), the SMM heard a burst 1km south."
    far = "On 3 May, while in Kruhle (22km west of Velyke), the SMM heard a burst 1km south."
    (found,) = asserted(read_all(sentence_row(near)))
    assert (found["lon"], found["flags"]) == (37.3, "")
    (refused,) = asserted(read_all(sentence_row(far)))
    assert refused["lon"] < 37.0
    assert "place.contradicts_reference" in refused["flags"]


@pytest.mark.parametrize(
    ("place", "flag"),
    [
        ("in Nova Kosa", "place.not_found"),
        ("in Nova Kosa (5km north of Nowhere)", "place.not_found"),
        ("in Kruhle", "place.not_found"),
    ],
)
def test_a_place_nobody_knows_stays_unknown(place: str, flag: str) -> None:
    text = f"On 3 May, while {place}, the SMM heard a burst 1km south."
    (item,) = asserted(read_all(sentence_row(text)))
    assert item["place_kind"] == PlaceKind.NONE
    assert item["lon"] is None
    assert flag in item["flags"]


def test_without_a_gazetteer_every_place_is_unknown() -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard a burst 1km south."
    (item,) = asserted(read_all(sentence_row(text), gazetteer=None))
    assert item["place_kind"] == PlaceKind.NONE
    assert item["flags"] == "place.no_gazetteer"
    assert item["attributes"]["directions"] == ["S"]


def test_a_daily_summary_counts_each_happening_once() -> None:
    text = compose_daily((RegionCount("Velyke", exactly(40), exactly(12), exactly(0)),))
    explosions, others, previous = asserted(read_all(daily_row(text)))
    assert (explosions["phenomenon"], explosions["count_low"]) == (Phenomenon.EXPLOSION, 12)
    assert (others["phenomenon"], others["count_low"]) == (Phenomenon.CLASH, 28)
    assert previous["count_high"] == 0
    assert explosions["attributes"] == {
        "cfv": True,
        "cfv_period": "current",
        "cfv_share": "explosions",
        "cfv_total": [40, 40],
        "region": "Velyke",
    }
    assert explosions["admin_code"] == "XA.7"
    assert explosions["t_end"] == datetime(2030, 5, 3, 16, 30, tzinfo=UTC)
    assert explosions["t_end"] - explosions["t_start"] == timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "explosions"),
    [
        ("five ceasefire violations, all explosions", exactly(5)),
        ("two ceasefire violations, both explosions", exactly(2)),
        ("two ceasefire violations (including one explosion)", exactly(1)),
        ("two ceasefire violations", None),
        ("no ceasefire violations", None),
        (
            "about 120 ceasefire violations, including about 12 explosions",
            Amount(12, 12, Bound.ABOUT),
        ),
    ],
)
def test_the_explosions_among_a_total_are_read(words: str, explosions: Amount | None) -> None:
    reading = read_daily(f"In Velyke region, the SMM recorded {words}.")
    (count,) = reading.regions
    assert count.explosions == explosions


def test_a_missing_cut_off_is_assumed_and_said() -> None:
    text = "In Velyke region, the SMM recorded four ceasefire violations."
    (item,) = asserted(read_all(daily_row(text, as_of_local=None)))
    assert item["flags"] == "time.cutoff_assumed"
    assert item["t_end"] == datetime(2030, 5, 3, 16, 30, tzinfo=UTC)


def test_hindrances_to_looking_are_assertions_of_their_own() -> None:
    text = (
        "In Velyke region, the SMM recorded no ceasefire violations.\n"
        "The freedom of movement of the monitors was again restricted.\n"
        "Its UAVs met probable jamming and GPS signal interference.\n"
        "Small-arms fire was assessed as aimed at an SMM mini-UAV near Staryi Brid, "
        "Velyke region; it lost control over a UAV near Kruhle, Velyke region."
    )
    made = asserted(read_all(daily_row(text)))
    kinds = [(i["phenomenon"], i["attributes"]) for i in made[1:]]
    assert kinds == [
        (Phenomenon.RESTRICTION, {"restriction": ["freedom_of_movement"]}),
        (
            Phenomenon.INTERFERENCE,
            {"interference": ["gps_interference", "probable_jamming"], "means": "uav"},
        ),
        (Phenomenon.LIGHT_FIRE, {"kind": ["small_arms"], "near": "Staryi Brid"}),
        (Phenomenon.RESTRICTION, {"restriction": ["fire_at_uav"], "near": "Staryi Brid"}),
        (Phenomenon.RESTRICTION, {"restriction": ["uav_control_lost"], "near": "Kruhle"}),
    ]
    # "near" is the reach of the place and 5 km; the region makes the second name clear
    assert [i["lon"] for i in made[3:]] == [37.0, 37.0, 37.3]
    assert made[3]["radius_m"] == 6000.0
    assert "text.unread" not in made[0]["flags"]


def test_damage_is_dated_before_it_was_seen() -> None:
    text = "The SMM saw recent damage to a house in XA-controlled Staryi Brid, Velyke region."
    batch = read_all(daily_row(text))
    (item,) = asserted(batch)
    assert item["phenomenon"] == Phenomenon.DAMAGE
    assert item["t_end"] - item["t_start"] == timedelta(days=7)
    assert "time.before_seen" in item["flags"]
    assert batch.sealed[0].payload == {"stated_control": [["Staryi Brid", "XA-controlled"]]}


def test_control_goes_to_the_seal_and_changes_nothing_else() -> None:
    text = (
        "On 3 May, while in {} Staryi Brid (17km north of Velyke), "
        "the SMM heard a burst 1km south."
    )
    rows = []
    for words in ("government-controlled", "“XYZ”-controlled"):
        batch = read_all(
            json.dumps({"date": "2030-05-03", "text": text.format(words), "control": words})
        )
        (row,) = batch.observations.to_pylist()
        assert batch.sealed[0].payload["control"] == words
        assert batch.sealed[0].payload["stated_control"] == [["Staryi Brid", words]]
        own = {k: v for k, v in row.items() if k not in ("id", "narrative", "origin_keys")}
        assert "controlled" not in str(own)
        rows.append(own)
    assert rows[0] == rows[1]


def test_bad_rows_are_quarantined_with_line_and_reason() -> None:
    good = sentence_row(f"On 3 May, while {IN_BRID}, the SMM heard a burst 1km south.")
    lines = [
        good,
        "",
        '{"text": "broken',
        '{"date": "2030-05-03"}',
        '{"date": "2030-13-03", "text": "x"}',
        '{"date": "2030-05-04/03", "text": "x"}',
        '{"date": "1830-05-04", "text": "x"}',
        '{"date": "2030-05-04", "text": "x", "n": NaN}',
        daily_row("x", as_of_local="half past seven"),
        '{"text": "\\ud800"}',
        "a plain line that tells nothing",
    ]
    batch = read_all("\r\n".join(lines))
    assert [(q.row, q.field, q.reason.partition(":")[0]) for q in batch.quarantined] == [
        (3, "", "parse.json"),
        (4, "text", "schema.missing"),
        (5, "date", "time.unreadable"),
        (6, "date", "time.reversed"),
        (7, "date", "time.implausible"),
        (8, "", "parse.json"),
        (9, "as_of_local", "time.unreadable"),
        (10, "", "parse.json"),
    ]
    assert batch.observations.num_rows == 2
    assert batch.rows_in == 10
    nothing = batch.observations.to_pylist()[1]
    assert nothing["phenomenon"] == "unknown"
    assert nothing["flags"] == "text.unread text.nothing_recognised"


def test_bytes_that_are_no_text_are_quarantined() -> None:
    context = ReadContext("f", "0" * 64, synthetic=False, affiliation_seal="s")
    (batch,) = SOURCE.read(b"\xff\xfe\xfd broken\nplain\n", context)
    assert batch.rows_in >= 1
    assert len(batch.quarantined) >= 1


def test_a_very_long_text_is_read_to_a_limit_and_the_rest_is_named() -> None:
    text = "x" * LONGEST_TEXT + " The SMM heard a burst."
    report = read_report(text)
    assert report.unread[-1] == (LONGEST_TEXT, len(text))


def test_the_same_row_has_the_same_id_in_any_file_and_order() -> None:
    one = sentence_row(f"On 3 May, while {IN_BRID}, the SMM heard a burst 1km south.")
    two = sentence_row(f"On 3 May, while {IN_BRID}, the SMM heard a shot 1km south.")
    forward = read_all(f"{one}\n{two}").observations.column("id").to_pylist()
    back = read_all(f"{two}\n\n{one}").observations.column("id").to_pylist()
    assert forward == back[::-1]
    assert len(set(forward)) == 2


def test_written_rows_are_read_back() -> None:
    text = f"On 3 May, while {IN_BRID}, the SMM heard four to eight bursts 1-2km south."
    reading = read_sentence(text)
    assert reading is not None
    line = sentence_line(reading.sentence, date(2030, 5, 3))
    regions = (RegionCount("Velyke", exactly(3), None, exactly(1)),)
    daily = daily_line("1/2030", date(2030, 5, 4), "2030-05-03T19:30", regions)
    batch = read_all(f"{line}\n{daily}")
    assert [r["count_high"] for r in batch.observations.to_pylist()] == [8, 3]
    assert SOURCE.probe(f"{line}\n{daily}\n".encode()) > 0.9


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"latitude,longitude,acq_date\n1,2,2022-01-01\n",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"text": 3}\n',
        b"\x1f\x8b\x08\x00",
        b"[" * 5000,
        b"The mission statement of our company\n",
    ],
)
def test_other_files_are_not_recognised(head: bytes) -> None:
    assert SOURCE.probe(head) == 0.0


def test_plain_sentences_are_recognised() -> None:
    line = f"On 3 May, while {IN_BRID}, the SMM heard a burst 1km south.\n"
    assert SOURCE.probe(line.encode()) == pytest.approx(0.8)


@pytest.mark.parametrize("options", [{"zone": "Nowhere/City"}, {"date": "yesterday"}])
def test_a_bad_option_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(BadInstant):
        read_all("x", **options)


def test_the_country_option_limits_names_instead_of_the_zone() -> None:
    text = "On 3 May, while in Staryi Brid, the SMM heard a burst 1km south."
    known = read_all(sentence_row(text), country="XA").observations.to_pylist()[0]
    other = read_all(sentence_row(text), country="XB").observations.to_pylist()[0]
    assert (known["place_kind"], other["place_kind"]) == (PlaceKind.RAY, PlaceKind.NONE)
