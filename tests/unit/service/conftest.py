"""One small exercise, verified once, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.servers.fixtures import Stores, bucket, cluster, stores, writers

from holdfire import service

__all__ = ["MADE", "bucket", "cluster", "demo", "stores", "workspace", "writers"]

MADE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> service.Demo:
    out: Path = tmp_path_factory.mktemp("demo")
    return service.run_demo(out, seed=4, days=6, clock=lambda: MADE)


@pytest.fixture
def workspace(stores: Stores, tmp_path: Path) -> Path:
    """An empty workspace on every kind of store in turn."""
    return stores.make(tmp_path / "w")
