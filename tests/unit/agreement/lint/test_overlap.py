from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.finding import predicates_of
from holdfire.agreement.lint.overlap import at_one_time, bind_together, may_share

Load = Callable[..., Agreement]


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        ("tank", "heavy", True),
        ("tank", "mlrs", False),
        ("anything", "mlrs", True),
        ("vague", "tank", False),
        ("vague", "vague", True),
        (
            '{kind: artillery, calibre: "> 100 mm"}',
            '{kind: artillery, calibre: "<= 100 mm"}',
            False,
        ),
        (
            '{kind: artillery, calibre: ">= 100 mm"}',
            '{kind: artillery, calibre: "<= 100 mm"}',
            True,
        ),
        ("{system: A}", "{system: B}", False),
        ("{system: A}", "tank", True),
        ("howitzer", "artillery", True),
    ],
)
def test_one_object_may_be_meant_by_two_words(
    load: Load, one: str, two: str, *, shared: bool
) -> None:
    clauses = (
        load(
            "\n".join(
                f"- {{id: {name}, summary: s, kind: exclusion, area: town, objects: {words}}}"
                for name, words in (("a", one), ("b", two))
            )
        )
        .readings[0]
        .clauses
    )
    first, second = (next(iter(predicates_of(clause))) for clause in clauses)
    assert may_share(first, second) is shared
    assert may_share(second, first) is shared


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        ("actors: X", "actors: Y", False),
        ("actors: X", "actors: all", True),
        ("ends: 2031-04-01", "starts: 2031-05-01", False),
        ("ends: 2031-05-02", "starts: 2031-05-01", True),
        ("starts: 2031-05-01", "starts: 2031-06-01", True),
    ],
)
def test_two_clauses_bind_together(load: Load, one: str, two: str, *, together: bool) -> None:
    keys = "kind: no_mine, area: town, summary: s"
    a, b = load(f"- {{id: a, {keys}, {one}}}\n- {{id: b, {keys}, {two}}}").readings[0].clauses
    assert bind_together(a, b) is together
    if "actors" in one:
        assert at_one_time(a, b)
