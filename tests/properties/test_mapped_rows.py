from __future__ import annotations

import csv
import io
import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from holdfire.observations.mapped.source import SOURCE
from holdfire.observations.mapped.uncertainty import sigma_of
from holdfire.observations.record import Batch, ReadContext

MAPPING = {
    "format": "holdfire-mapping/1",
    "source": "own",
    "title": "t",
    "licence": "l",
    "modality": "report",
    "phenomenon": "explosion",
    "narrative": "said",
    "sealed": ["by"],
    "time": {"column": "when"},
    "place": {"lon": "lon", "lat": "lat"},
}
COLUMNS = ("when", "lon", "lat", "said", "by", "extra", "more")
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
TIME = st.sampled_from(["2031-03-01T10:00Z", "2031-03-01", "", "yesterday"])
DEGREE = st.sampled_from(["", "0.5", "-36.5", "1e9", "nan", "x", "0"])
ROWS = st.lists(st.tuples(TIME, DEGREE, DEGREE, TEXT, TEXT, TEXT, TEXT), max_size=8)


def written(rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def read(raw: bytes) -> Batch:
    context = ReadContext(
        "f.csv", "0" * 64, synthetic=True, affiliation_seal="s", options={"mapping": MAPPING}
    )
    (batch,) = SOURCE.read(raw, context)
    return batch


def ids(raw: bytes) -> list[str]:
    return sorted(map(str, read(raw).observations.column("id").to_pylist()))


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_row_is_an_observation_or_quarantined_and_nothing_of_it_is_lost(
    rows: list[tuple[str, ...]],
) -> None:
    batch = read(written(rows))
    assert batch.rows_in == len(rows)
    sealed = {item.observation_id: item.payload for item in batch.sealed}
    for made in batch.observations.to_pylist():
        given_row = dict(zip(COLUMNS, rows[made["record_index"]], strict=True))
        residual = json.loads(made["residual"])
        assert residual.get("extra", "") == given_row["extra"]
        assert residual.get("more", "") == given_row["more"]
        assert (made["narrative"] or "") == given_row["said"].strip()
        assert sealed.get(made["id"], {}).get("by", "") == given_row["by"].strip()
        assert not {"by", "when", "lon", "lat", "said"} & set(residual)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[str, ...]], chance: random.Random
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert ids(written(rows)) == ids(written(shuffled))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    read(raw)


@pytest.mark.parametrize(
    ("kind", "share"), [("CE50", 0.5), ("CE90", 0.9), ("CE95", 0.95), ("CE99", 0.99)]
)
def test_a_circular_error_holds_its_share_of_a_gaussian(kind: str, share: float) -> None:
    # authority: the squared distance over sigma² of a 2-D Gaussian is chi-square with 2 degrees
    sigma = sigma_of(kind, 1.0)
    assert stats.chi2(2).cdf(1.0 / sigma**2) == pytest.approx(share, abs=1e-12)
    draws = np.random.default_rng(5).normal(0.0, sigma, (40_000, 2))
    inside = float(np.mean(np.hypot(draws[:, 0], draws[:, 1]) <= 1.0))
    # binomial error of the share, four sigma
    assert inside == pytest.approx(share, abs=4 * (share * (1 - share) / 40_000) ** 0.5)
