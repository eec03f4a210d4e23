from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import dask.config
import pytest
import yaml
from dask.utils import parse_timedelta
from tests.fakes.work import doubled, refused_if_odd

from holdfire.base.codes import Code
from holdfire.base.errors import SourceUnavailable
from holdfire.scale import opened, parse_engine, this_machine
from holdfire.scale.cluster import settings

ROOT = Path(__file__).resolve().parents[3]


def test_every_setting_is_one_that_dask_knows() -> None:
    for name in settings():
        assert dask.config.get(name, "missing") != "missing", name


def test_a_silent_cut_is_noticed_before_the_time_to_live_ends() -> None:
    """Distributed refuses less than 11 s for tcp: ten probes and one second before them."""
    ours = settings()
    tcp = parse_timedelta(ours["distributed.comm.timeouts.tcp"])
    assert 11 <= tcp < parse_timedelta(ours["distributed.scheduler.worker-ttl"]) <= 60
    assert ours["distributed.scheduler.allowed-failures"] >= 3


def test_the_page_shows_the_settings_as_they_are() -> None:
    page = (ROOT / "docs" / "how-to" / "run-on-a-cluster.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert block is not None
    file = ROOT / "src" / "holdfire" / "scale" / "dask.yaml"
    shown: Any = yaml.safe_load(block[1])
    assert shown == yaml.safe_load(file.read_text("utf-8"))


def test_an_embedded_cluster_computes_and_leaves_nothing() -> None:
    before = dask.config.get("distributed.comm.timeouts.tcp")
    with opened(parse_engine("dask:1")) as executor:
        assert executor.run(doubled, range(5)) == [0, 2, 4, 6, 8]
        assert executor.machines == {this_machine()}
        assert executor.width == 1
        folder = executor.folder
        assert folder is not None
        assert folder.is_dir()
        with pytest.raises(Exception, match="is odd") as caught:
            executor.run(refused_if_odd, [2, 3])
        assert getattr(caught.value, "where", "") == "the test"
    assert not folder.exists()
    assert dask.config.get("distributed.comm.timeouts.tcp") == before


def test_nobody_at_the_address() -> None:
    with pytest.raises(SourceUnavailable) as caught, opened(parse_engine("tcp://127.0.0.1:9")):
        pass
    assert caught.value.code == Code.ENGINE_UNREACHABLE
    assert "127.0.0.1:9" in caught.value.where
