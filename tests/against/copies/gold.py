"""The messages written by hand as tables of observations, and what is true of their pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import yaml

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import point
from holdfire.observations.record import (
    Assertion,
    Observation,
    observation_id,
    observation_table,
)

__all__ = ["Pair", "Telling", "kinds", "pairs_of", "read", "table_of"]

FOLDER = Path(__file__).resolve().parents[2] / "data" / "copies"
NOON = datetime(2025, 4, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """One written message; tellings of one family are of one place and day."""

    family: str
    happening: str
    language: str
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings of one family; ``kind`` is exact, near, rewrite, translated or apart."""

    left: int
    right: int
    kind: str
    family: str


def read(part: str) -> list[Telling]:
    """The tellings of ``tuning`` or ``held_out``."""
    raw = yaml.safe_load((FOLDER / f"{part}.yaml").read_text("utf-8"))
    return [Telling(str(one["family"]), *told) for one in raw for told in one["tellings"]]


def _kind(left: Telling, right: Telling) -> str:
    """What is true of two tellings of one family."""
    if left.happening != right.happening:
        return "apart"
    if left.language != right.language:
        return "translated"
    forms = {left.form, right.form} - {"base"}
    return next((form for form in ("rewrite", "near") if form in forms), "exact")


def pairs_of(tellings: list[Telling]) -> list[Pair]:
    """All pairs inside a family."""
    return [
        Pair(i, j, _kind(left, right), left.family)
        for (i, left), (j, right) in combinations(enumerate(tellings), 2)
        if left.family == right.family
    ]


def kinds(pairs: list[Pair]) -> dict[str, int]:
    """How many pairs of each kind."""
    return {kind: sum(one.kind == kind for one in pairs) for kind in
            ("exact", "near", "rewrite", "translated", "apart")}  # fmt: skip


def table_of(tellings: list[Telling]) -> pa.Table:
    """One report each; families are a degree apart, tellings of one a few minutes and km."""
    families = sorted({one.family for one in tellings})
    rows = []
    for number, one in enumerate(tellings):
        place = families.index(one.family)
        time = NOON + timedelta(minutes=7 * number % 240)
        rows.append(
            Observation(
                id=observation_id("gold", str(number)),
                source="gold",
                modality=Modality.REPORT,
                raw_sha256="0" * 64,
                record_index=number,
                synthetic=True,
                affiliation_seal="seal",
                time=TimeSpan(time, time),
                place=point(25.0 + place % 12, 45.0 + place // 12 + 0.01 * (number % 5)),
                asserted=(Assertion(Phenomenon.EXPLOSION, "explosion"),),
                narrative=one.text,
                language=one.language,
            )
        )
    return observation_table(rows)
