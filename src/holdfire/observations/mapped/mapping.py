"""A mapping as typed data: which column says what, in which unit. See the mapping file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.base.instant import TimeBasis
from holdfire.base.phenomenon import Modality, Phenomenon

__all__ = [
    "AttributeRule",
    "CountRule",
    "ExistsRule",
    "FileMapping",
    "PhenomenonRule",
    "PlaceRule",
    "SpreadRule",
    "TimeRule",
]


@dataclass(frozen=True, slots=True)
class TimeRule:
    """When. ``layout`` is iso, date, unix_s, unix_ms or a ``strptime`` pattern.

    ``zone`` (IANA) is used for times without an offset. ``accuracy_s`` is 1 sigma in
    seconds, ``accuracy_column`` holds it per row in units of ``accuracy_unit_s`` seconds.
    """

    column: str
    end: str | None = None
    layout: str = "iso"
    zone: str | None = None
    basis: TimeBasis = TimeBasis.UTC
    accuracy_s: float | None = None
    accuracy_column: str | None = None
    accuracy_unit_s: float = 1.0


@dataclass(frozen=True, slots=True)
class SpreadRule:
    """How exact the place is, as the source states it; ``unit_m`` metres make its unit.

    ``kind`` is sigma, CE50, CE90, CE95, CE99, covariance, half_extent, radius, ordinal or
    unspecified. ``columns`` are one column, or the three of a covariance (ee, en, nn, in
    the unit squared). ``value`` is used instead of a column.
    """

    kind: str
    unit: str
    unit_m: float
    columns: tuple[str, ...] = ()
    value: float | None = None


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """Where: two columns in degrees, a WKT column, or the geometry of the feature."""

    lon: str | None = None
    lat: str | None = None
    wkt: str | None = None
    spread: SpreadRule | None = None


@dataclass(frozen=True, slots=True)
class PhenomenonRule:
    """What: one kind for all rows, or a column with a map from its words to kinds."""

    constant: Phenomenon | None = None
    column: str | None = None
    values: Mapping[str, Phenomenon] = field(default_factory=dict)
    other: Phenomenon | None = None


@dataclass(frozen=True, slots=True)
class CountRule:
    """How many: columns of the low and high end (the same one when exact)."""

    low: str
    high: str
    approximate: str | None = None


@dataclass(frozen=True, slots=True)
class ExistsRule:
    """The source's own score (0..1) that something was there, and what kind of score."""

    column: str
    kind: str


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """One attribute: a constant, or a column split at ``separator`` and mapped by words.

    ``single`` attributes hold one value, others a list. ``number`` values are decimals.
    """

    name: str
    constant: tuple[object, ...] = ()
    column: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    separator: str | None = None
    number: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class FileMapping:
    """The whole mapping. ``source`` is the name under which the observations are kept."""

    source: str
    title: str
    licence: str
    modality: Modality
    phenomenon: PhenomenonRule
    time: TimeRule | None
    place: PlaceRule
    delimiter: str = ","
    id: str | None = None
    term: str | None = None
    count: CountRule | None = None
    exists: ExistsRule | None = None
    attributes: tuple[AttributeRule, ...] = ()
    scan: tuple[str, ...] = ()
    origin_keys: tuple[str, ...] = ()
    narrative: str | None = None
    language: str | None = None
    sealed: tuple[str, ...] = ()

    def columns(self) -> frozenset[str]:
        """Every column that is lifted or sealed; the others stay in the residual."""
        time, place, spread = self.time, self.place, self.place.spread
        named: list[str | None] = [
            self.id,
            self.term,
            self.narrative,
            self.phenomenon.column,
            *(rule.column for rule in self.attributes),
            *self.scan,
            *self.origin_keys,
            *self.sealed,
            place.lon,
            place.lat,
            place.wkt,
            *(spread.columns if spread else ()),
        ]
        if time is not None:
            named += [time.column, time.end, time.accuracy_column]
        if self.count is not None:
            named += [self.count.low, self.count.high, self.count.approximate]
        if self.exists is not None:
            named.append(self.exists.column)
        return frozenset(name for name in named if name)
