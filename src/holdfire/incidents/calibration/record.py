"""The record of a calibration: immutable, with the id of its content, as YAML.

Who measured, on what, when, and whether on exercises: what was measured on exercises never
speaks for the world. The numbers of a grid cell are side-neutral: the grid stands on the
median place of what was detected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import canonical_json, content_id
from holdfire.incidents.calibration.parameters import ChannelFit, Fit, Interval, PairFit

__all__ = [
    "VERSION",
    "CalibrationRecord",
    "GridCell",
    "Measurement",
    "read_record",
    "record_of",
]

VERSION = 1


@dataclass(frozen=True, slots=True)
class Measurement:
    """Who measured on what.

    ``by`` whom, ``on`` the hash of the data, ``at`` when (ISO 8601), ``synthetic``: on an
    exercise; ``clocks_corrected``: with times moved where clocks are late, as a run will.
    """

    by: str
    on: str
    at: str
    synthetic: bool
    clocks_corrected: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """Happenings per km² and second of one cell of the grid."""

    column: int
    row: int
    per_km2_s: float


@dataclass(frozen=True)
class CalibrationRecord:
    """What is kept of a fit. ``anchor`` (longitude, latitude) and ``cell_km`` of the grid."""

    measurement: Measurement
    anchor: tuple[float, float]
    cell_km: float
    channels: tuple[ChannelFit, ...]
    pairs: tuple[PairFit, ...]
    happenings: Interval
    density: tuple[GridCell, ...]
    settled: bool
    version: int = VERSION

    @property
    def id(self) -> str:
        """The id of all that is in it."""
        return content_id("calibration", canonical_json(self._values()))

    def _values(self) -> dict[str, Any]:
        """As JSON values."""
        found: dict[str, Any] = asdict(self)
        found["anchor"] = list(self.anchor)
        for one in found["channels"]:
            one["by_time"] = [list(row) for row in one["by_time"]]
            one["unsteady"] = list(one["unsteady"])
        found["channels"] = list(found["channels"])
        found["pairs"] = list(found["pairs"])
        found["density"] = [[one.column, one.row, one.per_km2_s] for one in self.density]
        return found

    def text(self) -> str:
        """The file."""
        return yaml.safe_dump({"id": self.id, **self._values()}, sort_keys=False, width=100)


def record_of(
    fit: Fit, cells: list[tuple[int, int]], measurement: Measurement,
    anchor: tuple[float, float], cell_km: float,
) -> CalibrationRecord:  # fmt: skip
    """The record of a fit whose ground's cells have these columns and rows."""
    density = tuple(
        GridCell(*cell, float(value)) for cell, value in zip(cells, _plain(fit), strict=True)
    )
    return CalibrationRecord(
        measurement,
        anchor,
        cell_km,
        fit.channels,
        fit.pairs,
        fit.happenings,
        density,
        fit.settled,
    )


def _plain(fit: Fit) -> list[float]:
    """Densities by cell."""
    found: list[float] = np.exp(fit.log_density).tolist()
    return found


def _interval(raw: Mapping[str, Any] | None) -> Interval | None:
    """An interval or nothing."""
    return (
        None
        if raw is None
        else Interval(float(raw["value"]), float(raw["low"]), float(raw["high"]))
    )


def _channel(raw: Mapping[str, Any]) -> ChannelFit:
    """A channel."""
    values = dict(raw)
    for name in ("detects", "false_per_km2_s", "real", "clock_s"):
        values[name] = _interval(values[name])
    values["by_time"] = tuple(tuple(row) for row in values["by_time"])
    values["unsteady"] = tuple(values["unsteady"])
    return ChannelFit(**values)


def read_record(text: str, name: str) -> CalibrationRecord:
    """Read the file; ``name`` is told in errors.

    Raises :class:`BadInput` where it is no such file, or its content is not that of its id.
    """
    try:
        raw = yaml.safe_load(text)
        happenings = _interval(raw["happenings"])
        if raw["version"] != VERSION or happenings is None:
            raise _refuse(name, f"the version is not {VERSION}")
        found = CalibrationRecord(
            Measurement(**raw["measurement"]),
            (float(raw["anchor"][0]), float(raw["anchor"][1])),
            float(raw["cell_km"]),
            tuple(_channel(one) for one in raw["channels"]),
            tuple(PairFit(**{**one, "lift": _interval(one["lift"])}) for one in raw["pairs"]),
            happenings,
            tuple(GridCell(int(c), int(r), float(v)) for c, r, v in raw["density"]),
            bool(raw["settled"]),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError, IndexError) as error:
        raise _refuse(name, "the file is no calibration of channels") from error
    if raw.get("id") != found.id:
        raise _refuse(name, "the content does not have the id that the file states")
    return found


def _refuse(name: str, what: str) -> BadInput:
    """The error for a file that cannot be used."""
    return BadInput(Code.PARAMETERS_UNREADABLE, what, where=name)
