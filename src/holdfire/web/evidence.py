"""How an incident is known: its detections in order of strength, for and against."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfire.incidents.record import Incident
from holdfire.reports.likelihood import confidence_word
from holdfire.web.naming import CONFIDENCE
from holdfire.web.port import Run

__all__ = ["Basis", "Evidence", "basis_of", "evidence_of", "values_of"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an incident and what against it, the strongest first.

    ``links`` are (left, right, log-likelihood ratio in nats, the ratio itself).
    """

    supporting: tuple[Mapping[str, Any], ...]
    contrary: tuple[Mapping[str, Any], ...]
    links: tuple[tuple[str, str, float, float], ...]
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the confidence rests on; ``sentence`` is a key of the catalogues."""

    sentence: str
    origins: int
    modalities: int
    calibrated: bool


def evidence_of(run: Run, incident: Incident) -> Evidence:
    """The evidence of one incident."""
    against = set(incident.contrary)
    rows = sorted(run.detections_of(incident.id), key=_strength)
    supporting = tuple(row for row in rows if row["id"] not in against)
    copies: dict[str, int] = {}
    for row in supporting:
        group = str(row.get("origin_group") or row["id"])
        copies[group] = copies.get(group, 0) + 1
    links = sorted(incident.links, key=lambda link: (-link.llr, link.left, link.right))
    return Evidence(
        supporting,
        tuple(row for row in rows if row["id"] in against),
        tuple((k.left, k.right, k.llr, math.exp(max(-50.0, min(50.0, k.llr)))) for k in links),
        tuple(sorted(copies.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _strength(row: Mapping[str, Any]) -> tuple[float, str]:
    """Strongest first; an unknown strength last."""
    exists = row.get("exists")
    return (1.0 if exists is None else -float(exists), str(row["id"]))


def basis_of(incident: Incident) -> Basis:
    """Confidence in the basis: from independence, ways of knowing and calibration."""
    modalities = len(set(incident.modalities))
    calibrated = incident.existence.calibrated
    word = confidence_word(incident.origins, modalities, calibrated=calibrated)
    return Basis(CONFIDENCE[word], incident.origins, modalities, calibrated)


def values_of(text: object) -> dict[str, str]:
    """A JSON object of a record as plain names and texts; anything else is empty."""
    if isinstance(text, Mapping):
        found: object = text
    elif isinstance(text, str) and text:
        try:
            found = json.loads(text)
        except ValueError:
            return {}
    else:
        return {}
    if not isinstance(found, Mapping):
        return {}
    return {str(key): _flat(value) for key, value in sorted(found.items(), key=str)}


def _flat(value: object) -> str:
    """Lists as their items with commas, other values as they are."""
    if isinstance(value, list | tuple):
        return ", ".join(_flat(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)
