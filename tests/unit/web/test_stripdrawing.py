from __future__ import annotations

from datetime import timedelta

from tests.fakes.run_view import DAYS, START, FakeRun

from holdfire.base.instant import TimeSpan
from holdfire.web.sight import strips
from holdfire.web.stripdrawing import Lane, draw_strips, lanes_of

SPAN = TimeSpan(START, START + timedelta(days=DAYS))


def drawn(lanes: tuple[Lane, ...]) -> str:
    return str(draw_strips(lanes, SPAN, key="s", title="T", description="D"))


def test_unwatched_ground_never_looks_like_quiet_ground(run: FakeRun) -> None:
    quiet = drawn((Lane("a", strips(run.coverage)["array"], ()),))
    unwatched = drawn((Lane("a", (), ()),))
    assert 'class="sight seen"' in quiet
    assert 'class="sight' not in unwatched
    assert "url(#s-none)" in unwatched


def test_each_state_has_its_own_look(run: FakeRun) -> None:
    text = drawn(lanes_of({}, strips(run.coverage), {}))
    for state in ("seen", "looked", "blind"):
        assert f'class="sight {state}"' in text


def test_a_source_that_never_said_when_it_looked_still_has_a_lane() -> None:
    lanes = lanes_of({"x": "X"}, {}, {"x": [START]})
    assert [lane.name for lane in lanes] == ["X"]
    assert 'class="tick"' in drawn(lanes)


def test_names_are_escaped() -> None:
    assert "<script>" not in drawn((Lane("<script>", (), ()),))
