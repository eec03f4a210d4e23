from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams
from tests.fakes.run_view import FakeRun

from holdfire.base.errors import BadInput
from holdfire.web.answers import answers_of
from holdfire.web.selection import read_selection, read_span


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=x", "page=-1", "page=٣", "sort=side", "kind=nothing", "from=yesterday",
        "from=2026-03-05&to=2026-03-01", "to=0001-01-01T00:00%2B14:00", "from=2026-13-40",
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_meant_is_refused(query: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_selection(QueryParams(query))
    assert caught.value.code == "HF-9701"
    assert caught.value.where


def test_a_bare_last_day_is_meant_whole() -> None:
    span = read_span(QueryParams("from=2026-03-01&to=2026-03-02"))
    assert span is not None
    assert span.end.isoformat() == "2026-03-02T23:59:59.999999+00:00"


def test_an_offset_is_honoured() -> None:
    span = read_span(QueryParams("from=2026-03-01T02:00%2B02:00"))
    assert span is not None
    assert span.start.isoformat() == "2026-03-01T00:00:00+00:00"


def test_each_filter_keeps_only_what_it_names(run: FakeRun) -> None:
    answers = answers_of(run)
    found = read_selection(QueryParams("kind=explosion&source=array")).apply(
        run.incidents, answers
    )
    assert found
    assert all("array" in item.sources for item in found)
    none = read_selection(QueryParams("clause=strict/2.b")).apply(run.incidents, answers)
    assert none == ()


def test_every_order_holds_the_same_incidents(run: FakeRun) -> None:
    answers = answers_of(run)
    for sort in ("time", "probability", "origins"):
        found = read_selection(QueryParams(f"sort={sort}")).apply(run.incidents, answers)
        assert sorted(item.id for item in found) == sorted(item.id for item in run.incidents)
    surest = read_selection(QueryParams("sort=probability")).apply(run.incidents, answers)
    assert surest[0].existence.value == max(i.existence.value for i in run.incidents)
