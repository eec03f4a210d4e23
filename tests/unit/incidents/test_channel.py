from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.phenomenon import Modality
from holdfire.incidents import associate, model_for
from holdfire.incidents.channel import STATEMENTS, is_statement
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]
Witnesses = Callable[..., list[Witness]]
REPORT: dict[str, Any] = {"modality": "report", "lasts": 24.0}
ONE_CHANNEL = 1.0 / (1.0 + 2.718281828459045**-3)


def existence(rows: pa.Table) -> float:
    return max(one.existence.value for one in associate(rows, model=model_for(rows)))


def test_many_independent_articles_of_one_channel_stay_below_the_cap(
    row: Row, table: Table
) -> None:
    rows = table(*(row(f"{k}", source="paper", exists=0.7, **REPORT) for k in range(8)))
    assert existence(rows) == pytest.approx(ONE_CHANNEL)


def test_two_channels_may_say_more_than_one(row: Row, table: Table) -> None:
    rows = table(
        *(
            row(f"{name}{k}", source=name, exists=0.7, **REPORT)
            for name in ("a", "b")
            for k in range(4)
        )
    )
    assert ONE_CHANNEL < existence(rows) <= 1.0 / (1.0 + 2.718281828459045**-6) + 1e-12


def test_a_single_statement_keeps_its_measured_existence(row: Row, table: Table) -> None:
    sure = {"exists": 0.99, "exists_low": 0.98, "exists_high": 0.995}
    assert existence(table(row("a", modality="curated", **sure))) == 0.99


def test_instruments_are_not_capped(row: Row, table: Table) -> None:
    rows = table(*(row(f"{k}", exists=0.9) for k in range(6)))
    assert existence(rows) > 0.999


def test_only_words_make_a_statement(row: Row, witnesses: Witnesses) -> None:
    for modality in Modality:
        (found,) = witnesses(row("a", modality=modality.value))
        assert is_statement(found) == (modality in STATEMENTS)
    both = {"origin_group": "g", "lasts": 1.0}
    (mixed,) = witnesses(row("a", modality="report", **both), row("b", **both))
    assert not is_statement(mixed), "one member of the message saw it"
