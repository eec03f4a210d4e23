from __future__ import annotations

from pathlib import Path

from tests.fakes.run_view import FakeRun, fake_run

from holdfire.service.view import RunView
from holdfire.web.port import Run

ASKED = [name for name in dir(Run) if not name.startswith("_")]


def test_the_fake_keeps_the_interface() -> None:
    run: Run = fake_run(2)
    assert not [name for name in ASKED if not hasattr(run, name)]


def test_the_stored_run_keeps_the_interface() -> None:
    """Attributes made in ``__init__`` are found by reading its code names."""
    made = set(RunView.__init__.__code__.co_names) | set(dir(RunView))
    assert not [name for name in ASKED if name not in made]


def test_the_fake_refuses_a_run_it_does_not_hold(run: FakeRun) -> None:
    assert run.incident("nothing") is None
    assert run.observation("nothing") is None
    assert run.folder == Path("nowhere")
