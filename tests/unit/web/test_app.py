from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.page_client import PageClient
from tests.fakes.run_view import FakeRun, opens

import holdfire.web
from holdfire.base.errors import BadInput
from holdfire.web.app import WORKSPACE, create


def test_the_door_opens_the_application() -> None:
    assert holdfire.web.create is create


def test_the_workspace_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, run: FakeRun, empty: Path
) -> None:
    monkeypatch.setenv(WORKSPACE, str(empty))
    assert PageClient(create(open_view=opens(run))).get("/").status_code == 200


def test_without_a_workspace_the_program_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(WORKSPACE, raising=False)
    with pytest.raises(BadInput) as caught:
        create()
    assert "serve" in caught.value.next_step
