"""What a detector's numbers rest on: measured on a named set at a date, or assumed and why.

A ``calibration.yaml`` lies beside each detector::

    detector: thermal
    version: 1
    entries:
      - for: {source: firms, synthetic: true, phenomenon: thermal}
        exists: {value: 0.93, low: 0.90, high: 0.95}   # probability, interval
        p_detect: {low: 0.4, high: 0.6}                # or null: never measured
        measured_on: "exercise minsk-like, seeds 1-20"  # absent: uncalibrated
        date: 2026-11-24
        reason: "why these numbers are believed"

``for`` names any of source, flag (one of the row's flags), phenomenon, modality, synthetic;
the entry that names most of a row's properties wins, in this order. A measured entry must
say ``synthetic``: what was measured on exercises never speaks for the world. ``exists`` is
measured over all detections of that kind, whether or not another sensor saw the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.quantity import Probability

__all__ = ["Calibration", "Entry", "Traits", "read_calibration", "shipped_calibration"]

_KEYS = ("source", "flag", "phenomenon", "modality", "synthetic")


@dataclass(frozen=True, slots=True)
class Traits:
    """The properties of a row by which a calibration entry is chosen."""

    source: str
    modality: str
    phenomenon: str
    synthetic: bool
    flags: frozenset[str] = frozenset()

    def has(self, name: str, value: object) -> bool:
        """Does the row have this property?"""
        return value in self.flags if name == "flag" else getattr(self, name) == value


@dataclass(frozen=True, slots=True)
class Entry:
    """One calibration entry: which rows it is for and what it says of them.

    ``exists`` is the probability that the phenomenon itself was there (a thermal anomaly,
    not its cause), given one detection of this kind. ``p_detect`` is the interval of the
    probability to detect one such happening, ``None`` when nobody measured it.
    ``measured_on`` is ``None`` when the numbers are assumed; ``reason`` says why.
    """

    chosen_by: tuple[tuple[str, object], ...]
    exists: Probability
    p_detect: tuple[float, float] | None
    measured_on: str | None
    stated: date
    reason: str

    def fits(self, traits: Traits) -> bool:
        """Do all properties that this entry names agree with the row's?"""
        return all(traits.has(name, value) for name, value in self.chosen_by)

    def rank(self) -> tuple[int, tuple[int, ...]]:
        """More named properties first, then the more telling ones; smaller is better."""
        named = {name for name, _ in self.chosen_by}
        return -len(named), tuple(0 if key in named else 1 for key in _KEYS)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The entries of one detector, best first."""

    detector: str
    version: int
    entries: tuple[Entry, ...]

    def find(self, traits: Traits) -> Entry | None:
        """The best entry for the row, or ``None`` if no entry fits."""
        return next((entry for entry in self.entries if entry.fits(traits)), None)


def _refuse(name: str, what: str) -> BadInput:
    """The error for a calibration file that cannot be used."""
    return BadInput(Code.CALIBRATION_UNREADABLE, what, where=name)


def _mapping(value: object, name: str, field: str) -> Mapping[str, object]:
    """``value`` as a mapping with text keys, or the error that names the field."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise _refuse(name, f"{field} must be a mapping")
    return value


def _number(value: object, name: str, field: str) -> float:
    """``value`` as a number, or the error that names the field."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refuse(name, f"{field} must be a number")
    return float(value)


def _entry(raw: object, name: str) -> Entry:
    """One entry of the file, checked."""
    item = _mapping(raw, name, "an entry")
    chosen = _mapping(item.get("for"), name, "for")
    unknown = set(chosen) - set(_KEYS)
    if unknown:
        raise _refuse(name, f"for names the unknown properties {sorted(unknown)}")
    measured = item.get("measured_on")
    if measured is not None and "synthetic" not in chosen:
        raise _refuse(name, "a measured entry must say whether the set was synthetic")
    stated = item.get("date")
    if not isinstance(stated, date):
        raise _refuse(name, "date must be a day, for example 2026-11-24")
    reason = item.get("reason")
    if not isinstance(reason, str) or not reason:
        raise _refuse(name, "reason must be a sentence")
    exists = _mapping(item.get("exists"), name, "exists")
    value, low, high = (_number(exists.get(k), name, k) for k in ("value", "low", "high"))
    found = item.get("p_detect")
    p_detect = None
    if found is not None:
        ends = _mapping(found, name, "p_detect")
        p_detect = (
            _number(ends.get("low"), name, "low"),
            _number(ends.get("high"), name, "high"),
        )
    return Entry(
        tuple((key, chosen[key]) for key in _KEYS if key in chosen),
        Probability(value, low, high, calibrated=measured is not None),
        p_detect,
        None if measured is None else str(measured),
        stated,
        reason,
    )


def read_calibration(text: str, name: str) -> Calibration:
    """Read a ``calibration.yaml``; ``name`` is told in errors.

    Raises :class:`BadInput` (``HF-4501``) when the text is not such a file, and
    ``BadQuantity`` when its numbers are not probabilities.
    """
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _refuse(name, "the calibration is not YAML") from error
    item = _mapping(raw, name, "the file")
    detector, version, entries = (item.get(k) for k in ("detector", "version", "entries"))
    if not isinstance(detector, str) or not isinstance(version, int):
        raise _refuse(name, "detector must be a name and version a whole number")
    if not isinstance(entries, list) or not entries:
        raise _refuse(name, "entries must be a list")
    read = tuple(sorted((_entry(entry, name) for entry in entries), key=Entry.rank))
    return Calibration(detector, version, read)


@cache
def shipped_calibration(detector: str) -> Calibration:
    """The calibration that is shipped beside the detector of this name."""
    place = files("holdfire.detections") / detector / "calibration.yaml"
    return read_calibration(place.read_text(encoding="utf-8"), f"{detector}/calibration.yaml")
