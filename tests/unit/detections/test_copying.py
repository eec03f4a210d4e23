import random
import tracemalloc
from collections.abc import Callable
from itertools import permutations

import pyarrow as pa
import pytest

from holdfire.base.phenomenon import Modality
from holdfire.base.place import NOWHERE, point
from holdfire.detections.copying import copies_of
from holdfire.observations.record import Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
TEXT = "Explosions were heard in the town during the night, local channels say"
REWRITE = "UPDATED: explosions were heard in the town during the night, local channels say"
UK = "У Краматорську о 7:35 дрон влучив у школу, поранено трьох людей, дах і досі горить"
RU = "В Краматорске в 7:35 беспилотник попал в школу, ранены три человека, горит крыша"
EN = (
    "In Kramatorsk a drone hit a school at 7:35, three people were wounded, the roof is on fire"
)


def rules(rows: pa.Table) -> dict[tuple[int, int], str]:
    return {(one.left, one.right): one.why.rule for one in copies_of(rows)}


def grouped(rows: pa.Table) -> list[set[int]]:
    """The rows as groups, joined over any number of steps."""
    parent = list(range(rows.num_rows))

    def root(row: int) -> int:
        while parent[row] != row:
            row = parent[row]
        return row

    for left, right in rules(rows):
        parent[max(root(left), root(right))] = min(root(left), root(right))
    found: dict[int, set[int]] = {}
    for row in range(rows.num_rows):
        found.setdefault(root(row), set()).add(row)
    return list(found.values())


def test_equal_and_nearly_equal_reports_of_one_day_and_place_are_copies(
    seen: Make, table: Table
) -> None:
    rows = table(
        seen("a", narrative=TEXT),
        seen("b", narrative=TEXT, hours=20),
        seen("c", narrative=REWRITE, hours=3, place=NOWHERE),
        seen("d", narrative="Something else happened in another town that same evening"),
    )
    found = rules(rows)
    assert set(found.values()) == {"exact", "near"}
    assert sorted(map(sorted, grouped(rows))) == [[0, 1, 2], [3]]


def test_a_translation_is_a_copy_and_says_why(seen: Make, table: Table) -> None:
    rows = table(
        *(seen(k, narrative=text) for k, text in zip("abc", (UK, RU, EN), strict=True))
    )
    found = copies_of(rows)
    assert {(one.left, one.right) for one in found} == {(0, 1), (0, 2), (1, 2)}
    assert {one.why.rule for one in found} == {"translated"}
    for one in found:
        assert one.why.llr is not None
        assert {"time:7:35", "name:krmtr", "number:3", "is:school"} <= set(one.why.keys)


def test_the_same_words_far_away_days_later_or_without_time_are_no_copies(
    seen: Make, table: Table
) -> None:
    rows = table(
        seen("a", narrative=TEXT),
        seen("b", narrative=TEXT, place=point(30.5, 50.4)),
        seen("c", narrative=TEXT, hours=72),
        seen("e", narrative=TEXT, time=None),
        seen("f", narrative=None),
    )
    assert rules(rows) == {}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (UK, UK.replace("Краматорську", "Слов'янську")),
        (UK, UK.replace("7:35", "19:10").replace("трьох", "п'ятьох")),
        (UK, "In Sloviansk a drone hit a school at 7:35, three people were wounded"),
        (
            "За добу в області 46 обстрілів, 91 вибух, 12 громад, 7 поранених у Сумах",
            "За добу в області 38 обстрілів, 74 вибухи, 9 громад, 3 поранених у Сумах",
        ),
    ],
)
def test_one_sentence_about_two_happenings_is_two_messages(
    seen: Make, table: Table, left: str, right: str
) -> None:
    assert rules(table(seen("a", narrative=left), seen("b", narrative=right))) == {}


def test_papers_that_cite_one_office_pass_on_one_statement(seen: Make, table: Table) -> None:
    first = "Пошкоджено дві школи Мелітополя, повідомив мер Іван Стеценко"
    second = "Мер Іван Стеценко заявив про вибухи у школах, Мелітополь без світла"
    other = "Вибухи у школах, Мелітополь без світла"
    rows = table(
        *(
            seen(k, narrative=text)
            for k, text in zip("abc", (first, second, other), strict=True)
        )
    )
    assert rules(rows).get((0, 1)) == "cited"
    assert (0, 2) not in rules(rows)


def test_a_collection_of_messages_is_no_rewrite_of_one(seen: Make, table: Table) -> None:
    digest = f"{UK}. " + " ".join(
        f"У селі Новому {k} тихо вранці та вдень." for k in range(2, 40)
    )
    assert rules(table(seen("a", narrative=UK), seen("b", narrative=digest))) == {}


def test_the_formulas_of_instruments_are_no_copies(seen: Make, table: Table) -> None:
    rows = [seen(k, narrative=TEXT, modality=Modality.CAMERA) for k in ("a", "b")]
    assert rules(table(*rows)) == {}


def test_the_order_of_rows_does_not_matter(seen: Make, table: Table) -> None:
    rows = [
        seen(k, narrative=text) for k, text in zip("abcd", (UK, RU, TEXT, REWRITE), strict=True)
    ]
    expected: set[object] | None = None
    for order in permutations(rows):
        mixed = table(*order)
        ids = mixed.column("id").to_pylist()
        found: set[object] = {
            (frozenset({ids[one.left], ids[one.right]}), one.why) for one in copies_of(mixed)
        }
        expected = expected or found
        assert found == expected
    assert len(expected or ()) == 2


def test_ten_thousand_copies_are_joined_without_listing_all_pairs(
    seen: Make, table: Table
) -> None:
    one = seen("a", narrative=UK)
    rows = table(one).take(pa.array([0] * 10_000))
    ids = pa.array([f"{k:05}" for k in range(10_000)])
    rows = rows.set_column(rows.schema.get_field_index("id"), "id", ids)
    found = rules(rows)
    assert len(found) < 2 * 10_000
    assert len(grouped(rows)) == 1


def test_a_flood_of_one_template_stays_apart_and_is_cheap(seen: Make, table: Table) -> None:
    """Two thousand villages, one sentence: no pair is a copy, and not all are compared."""
    chosen = random.Random(5)
    letters = "бвгджзклмнпрстфхцч"
    names = {"".join(chosen.choices(letters, k=6)) for _ in range(2_000)}
    base = table(seen("a", narrative="x"))
    rows = base.take(pa.array([0] * len(names)))
    texts = [
        f"О 7:35 у селі {name.title()} дрон влучив у школу, горить дах"
        for name in sorted(names)
    ]
    for column, values in (
        ("id", [f"{k:05}" for k in range(len(names))]),
        ("narrative", texts),
    ):
        rows = rows.set_column(rows.schema.get_field_index(column), column, pa.array(values))
    assert len(rules(rows)) < 40, "names that sound alike may meet"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b\u202e\ufeff", "!!!", "\x00", "вибух " * 200_000, "а" * 1_000_000,
     "1 " * 100_000, "مرحبا بالعالم " * 5, "爆発 " * 9, "\u0301" * 1000, "7:35 " * 50_000],
    ids=range(12),
)  # fmt: skip
def test_hostile_texts_are_read_in_bounded_memory(seen: Make, table: Table, text: str) -> None:
    rows = table(seen("a", narrative=text), seen("b", narrative=text), seen("c", narrative=UK))
    tracemalloc.start()
    found = rules(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(found) <= {(0, 1)}
    assert peak < 40e6


def test_hidden_letters_do_not_hide_a_copy(seen: Make, table: Table) -> None:
    hidden = "\u202a" + UK.replace("о", "o").replace("а", "a\u200b").replace("е", "е\u0301")
    assert rules(table(seen("a", narrative=UK), seen("b", narrative=hidden))) == {
        (0, 1): "exact"
    }


def test_a_report_of_weeks_is_compared_on_its_first_days_only(seen: Make, table: Table) -> None:
    assert rules(table()) == {}
    early = seen("a", narrative=UK)
    assert rules(table(early, seen("b", narrative=UK, hours=24))) == {(0, 1): "exact"}
    assert rules(table(early, seen("b", narrative=UK, hours=24.1))) == {}
