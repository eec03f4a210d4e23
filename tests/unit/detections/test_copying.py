from collections.abc import Callable

import pyarrow as pa

from holdfire.base.phenomenon import Modality
from holdfire.base.place import NOWHERE, point
from holdfire.detections.copying import copied_pairs
from holdfire.observations.record import Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
TEXT = "Explosions were heard in the town during the night, local channels say"
REWRITE = "UPDATED: explosions were heard in the town during the night, local channels say"


def test_equal_and_rewritten_reports_of_one_day_and_place_are_copies(
    seen: Make, table: Table
) -> None:
    rows = table(
        seen("a", narrative=TEXT),
        seen("b", narrative=TEXT, hours=20),
        seen("c", narrative=REWRITE, hours=3, place=NOWHERE),
        seen("d", narrative="Something else happened in another town that same evening"),
    )
    joined = {place for pair in copied_pairs(rows) for place in pair}
    assert joined == {0, 1, 2}


def test_the_same_words_far_away_or_days_later_or_in_another_language_are_no_copies(
    seen: Make, table: Table
) -> None:
    rows = table(
        seen("a", narrative=TEXT, language="en"),
        seen("b", narrative=TEXT, language="en", place=point(30.5, 50.4)),
        seen("c", narrative=TEXT, language="en", hours=72),
        seen("d", narrative=TEXT, language="uk"),
        seen("e", narrative=TEXT, language="en", time=None),
    )
    assert copied_pairs(rows) == []


def test_the_formulas_of_instruments_are_no_copies(seen: Make, table: Table) -> None:
    rows = [seen(k, narrative=TEXT, modality=Modality.CAMERA) for k in ("a", "b")]
    assert copied_pairs(table(*rows)) == []


def test_a_thousand_copies_are_joined_without_listing_all_pairs(
    seen: Make, table: Table
) -> None:
    pairs = copied_pairs(table(*(seen(str(k), narrative=TEXT) for k in range(300))))
    assert len(pairs) < 300 * 51
    linked = {0}
    for left, right in sorted(tuple(sorted(pair)) for pair in pairs):
        if left in linked or right in linked:
            linked |= {left, right}
    assert len({place for pair in pairs for place in pair}) == 300
