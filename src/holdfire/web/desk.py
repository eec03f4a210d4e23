"""What every request needs: the workspace, the open run, the templates, the assets."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from starlette.requests import Request

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.service.workspace import workspace_state
from holdfire.web.assets import Assets
from holdfire.web.port import OpenView, Run

__all__ = ["Desk", "asked_run", "desk_of", "run_of"]


@dataclass(slots=True)
class Desk:
    """One per application. Runs stay open until somebody adds to the workspace."""

    workspace: Path
    open_view: OpenView
    templates: Environment
    assets: Assets
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: dict[str | None, tuple[tuple[int, ...], Run]] = field(default_factory=dict)

    def run(self, run_id: str | None) -> Run:
        """The run asked for, or the newest. Raises ``HoldfireError`` when there is none."""
        state = workspace_state(self.workspace)
        with self._lock:
            held = self._open.get(run_id)
            if held is not None and state and held[0] == state:
                return held[1]
            opened = self.open_view(self.workspace, run_id)
            if len(self._open) >= 8:
                self._open.clear()
            self._open[run_id] = (state, opened)
            return opened


def desk_of(request: Request) -> Desk:
    """The desk of the application that answers."""
    desk: Desk = request.app.state.desk
    return desk


def asked_run(request: Request) -> str | None:
    """The run named in the address. Raises ``BadInput`` for what cannot be a run's id."""
    run = request.query_params.get("run")
    if run is not None and not (
        run.replace("-", "").replace("_", "").isalnum() and len(run) < 100
    ):
        raise BadInput(
            Code.QUERY_UNREADABLE, "The address names a run that cannot exist.", where="run"
        )
    return run


def run_of(request: Request) -> Run:
    """The run this request is about."""
    return desk_of(request).run(asked_run(request))
