"""An agreement as data: parties, shapes, clauses under each reading, amendments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from holdfire.agreement.clause import Clause
from holdfire.agreement.geometry import Shape

__all__ = ["Agreement", "Amendment", "Definition", "Party", "Reading", "SourceText"]


@dataclass(frozen=True, slots=True)
class Party:
    """A bound actor: its id in the text and its neutral display name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A public source by key: what it is and where it was published."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term, with the variants that differ between circulating copies."""

    term: str
    meaning: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the contested places; a question of law that evidence cannot settle.

    ``clauses`` is the complete list under this reading, in the order of the text.
    """

    id: str
    title: str
    clauses: tuple[Clause, ...]
    asserted_by: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later text: when it takes effect (UTC) and the clauses it replaces, adds or ends."""

    id: str
    effective: datetime
    title: str
    source: str
    replaces: tuple[Clause, ...] = ()
    adds: tuple[Clause, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole text as data; immutable. ``version`` is the hash of its content.

    ``starts``/``ends`` are UTC, half-open. ``lines`` and ``zones`` map each name used by a
    clause to its description; ``shapes`` holds the geometry attached so far (a name may
    have several dated shapes). ``sides`` maps line name -> party id -> ``left``/``right``
    of the line in its drawn direction. ``zone`` is the IANA time zone of its civil days.
    """

    id: str
    title: str
    kind: str
    parties: tuple[Party, ...]
    readings: tuple[Reading, ...]
    starts: datetime | None = None
    ends: datetime | None = None
    zone: str = "UTC"
    lines: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()
    sides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    sources: tuple[SourceText, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    claims: tuple[str, ...] = ()
    hypothetical: bool = False
    note: str = ""
    version: str = ""
    origin: str = ""
