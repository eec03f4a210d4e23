"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real observations that lies beside a checkout, or a skip with reason."""
    given = os.environ.get("HOLDFIRE_SHARED")
    folder = Path(given) / "data" if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real observations (shared/data) is not beside the checkout")
    return folder
