"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# The same examples every time, no clock in a test; ``make fuzz`` draws new ones, many more.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real observations that lies beside a checkout, or a skip with reason."""
    given = os.environ.get("HOLDFIRE_SHARED")
    folder = Path(given) / "data" if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real observations (shared/data) is not beside the checkout")
    return folder
