from __future__ import annotations

import pytest

from holdfire.agreement.node import compose
from holdfire.agreement.problems import Problems
from holdfire.agreement.version import version_of


def version(text: str, events: dict[str, str] | None = None) -> str:
    root = compose(text, Problems("f"))
    assert root is not None
    return version_of(root, events or {})


BASE = "a: one two\nb: [x, y]\nc: {d: 1, e: 2}\n"


@pytest.mark.parametrize(
    "same",
    [
        "# a comment\nb: [x, y]  # more\nc: {e: 2, d: 1}\na: one two\n",
        "a: 'one two'\nb:\n  - x\n  - \"y\"\nc:\n  d: 1\n  e: 2\n",
        "a: >-\n  one\n  two\nb: [x, y]\nc: {d: 1, e: 2}\n",
    ],
)
def test_layout_comments_and_key_order_do_not_count(same: str) -> None:
    assert version(same) == version(BASE)


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("one two", "one three"),
        BASE.replace("[x, y]", "[y, x]"),
        BASE.replace("d: 1", "d: '1 '").replace("e: 2", "e: 3"),
        BASE.replace("e: 2", "f: 2"),
    ],
)
def test_content_counts(other: str) -> None:
    assert version(other) != version(BASE)


def test_a_date_given_from_outside_counts() -> None:
    assert version(BASE, {"quiet": "2031-01-01"}) != version(BASE)
    assert len(version(BASE)) == 64
