"""On real rows: what is joined stays within its bounds, and most rows stay alone.

Nobody has labelled these pairs, so no share of right joins is asserted; the figures of a
hand-read sample stand in decision 0056.
"""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from holdfire.base.geodesy import distance_m
from holdfire.detections.assertion import distinct_observations
from holdfire.detections.channel import channels_of
from holdfire.detections.columns import micros_of
from holdfire.detections.copying import NEAR_M, copies_of
from holdfire.observations.osce.source import SOURCE as OSCE
from holdfire.observations.record import ReadContext
from holdfire.observations.ucdp.source import SOURCE as UCDP
from holdfire.observations.viina.source import SOURCE as VIINA


def context(name: str) -> ReadContext:
    return ReadContext(name, "0" * 64, synthetic=False, affiliation_seal="seal")


@pytest.fixture(scope="module")
def news(shared_data: Path) -> pa.Table:
    files = sorted((shared_data / "viina_extract").glob("*.csv.gz"))
    if not files:
        pytest.skip("the extracts are not beside the checkout")
    batches = [
        batch.observations
        for file in files
        for batch in VIINA.read(gzip.decompress(file.read_bytes()), context(file.name))
    ]
    return distinct_observations(pa.concat_tables(batches))


def test_joins_of_real_news_keep_their_bounds(news: pa.Table) -> None:
    found = copies_of(news)
    rules = Counter(one.why.rule for one in found)
    assert set(rules) == {"exact", "near", "rewritten", "translated", "cited"}
    assert rules["exact"] > rules["rewritten"] > rules["translated"] > 0
    joined = {row for one in found for row in (one.left, one.right)}
    assert 0.15 < len(joined) / news.num_rows < 0.5
    a, b = (np.array([getattr(one, side) for one in found]) for side in ("left", "right"))
    lon, lat = (np.array(news.column(name).to_pylist(), float) for name in ("lon", "lat"))
    assert float(np.max(distance_m(lon[a], lat[a], lon[b], lat[b]))) <= NEAR_M
    start, end = (micros_of(news.column(name)) for name in ("t_start", "t_end"))
    gap = np.maximum(start[a], start[b]) - np.minimum(end[a], end[b])
    assert int(gap.max()) <= 86_400_000_000


def test_real_news_has_channels_and_none_is_a_name(news: pa.Table) -> None:
    channels = channels_of(news).to_pylist()
    assert 10 < len(set(channels)) < 1000
    assert all(len(str(one)) == 32 and int(str(one), 16) >= 0 for one in set(channels))


def test_lists_and_patrols_have_no_copies_by_wording(shared_data: Path) -> None:
    listed = shared_data / "ucdp_ukraine" / "UCDP-GED-Ukraine.csv.gz"
    patrols = shared_data / "osce_smm_reports" / "observations.jsonl"
    if not (listed.exists() and patrols.exists()):
        pytest.skip("the lists are not beside the checkout")
    for source, raw in (
        (UCDP, gzip.decompress(listed.read_bytes())),
        (OSCE, patrols.read_bytes()),
    ):
        for batch in source.read(raw, context("rows")):
            assert copies_of(batch.observations) == []
