"""One small simulated run, and the pages over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.page_client import PageClient
from tests.fakes.run_view import FakeRun, fake_run, opens

from holdfire.web.app import create


@pytest.fixture(scope="session")
def run() -> FakeRun:
    return fake_run()


@pytest.fixture(scope="session")
def client(run: FakeRun, tmp_path_factory: pytest.TempPathFactory) -> PageClient:
    """The pages without a build: documents must not need one."""
    folder = tmp_path_factory.mktemp("pages")
    return PageClient(create(folder, open_view=opens(run), static=folder / "static"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder without anything in it."""
    return tmp_path
