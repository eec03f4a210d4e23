from __future__ import annotations

from xml.etree import ElementTree as ET

import shapely
from tests.fakes.run_view import FakeRun

from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.web.frame import frame_around
from holdfire.web.mapdrawing import Drawing, Marked, draw_map, marks_of, shape_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(run: FakeRun, **more: object) -> ET.Element:
    frame = frame_around([shape_of(shape) for shape in run.agreement.shapes], width=720.0)
    assert frame is not None
    given = {"shapes": run.agreement.shapes, "marks": marks_of(run.incidents), **more}
    text = draw_map(frame, Drawing("m", "Title <b>", "Text", "km", **given))  # type: ignore[arg-type] # a test gives any part
    # The page's own HTML parser puts the elements into the SVG namespace; so does this.
    named = str(text).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(named)  # noqa: S314 - our own text


def test_every_placed_incident_is_drawn_once(run: FakeRun) -> None:
    signs = [e for e in drawn(run).iter(f"{SVG}path") if "sign" in e.get("class", "")]
    assert len(signs) == sum(item.region is not None for item in run.incidents)


def test_doubt_is_drawn_for_every_mark(run: FakeRun) -> None:
    ellipses = [e for e in drawn(run).iter(f"{SVG}ellipse") if e.get("class") == "doubt"]
    assert len(ellipses) == sum(item.region is not None for item in run.incidents)


def test_where_nobody_looked_is_hatched_and_otherwise_not(run: FakeRun) -> None:
    area = shapely.box(37.0, 47.0, 38.0, 48.0)
    hatched = [e for e in drawn(run, nobody=area).iter() if e.get("class") == "unseen"]
    assert len(hatched) == 1
    assert not [e for e in drawn(run).iter() if e.get("class") == "unseen"]


def test_no_style_and_no_script_is_written_into_a_map(run: FakeRun) -> None:
    for element in drawn(run).iter():
        assert element.get("style") is None
        assert element.tag not in {f"{SVG}script", f"{SVG}style"}


def test_texts_are_escaped(run: FakeRun) -> None:
    hostile = Shape("<script>x", ShapeKind.ZONE, shapely.box(37.0, 47.0, 38.0, 48.0).wkb)
    region = next(item.region for item in run.incidents if item.region)
    mark = Marked(region, "explosion", 0.5, "<img src=x>", '"><script>')
    found = drawn(run, shapes=(hostile,), marks=(mark,))
    assert not list(found.iter(f"{SVG}script"))
    assert not list(found.iter(f"{SVG}img"))


def test_the_map_has_a_name_and_a_description(run: FakeRun) -> None:
    found = drawn(run)
    assert found.findtext(f"{SVG}title") == "Title <b>"
    assert found.get("aria-labelledby") == "m-t m-d"
