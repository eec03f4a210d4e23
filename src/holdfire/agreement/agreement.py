"""An agreement as data: parties, shapes, clauses under each reading, amendments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from holdfire.agreement.clause import Clause
from holdfire.agreement.geometry import Shape
from holdfire.agreement.weapon import ObjectPredicate

__all__ = [
    "Agreement",
    "Amendment",
    "Anchor",
    "Definition",
    "Party",
    "Reading",
    "SourceText",
]


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
class Anchor:
    """A named time that other times are counted from.

    ``day`` is set for a whole civil day, ``instant`` (UTC) is its first instant or the
    exact time; both are ``None`` while the ``event`` that fixes it has no date.
    """

    name: str
    instant: datetime | None = None
    day: date | None = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term, with the variants that differ between circulating copies.

    ``predicate`` is the term as it is used; ``None`` when the text leaves it undefined.
    ``variants`` are sentences, ``variant_predicates`` what each named variant would mean.
    """

    term: str
    meaning: str
    variants: tuple[str, ...] = ()
    predicate: ObjectPredicate | None = None
    variant_predicates: Mapping[str, ObjectPredicate] = field(default_factory=dict)
    ref: str = ""
    source: str = ""
    evidence: str = "unverified"
    line_number: int = 0


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
    """A later text: when it takes effect (UTC) and the clauses it replaces, adds or ends.

    ``adopted`` later than ``effective`` makes it retroactive: verdicts change by it.
    """

    id: str
    effective: datetime
    title: str
    source: str
    replaces: tuple[Clause, ...] = ()
    adds: tuple[Clause, ...] = ()
    ends: tuple[str, ...] = ()
    adopted: datetime | None = None

    @property
    def retroactive(self) -> bool:
        """Did it take effect before it was adopted?"""
        return self.adopted is not None and self.adopted > self.effective


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole text as data; immutable. ``version`` is the hash of its content.

    ``starts``/``ends`` are UTC, half-open. ``lines`` and ``zones`` map each name used by a
    clause to its description; ``shapes`` holds the geometry attached so far (a name may
    have several dated shapes). ``sides`` maps line name -> party id -> ``left``/``right``
    of the line in its drawn direction. ``zone`` is the IANA time zone of its civil days.
    ``line_dates`` are the days of which a line is meant, ``geometry_files`` the paths, as
    the file gives them, of the shapes that belong to it.
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
    sites: Mapping[str, str] = field(default_factory=dict)
    line_dates: Mapping[str, date] = field(default_factory=dict)
    anchors: tuple[Anchor, ...] = ()
    geometry_files: tuple[str, ...] = ()
