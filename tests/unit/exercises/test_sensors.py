from __future__ import annotations

import csv
import json
import math
from dataclasses import replace

import numpy as np
import pytest
from shapely import from_wkt

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.airspace import air_outages, air_sheet, crossing_sheet
from holdfire.exercises.sensors.array import P_DETECT, P_ONE_ARRAY, array_sheet, draw_arrays
from holdfire.exercises.sensors.fixed_watch import WATCH_P, watch_outages, watch_sheet
from holdfire.exercises.sensors.observer import (
    CAMERA_KM,
    CAMERA_P,
    camera_posts,
    observer_shifts,
    patrol_posts,
    word_sheet,
)
from holdfire.exercises.sensors.patrol import PATROL_KM, patrol_sightings, presence_shifts
from holdfire.exercises.sensors.reports import report_sheet
from holdfire.exercises.sensors.sheet import FALSE, Entry, Sheet, csv_line
from holdfire.exercises.sensors.shift import Shift, log_sheet, spans
from holdfire.exercises.sensors.sighting import sighting_row
from holdfire.exercises.sensors.sortie import SORTIE_P, draw_sorties, sortie_sightings
from holdfire.exercises.sensors.thermal import draw_passes, thermal_sheet, thermal_shifts
from holdfire.exercises.sensors.watching import observe
from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.fire import Fire
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.weather import segment_of
from holdfire.exercises.world.world import World, draw_world

FACE = Face()


@pytest.fixture(scope="module")
def world() -> World:
    return draw_world(Streams("minsk-like", 4, 30), 30)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def rows(sheet: Sheet) -> list[dict[str, str]]:
    return list(csv.DictReader(sheet.content().splitlines()))


def within(share: float, of: int, expected: float) -> bool:
    """Four binomial standard deviations."""
    return abs(share - expected) < 4 * math.sqrt(expected * (1 - expected) / of)


def test_cells_with_commas_and_quotes_are_quoted() -> None:
    assert csv_line(["a,b", None, 3, 'c"d']) == '"a,b",,3,"c""d"'
    sheet = Sheet("x", "h", (Entry("a", ("h1",)), Entry("b", (FALSE,))))
    assert sheet.content() == "h\na\nb\n"


def test_an_interval_is_cut_by_its_interruptions() -> None:
    assert spans(0, 10, [(2, 3), (8, 12)]) == [
        (0, 2, True),
        (2, 3, False),
        (3, 8, True),
        (8, 10, False),
    ]
    assert spans(0, 10, [(2, 5), (4, 6)]) == [
        (0, 2, True),
        (2, 5, False),
        (5, 6, False),
        (6, 10, True),
    ]
    assert spans(0, 10, [(-5, -1), (11, 12)]) == [(0, 10, True)]


def test_the_log_says_up_degraded_or_down_with_its_reason() -> None:
    up = Shift("S", Modality.CAMERA, 0, 60, (Phenomenon.FLASH,), 0.7, 1.0, 2.0, 5.0)
    shifts = [up, replace(up, reason="fog"), replace(up, p_detect=0.0, reason="outage")]
    shown = rows(log_sheet(shifts, FACE))
    assert [row["status"] for row in shown] == ["up", "degraded", "down"]
    assert [row["p_detect"] for row in shown] == ["0.7", "0.7", ""]
    assert shown[0]["start"] == "2024-05-06T00:00:00Z"


def test_pixels_grow_off_nadir_and_clouds_hide_fires(world: World) -> None:
    passes = draw_passes(rng(), world.weather, 30)
    assert len(passes) == 120
    sizes = sorted((one.tilt, one.pixel_km) for one in passes)
    assert sizes[0][1] < sizes[-1][1]
    assert all(0.3 <= one.pixel_km[0] <= 0.8 for one in passes)  # as in the real tables
    burning = Fire("h1", 0.0, 5.0, 0.0, 30 * 86_400.0)
    sheet = thermal_sheet(rng(), passes, [burning], FACE)
    pixels = zip(rows(sheet), sheet.entries, strict=True)
    seen = {row["acq_date"] + row["acq_time"] for row, e in pixels if e.truth == ("h1",)}
    clear = [one for one in passes if not one.cloudy[segment_of(5.0)]]
    assert len(seen) <= len(clear)
    expected = sum(one.p_detect for one in clear)
    assert abs(len(seen) - expected) < 4 * math.sqrt(len(clear) / 4)


def test_each_pass_is_logged_over_the_whole_front(world: World) -> None:
    for one in draw_passes(rng(), world.weather, 3):
        shifts = thermal_shifts([one])
        edges = sorted(corner[1] for shift in shifts for corner in shift.corners)
        assert (edges[0], edges[-1]) == (-60.0, 60.0)
        clouded = sum(
            (s.corners[2][1] - s.corners[0][1]) / 10 for s in shifts if s.reason == "cloud"
        )
        assert round(clouded) == int(one.cloudy.sum())


def test_the_network_of_arrays_detects_as_often_as_it_says(world: World) -> None:
    arrays = [replace(a, outages=()) for a in draw_arrays(rng(), world.front, 30)]
    shots = [
        Happening(f"h{n}", Phenomenon.EXPLOSION, world.front.contact_at(0.0), 0.0, n * 60.0,
                  n * 60.0 + 5, 1, 3, force=True)
        for n in range(600)
    ]  # fmt: skip
    found = [e.truth[0] for e in array_sheet(rng(), arrays, shots, 30, FACE).entries]
    assert within(sum(t != FALSE for t in found) / 600, 600, P_DETECT)
    assert 25 < sum(t == FALSE for t in found) < 95  # two a day for 30 days
    # the single arrays of the log add up to the network: five lie in reach of most places
    assert pytest.approx(P_DETECT, abs=0.01) == 1 - (1 - P_ONE_ARRAY) ** 5


def test_an_array_out_of_order_hears_nothing(world: World) -> None:
    array = replace(draw_arrays(rng(), world.front, 30)[0], outages=((0.0, 100.0),))
    shot = Happening("h", Phenomenon.EXPLOSION, array.x, array.y, 50.0, 60.0)
    assert not array.hears(shot)
    assert array.hears(replace(shot, start_s=150.0))
    assert not array.hears(replace(shot, start_s=150.0, y=array.y + 40.0))


def test_cameras_stand_near_the_line_and_fog_blinds_them(world: World) -> None:
    posts = camera_posts(rng(), world.front, world.weather, 30)
    away = [abs(p.spot.x - world.front.contact_at(p.spot.y)) for p in posts]
    others = {s.name for s in world.front.settlements} - {p.spot.name for p in posts}
    rest = [s for s in world.front.settlements if s.name in others]
    assert max(away) <= min(abs(s.x - world.front.contact_at(s.y)) for s in rest)
    foggy = world.weather.fog.index(True)
    assert not posts[0].looks(foggy * 86_400 + 6 * 3600)


def test_a_camera_notices_as_often_as_it_says_and_tells_distance_and_wind(world: World) -> None:
    (post, *_) = camera_posts(rng(), world.front, world.weather, 30)
    post = replace(post, blind=())
    shots = [
        Happening(f"h{n}", Phenomenon.EXPLOSION, post.spot.x, post.spot.y + 3.0,
                  n * 4000.0, n * 4000.0 + 5, 1, 4, force=True)
        for n in range(600)
    ]  # fmt: skip
    sheet = word_sheet(rng(), [post], shots, FACE, "c.jsonl")
    truths = [t for e in sheet.entries for t in e.truth]
    assert within(sum(t != FALSE for t in truths) / 600, 600, CAMERA_P)
    texts = [json.loads(e.text)["text"] for e in sheet.entries if FALSE not in e.truth]
    assert sum(" north" in text for text in texts) > 0.9 * len(texts)
    assert all(f"the mission camera in {post.spot.name} recorded" in text for text in texts)


def test_what_is_out_of_range_is_never_told(world: World) -> None:
    posts = camera_posts(rng(), world.front, world.weather, 30)[:1]
    spot = posts[0].spot
    far = Happening("h", Phenomenon.EXPLOSION, spot.x + CAMERA_KM + 0.1, spot.y, 5e5, 5e5, 1, 9)
    truths = [
        t for e in word_sheet(rng(), posts, [far] * 50, FACE, "c").entries for t in e.truth
    ]
    assert "h" not in truths


def test_a_night_is_one_sentence_from_evening_to_morning(world: World) -> None:
    (post, *_) = camera_posts(rng(), world.front, world.weather, 30)
    post = replace(post, blind=())
    shots = [
        Happening(f"h{hour}", Phenomenon.LIGHT_FIRE, post.spot.x + 0.5, post.spot.y,
                  (24 + hour) * 3600.0, (24 + hour) * 3600.0, 1, 4, force=True)
        for hour in (-3, -1, 1, 3) * 6
    ]  # fmt: skip
    entries = word_sheet(rng(), [post], shots, FACE, "c").entries
    nights = [e for e in entries if FALSE not in e.truth]
    assert len(nights) == 1
    assert "During the night of 6-7 May 2024" in nights[0].text
    assert json.loads(nights[0].text)["date"] == "2024-05-06/05-07"


def test_a_patrol_that_is_not_let_through_tells_nothing_and_is_logged(
    world: World,
) -> None:
    posts = patrol_posts(rng(), world.front, 30)
    denied = [post for post in posts if post.blind]
    assert within(len(denied) / len(posts), len(posts), 0.12)
    for shift in (*observer_shifts(denied), *presence_shifts(denied)):
        assert (shift.p_detect, shift.reason) == (0.0, "access denied")
    post = replace(denied[0], blind=())
    gun = Happening("h", Phenomenon.WEAPON_PRESENT, post.spot.x, post.spot.y, 0.0, 3e6,
                    attributes={"kind": ["mortar"], "calibre_mm": [120]})  # fmt: skip
    assert patrol_sightings(rng(), [denied[0]] * 20, [gun], FACE).entries == ()
    assert len(patrol_sightings(rng(), [post] * 20, [gun], FACE).entries) > 2
    far = replace(gun, x=gun.x + PATROL_KM + 0.1)
    assert patrol_sightings(rng(), [post] * 20, [far], FACE).entries == ()


def test_a_sighting_deviates_as_its_radius_says() -> None:
    known = {"kind": ["mlrs"], "calibre_mm": [122], "system": ["BM-21"]}
    gun = Happening("h", Phenomenon.WEAPON_PRESENT, 0.0, 0.0, 0.0, 9.0, attributes=known)
    generator = rng()
    lats = []
    for _ in range(2000):
        cells, truth, _ = sighting_row(generator, gun, 5.0, 1000.0, FACE, "s", "U")
        assert truth == "h"
        lats.append(float(str(cells[3])))
    assert cells[6:9] == ["mlrs", 122, "BM-21"]
    # CE90 of 1000 m is a sigma of 466 m; one degree of latitude is 110.97 km here
    sigma = float(np.std(lats)) * 110_970
    assert sigma == pytest.approx(466, rel=4 / math.sqrt(2 * 2000))


def test_sorties_see_what_is_below_them_and_nothing_when_grounded(world: World) -> None:
    sorties = draw_sorties(rng(), world.front, world.weather, 30)
    flown = [s for s in sorties if not s.grounded]
    assert all(
        s.grounded == "weather" for s in sorties if world.weather.storm[int(s.start_s // 86400)]
    )
    gun = Happening("h", Phenomenon.WEAPON_PRESENT, 0.0, 0.0, 0.0, 3e6,
                    attributes={"kind": ["mlrs"], "calibre_mm": [122]})  # fmt: skip
    above = [replace(flown[0], x=0.0, y=0.0, name=f"S{n}") for n in range(400)]
    truths = [e.truth[0] for e in sortie_sightings(rng(), above, [gun], FACE).entries]
    assert within(truths.count("h") / 400, 400, SORTIE_P)
    grounded = [replace(one, grounded="weather") for one in above]
    assert sortie_sightings(rng(), grounded, [gun], FACE).entries == ()


def test_the_fixed_watches_see_their_own_place(world: World) -> None:
    outages: dict[str, list[tuple[float, float]]] = {
        name: [] for name in watch_outages(rng(), 3)
    }
    town = world.front.town
    tanks = [
        Happening(f"h{n}", Phenomenon.WEAPON_PRESENT, town.x + 0.5, town.y, float(n), n + 9.0,
                  attributes={"kind": ["tank"], "calibre_mm": [125]})
        for n in range(400)
    ]  # fmt: skip
    sheet = watch_sheet(rng(), outages, tanks, world.front, FACE)
    assert within(len(sheet.entries) / 400, 400, WATCH_P)
    broken = {**outages, "WATCH-TOWN": [(0.0, 500.0)]}
    assert watch_sheet(rng(), broken, tanks, world.front, FACE).entries == ()


def test_the_air_watch_gives_tracks_and_the_counter_gives_days(world: World) -> None:
    sheet = air_sheet(rng(), air_outages(rng(), 30), world.happenings, 30, FACE)
    assert all(row["class"] == "uav" and row["start"] <= row["end"] for row in rows(sheet))
    counted = rows(crossing_sheet(world.happenings, FACE))
    true = [str(h.rounds) for h in world.happenings if h.kind is Phenomenon.PASSAGE]
    assert [row["lorries"] for row in counted] == true


def test_copies_repeat_the_words_and_rewrites_the_address(world: World) -> None:
    sheet = report_sheet(rng(), world.front, world.happenings, 30, FACE)
    reports = rows(sheet)
    words = [row["representative_text"] for row in reports]
    addresses = [row["source_urls"] for row in reports]
    assert len(set(words)) < len(words)
    assert len(set(addresses)) < len(addresses)
    truth_of = dict(zip(words, (e.truth for e in sheet.entries), strict=True))
    for row, entry in zip(reports, sheet.entries, strict=True):
        assert truth_of[row["representative_text"]] == entry.truth
    originals = {a: e.truth for a, e in zip(addresses, sheet.entries, strict=True)}
    assert all(originals[a] == e.truth for a, e in zip(addresses, sheet.entries, strict=True))


def test_reports_stand_at_the_nearest_named_place(world: World) -> None:
    names = {
        s.name: s for s in (*world.front.settlements, world.front.waterworks, world.front.town)
    }
    by_id = {one.id: one for one in world.happenings}
    sheet = report_sheet(rng(), world.front, world.happenings, 30, FACE)
    for row, entry in zip(rows(sheet), sheet.entries, strict=True):
        spot = names[row["asciiname"]]
        if entry.truth[0] != FALSE:
            one = by_id[entry.truth[0]]
            assert math.hypot(one.x - spot.x, one.y - spot.y) <= 5.0


def test_every_sensor_is_logged_for_its_whole_time(world: World) -> None:
    sheets, shifts = observe(Streams("minsk-like", 4, 30), world, FACE)
    assert sheets[-1].name == "sensors.csv"
    assert len(sheets[-1].entries) == len(shifts)
    lasting: dict[str, float] = {}
    for shift in shifts:
        assert shift.start_s < shift.end_s
        assert (shift.p_detect == 0.0) == bool(shift.reason), shift
        lasting[shift.sensor] = lasting.get(shift.sensor, 0.0) + shift.end_s - shift.start_s
    for name in ("CAM-01", "ARRAY-03", "AIR-1", "WATCH-TOWN", "COUNTER"):
        assert lasting[name] == pytest.approx(30 * 86_400.0)
    for row in rows(sheets[-1]):
        assert not row["area_wkt"] or from_wkt(row["area_wkt"]).is_valid
