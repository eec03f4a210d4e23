from __future__ import annotations

from dataclasses import replace

from tests.fakes.run_view import fake_run

from holdfire.web.language import words
from holdfire.web.page import Reader
from holdfire.web.scene import extent, scene

READER = Reader(words("en"), "auto", "/", (), {"lang": "en"})


def test_the_window_is_the_agreements_own_where_it_has_shapes() -> None:
    run = fake_run(20)
    whole, few = extent(run, run.incidents), extent(run, run.incidents[:1])
    assert whole == few


def test_without_shapes_the_incidents_make_the_window() -> None:
    run = fake_run(20)
    run.agreement = replace(run.agreement, shapes=())
    assert extent(run, run.incidents) is not None
    assert extent(run, ()) is None
    assert scene(run, READER, (), key="x") is None


def test_a_mark_leads_to_its_incident_in_the_readers_language() -> None:
    run = fake_run(20)
    drawn = scene(run, READER, run.incidents, key="x")
    assert drawn is not None
    assert f"/incidents/{run.incidents[0].id}?lang=en" in drawn
