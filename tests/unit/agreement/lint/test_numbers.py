from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.numbers import kilometres_said, numbers

Load = Callable[..., Agreement]
FAR = "kind: min_distance, objects: heavy, line: front, distance: 15 km"


@pytest.mark.parametrize(
    ("keys", "summary", "said"),
    [
        (FAR, "Guns above 100 mm stay 15 km away.", ""),
        (FAR, "Guns stay away, which makes a zone of 30 km.", ""),
        (FAR, "Guns stay 20 km away.", "says 20 km, its data say 15 and 30"),
        (FAR, "Guns above 120 mm stay away.", "says 120 mm, its data say 100"),
        (
            "kind: exclusion, objects: tank, area: {depth: 15..20 km, from: front}",
            "From 15 to 20 km.",
            "",
        ),
        (
            "kind: exclusion, objects: tank, area: {depth: 15..20 km, from: front}",
            "15 to 25 km.",
            "says 25 km",
        ),
        ("kind: exclusion, objects: tank, area: town", "Within 5 km of the town.", ""),
        (
            "kind: procedural, body: M, act: a, within: 24 h",
            "Within 48 hours.",
            "says 48 h, its data say 24",
        ),
    ],
)
def test_a_sentence_says_what_the_data_say(
    load: Load, keys: str, summary: str, said: str
) -> None:
    found = [f.message for f in numbers(load(f"- {{id: c, {keys}, summary: '{summary}'}}"))]
    assert (said in found[0]) if said else not found


def test_distances_are_read_with_their_unit() -> None:
    assert kilometres_said("1,400 km and 2.5 kilometres, 100 mm, 3 hours") == (1400.0, 2.5)
