"""Shapes attached to an agreement by name, each dated and with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

__all__ = ["Shape", "ShapeKind"]


class ShapeKind(StrEnum):
    """What a shape may be."""

    LINE = "line"
    ZONE = "zone"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Shape:
    """One named shape in longitude/latitude on WGS 84, as WKB.

    Valid in ``[valid_from, valid_to)`` UTC, open ends ``None``. ``sides`` says, for a line,
    which party is on the ``left`` and on the ``right`` of its drawn direction. ``source``
    and ``sha256`` say where it came from.
    """

    name: str
    kind: ShapeKind
    wkb: bytes
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    source: str = ""
    sha256: str = ""
    sides: Mapping[str, str] = field(default_factory=dict)
