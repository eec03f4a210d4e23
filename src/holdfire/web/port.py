"""What the pages need of a run: the interface that ``service.view`` keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from holdfire.agreement.agreement import Agreement
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident

__all__ = ["OpenView", "Run"]


class Run(Protocol):
    """One finished run, read only.

    ``report`` is its ``report.json``. Rows are dictionaries with the columns of the
    detection and observation schemas; instants are aware UTC, angles degrees, lengths m.
    """

    @property
    def run_id(self) -> str:
        """The id of the run."""
        ...

    @property
    def created(self) -> str:
        """When it was made, ISO 8601 UTC."""
        ...

    @property
    def folder(self) -> Path:
        """Where the files of the run lie."""
        ...

    @property
    def report(self) -> Mapping[str, Any]:
        """The report as data."""
        ...

    @property
    def agreement(self) -> Agreement:
        """The text, with its shapes attached."""
        ...

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Every incident of the run."""
        ...

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """When and where each source could have seen."""
        ...

    def incident(self, incident_id: str, /) -> Incident | None:
        """One incident, or ``None``."""
        ...

    def detections_of(self, incident_id: str, /) -> Sequence[Mapping[str, Any]]:
        """The detections an incident rests on."""
        ...

    def observation(self, observation_id: str, /) -> Mapping[str, Any] | None:
        """One observation, or ``None``."""
        ...

    def original(self, raw_sha256: str, record_index: int, /) -> Mapping[str, Any] | None:
        """The sealed row: ``file``, ``row``, ``text`` and ``sha256``, or ``None``."""
        ...


class OpenView(Protocol):
    """Opens a run of a workspace; the newest when ``run`` is ``None``."""

    def __call__(self, workspace: Path, run: str | None = None) -> Run:
        """The run. Raises ``HoldfireError`` when there is none."""
        ...
