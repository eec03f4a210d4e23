from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import shapely

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.attachment import attach, geometry_of, shape_at
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

Load = Callable[..., Agreement]
DAY = datetime(2031, 3, 1, tzinfo=UTC)
LATER = datetime(2031, 6, 1, tzinfo=UTC)


def line(dx: float = 0.0, *, name: str = "front", **dates: Any) -> Shape:
    wkb = shapely.to_wkb(shapely.LineString([(37 + dx, 48), (38 + dx, 49)]))
    return Shape(name, ShapeKind.LINE, wkb, **dates)


def zone(dx: float = 0.0, *, name: str = "town", **dates: Any) -> Shape:
    return Shape(name, ShapeKind.ZONE, shapely.to_wkb(shapely.box(dx, 0, dx + 1, 1)), **dates)


@pytest.fixture
def agreement(load: Load) -> Agreement:
    return load("- {id: a, kind: cessation, summary: s}")


def test_shapes_attach_by_name_and_the_version_stays(agreement: Agreement) -> None:
    attached = attach(agreement, [line(), zone()])
    assert {shape.name for shape in attached.shapes} == {"front", "town"}
    assert attached.version == agreement.version
    assert attach(attached, [line()]).shapes == attached.shapes


def test_a_line_may_bring_its_sides(agreement: Agreement) -> None:
    shape = Shape("river", ShapeKind.LINE, line().wkb, sides={"left": "Y", "right": "X"})
    assert attach(agreement, [shape]).sides["river"] == {"X": "right", "Y": "left"}
    assert attach(agreement, [shape]).sides["front"] == {"X": "left", "Y": "right"}


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (zone(name="twon"), "Did you mean town?"),
        (zone(name="zzz"), "NAME=FILE"),
        (line(name="town"), "the shape that the text means"),
        (zone(name="front"), "the shape that the text means"),
        (
            Shape("front", ShapeKind.LINE, line().wkb, sides={"left": "Z"}),
            "Parties: X, Y.",
        ),
    ],
)
def test_a_shape_the_text_does_not_name_is_refused(
    agreement: Agreement, shape: Shape, said: str
) -> None:
    with pytest.raises(BadInput) as caught:
        attach(agreement, [shape])
    assert caught.value.code is Code.SHAPE_NOT_IN_TEXT
    assert said in caught.value.next_step


def test_the_shape_of_the_latest_day_holds(agreement: Agreement) -> None:
    undated, first, second = line(), line(1, valid_from=DAY), line(2, valid_from=LATER)
    attached = attach(agreement, [undated, second, first])
    second_before = timedelta(seconds=1)
    assert shape_at(attached, "front", DAY - second_before) == undated
    assert shape_at(attached, "front", DAY) == first
    assert shape_at(attached, "front", LATER - second_before) == first
    assert shape_at(attached, "front", LATER) == second


def test_a_shape_ends_before_its_last_instant(agreement: Agreement) -> None:
    attached = attach(agreement, [line(valid_from=DAY, valid_to=LATER)])
    assert shape_at(attached, "front", LATER) is None
    assert shape_at(attached, "front", DAY) is not None
    assert shape_at(attached, "river", DAY) is None


def test_zones_of_one_name_and_day_are_united(agreement: Agreement) -> None:
    attached = attach(agreement, [zone(0), zone(1)])
    shape = shape_at(attached, "town", DAY)
    assert shape is not None
    assert geometry_of(shape).area == pytest.approx(2.0)
