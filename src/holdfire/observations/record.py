"""What every source hands out: one observation for each row, lossless, without sides.

An observation says what an instrument or a person reported. It carries no judgement and
no side: fields that name one go to the seal (``Sealed``), never into the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from holdfire.base.identity import canonical_json, content_id
from holdfire.base.instant import TimeSpan, micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import NOWHERE, Place

__all__ = [
    "OBSERVATION_SCHEMA",
    "Assertion",
    "Batch",
    "Count",
    "Manifest",
    "Observation",
    "PlaceCandidate",
    "PlaceFinder",
    "PlaceFound",
    "PlaceNotFound",
    "Quarantined",
    "ReadContext",
    "Sealed",
    "observation_id",
    "observation_table",
]


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as an interval; ``approximate`` when the source said "about"."""

    low: int
    high: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing the row says happened. A row may assert several.

    ``attributes`` hold set-valued properties as lists, for example
    ``{"kind": ["artillery"], "calibre_mm": [122, 152], "system": ["D-30"],
    "object": ["power_generation"], "mode": "impact"}``; unknown means absent.
    ``place`` and ``time`` are given only where they differ from the row's own.
    """

    phenomenon: Phenomenon
    source_term: str = ""
    count: Count | None = None
    exists: float | None = None
    exists_kind: str | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    time: TimeSpan | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of a source with its stated uncertainty. See the record schema in the docs."""

    id: str
    source: str
    modality: Modality
    raw_sha256: str
    record_index: int
    synthetic: bool
    affiliation_seal: str
    time: TimeSpan | None
    place: Place
    asserted: tuple[Assertion, ...]
    scan: str | None = None
    origin_keys: tuple[str, ...] = ()
    narrative: str | None = None
    language: str | None = None
    flags: tuple[str, ...] = ()
    residual: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row kept but not believed: where it is, what is wrong, what to do."""

    source: str
    raw_sha256: str
    file: str
    row: int
    field: str
    reason: str
    code: str
    next_step: str
    content: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """Fields that name or allege a side, kept apart from the observation.

    Only verification and the rooms above open a seal.
    """

    observation_id: str
    seal: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one file: ``rows_in == observations.num_rows + len(quarantined)``.

    ``observations`` has :data:`OBSERVATION_SCHEMA`. Blank lines, headers and comments
    are not rows; a source counts them in ``non_messages``.
    """

    observations: pa.Table
    quarantined: tuple[Quarantined, ...] = ()
    sealed: tuple[Sealed, ...] = ()
    non_messages: int = 0

    @property
    def rows_in(self) -> int:
        """Rows this batch accounts for."""
        return int(self.observations.num_rows) + len(self.quarantined)


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One listed place that a name could mean: degrees on WGS 84, radius in metres.

    ``radius_m`` is how far from the point the place may reach; ``exact`` is false when
    only the spelling is alike. ``distance_km`` is given where a point was given to be near.
    """

    name: str
    matched: str
    exact: bool
    lon: float
    lat: float
    radius_m: float
    gazetteer: str
    country: str | None = None
    admin: str | None = None
    population: int | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place a name means, the spelling that matched, and how many others bear it."""

    place: Place
    candidate: PlaceCandidate
    ambiguity: int


@dataclass(frozen=True, slots=True)
class PlaceNotFound:
    """No place is meant beyond doubt: why, and which came nearest. An answer, not an error."""

    reason: str
    nearest: tuple[PlaceCandidate, ...]


class PlaceFinder(Protocol):
    """What a source may ask about names of places; handed in as the option ``gazetteer``.

    ``near`` is (longitude, latitude, greatest distance in km). ``country`` and ``zone`` (an
    IANA time zone) exclude only places whose own is known and differs.
    """

    def find(
        self,
        name: str,
        *,
        near: tuple[float, float, float] | None = None,
        country: str | None = None,
        admin: str | None = None,
        zone: str | None = None,
    ) -> PlaceFound | PlaceNotFound:
        """The one place this name means, or why there is none."""
        ...

    def candidates(
        self, name: str, *, country: str | None = None, zone: str | None = None
    ) -> tuple[PlaceCandidate, ...]:
        """Every listed place of this name, exact spellings first."""
        ...

    def region(
        self, name: str, *, country: str | None = None, zone: str | None = None
    ) -> PlaceFound | PlaceNotFound:
        """The administrative region of this name with its extent, or why there is none."""
        ...


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a source is told beside the bytes: all of it is passed in, nothing is looked up.

    ``received`` is the receipt time if known; ``synthetic`` and ``affiliation_seal`` have
    no default on purpose.
    """

    file: str
    raw_sha256: str
    synthetic: bool
    affiliation_seal: str
    received: TimeSpan | None = None
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a source is: printed in the docs, on the sources page and by the doctor."""

    name: str
    title: str
    modality: Modality
    formats: tuple[str, ...]
    licence: str
    latency: str
    bias: str
    origin_system: str | None
    lifted: tuple[str, ...]
    sealed: tuple[str, ...]
    sees: tuple[Phenomenon, ...]
    cannot_see: str


_PLACE_FIELDS: list[pa.Field[Any]] = [
    pa.field("place_kind", pa.string()),
    pa.field("lon", pa.float64()),
    pa.field("lat", pa.float64()),
    pa.field("cov_ee_m2", pa.float64()),
    pa.field("cov_en_m2", pa.float64()),
    pa.field("cov_nn_m2", pa.float64()),
    pa.field("half_e_m", pa.float64()),
    pa.field("half_n_m", pa.float64()),
    pa.field("radius_m", pa.float64()),
    pa.field("az_low_deg", pa.float64()),
    pa.field("az_high_deg", pa.float64()),
    pa.field("range_low_m", pa.float64()),
    pa.field("range_high_m", pa.float64()),
    pa.field("area_wkb", pa.binary()),
    pa.field("admin_code", pa.string()),
    pa.field("gazetteer", pa.string()),
    pa.field("stated", pa.string()),
]

_FIELDS: list[pa.Field[Any]] = [
    pa.field("id", pa.string()),
    pa.field("source", pa.string()),
    pa.field("modality", pa.string()),
    pa.field("raw_sha256", pa.string()),
    pa.field("record_index", pa.int64()),
    pa.field("synthetic", pa.bool_()),
    pa.field("affiliation_seal", pa.string()),
    pa.field("t_start", pa.timestamp("us", tz="UTC")),
    pa.field("t_end", pa.timestamp("us", tz="UTC")),
    pa.field("time_basis", pa.string()),
    pa.field("sigma_s", pa.float64()),
    *_PLACE_FIELDS,
    pa.field("phenomenon", pa.string()),
    pa.field("source_term", pa.string()),
    pa.field("count_low", pa.int64()),
    pa.field("count_high", pa.int64()),
    pa.field("count_approx", pa.bool_()),
    pa.field("exists", pa.float64()),
    pa.field("exists_kind", pa.string()),
    pa.field("attributes", pa.string()),
    pa.field("further", pa.string()),
    pa.field("scan", pa.string()),
    pa.field("origin_keys", pa.list_(pa.string())),
    pa.field("narrative", pa.string()),
    pa.field("language", pa.string()),
    pa.field("flags", pa.string()),
    pa.field("residual", pa.string()),
]

OBSERVATION_SCHEMA = pa.schema(_FIELDS)
"""One row per observation. ``attributes``, ``further`` (the second and later assertions),
``stated`` and ``residual`` are canonical JSON; ``flags`` is space-separated; the first
assertion fills ``phenomenon`` .. ``attributes``. Null is never zero."""


def observation_id(source: str, key: str) -> str:
    """The id of an observation: of its source's own id or of the row's exact content."""
    return content_id("observation", source, key)


def _place_columns(place: Place) -> dict[str, object]:
    """The place as its flat columns."""
    cov = place.covariance
    stated = place.stated
    return {
        "place_kind": place.kind.value,
        "lon": place.lon,
        "lat": place.lat,
        "cov_ee_m2": None if cov is None else cov.ee,
        "cov_en_m2": None if cov is None else cov.en,
        "cov_nn_m2": None if cov is None else cov.nn,
        "half_e_m": place.half_e_m,
        "half_n_m": place.half_n_m,
        "radius_m": place.radius_m,
        "az_low_deg": place.az_low_deg,
        "az_high_deg": place.az_high_deg,
        "range_low_m": place.range_low_m,
        "range_high_m": place.range_high_m,
        "area_wkb": place.wkb,
        "admin_code": place.admin_code,
        "gazetteer": place.gazetteer,
        "stated": None
        if stated is None
        else canonical_json({"value": stated.value, "unit": stated.unit, "kind": stated.kind}),
    }


def _time_columns(time: TimeSpan | None) -> dict[str, object]:
    """The time as its flat columns; all null when unknown."""
    return {
        "t_start": None if time is None else micros(time.start),
        "t_end": None if time is None else micros(time.end),
        "time_basis": None if time is None else time.basis.value,
        "sigma_s": None if time is None else time.sigma_s,
    }


def _assertion_columns(assertion: Assertion) -> dict[str, object]:
    """One assertion as its flat columns."""
    count = assertion.count
    return {
        "phenomenon": assertion.phenomenon.value,
        "source_term": assertion.source_term,
        "count_low": None if count is None else count.low,
        "count_high": None if count is None else count.high,
        "count_approx": None if count is None else count.approximate,
        "exists": assertion.exists,
        "exists_kind": assertion.exists_kind,
        "attributes": canonical_json(dict(assertion.attributes)),
    }


def _further(asserted: Sequence[Assertion]) -> str | None:
    """The second and later assertions as canonical JSON rows of the same columns."""
    if len(asserted) < 2:
        return None
    rows: list[dict[str, object]] = []
    for assertion in asserted[1:]:
        row = _assertion_columns(assertion)
        if assertion.place is not None:
            columns = _place_columns(assertion.place)
            wkb = columns.pop("area_wkb")
            columns["area_wkb_hex"] = wkb.hex() if isinstance(wkb, bytes) else None
            row.update(columns)
        if assertion.time is not None:
            row.update(_time_columns(assertion.time))
        rows.append(row)
    return canonical_json(rows)


def _row(item: Observation) -> dict[str, object]:
    """One observation as the columns of the schema."""
    first = item.asserted[0] if item.asserted else Assertion(Phenomenon.UNKNOWN)
    return {
        "id": item.id,
        "source": item.source,
        "modality": item.modality.value,
        "raw_sha256": item.raw_sha256,
        "record_index": item.record_index,
        "synthetic": item.synthetic,
        "affiliation_seal": item.affiliation_seal,
        **_time_columns(first.time or item.time),
        **_place_columns(first.place or item.place or NOWHERE),
        **_assertion_columns(first),
        "further": _further(item.asserted),
        "scan": item.scan,
        "origin_keys": list(item.origin_keys),
        "narrative": item.narrative,
        "language": item.language,
        "flags": " ".join(item.flags),
        "residual": canonical_json(json.loads(json.dumps(item.residual, default=str))),
    }


def observation_table(observations: Iterable[Observation]) -> pa.Table:
    """The observations as a table of :data:`OBSERVATION_SCHEMA`."""
    return pa.Table.from_pylist([_row(item) for item in observations], OBSERVATION_SCHEMA)
