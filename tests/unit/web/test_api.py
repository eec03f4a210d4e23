from __future__ import annotations

import shapely
from tests.fakes.page_client import PageClient
from tests.fakes.run_view import FakeRun

from holdfire.web.api import bounds_of


def test_the_window_holds_every_incident_and_shape(run: FakeRun) -> None:
    west, south, east, north = bounds_of(run)
    for item in run.incidents:
        if item.region is not None:
            assert west < item.region.lon < east
            assert south < item.region.lat < north


def test_the_workbench_gets_words_signs_shapes_and_period(client: PageClient) -> None:
    given = client.get("/api/v1/workbench?lang=uk").json()
    assert given["lang"] == "uk"
    assert given["words"]["kinds"]["explosion"] == "вибух"
    assert set(given["glyph_of"].values()) <= set(given["glyphs"])
    assert given["period"][0] < given["period"][1]
    assert "GeoNames" in given["attribution"]


def test_towns_lie_inside_the_window(client: PageClient) -> None:
    given = client.get("/api/v1/workbench").json()
    west, south, east, north = given["bounds"]
    assert 0 < len(given["towns"]) <= 60
    for town in given["towns"]:
        assert west <= town["lon"] <= east
        assert south <= town["lat"] <= north


def test_no_answer_holds_a_source_of_borders(client: PageClient) -> None:
    text = client.get("/api/v1/workbench").text.lower()
    assert "countries" not in text
    assert "admin_0" not in text


def test_the_run_says_what_it_is(client: PageClient, run: FakeRun) -> None:
    given = client.get("/api/v1/run").json()
    assert given["synthetic"] is True
    assert given["hypothetical"] is True
    assert given["accounting"]["incidents"] == len(run.incidents)


def test_strips_are_milliseconds_in_order(client: PageClient) -> None:
    for parts in client.get("/api/v1/coverage").json()["strips"].values():
        assert all(start <= end for start, end, _ in parts)
        assert {state for _, _, state in parts} <= {"seen", "looked", "blind"}


def test_on_days_without_a_look_the_whole_world_is_unseen(client: PageClient) -> None:
    query = "from=2026-03-08T00:00Z&to=2026-03-09T23:00Z"
    features = client.get(f"/api/v1/unseen?{query}").json()["features"]
    assert [f["properties"]["state"] for f in features] == ["nobody"]
    assert shapely.geometry.shape(features[0]["geometry"]).area > 50_000
