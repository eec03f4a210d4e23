"""From the values of a mapping file to a typed mapping; unknown keys and words are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfire.base.instant import TimeBasis
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.mapped.mapping import (
    AttributeRule,
    CountRule,
    ExistsRule,
    FileMapping,
    PhenomenonRule,
    PlaceRule,
    SpreadRule,
    TimeRule,
)
from holdfire.observations.mapped.section import Section, malformed

__all__ = ["FORMAT", "read_mapping"]

FORMAT = "holdfire-mapping/1"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_TAKEN = ("firms", "ucdp", "viina", "osce", "alarms", "control", "sensorlog", "mapped")
_LENGTHS_M = {"m": 1.0, "km": 1000.0}
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_CONVERTIBLE = ("sigma", "CE50", "CE90", "CE95", "CE99", "half_extent", "radius")
_BASES = (TimeBasis.UTC, TimeBasis.GPS, TimeBasis.LOCAL, TimeBasis.RECEIPT)
_SINGLE = ("mode",)
_NUMBERS = ("calibre_mm",)


def read_mapping(value: object) -> FileMapping:
    """The mapping of these values (of YAML or JSON).

    Raises ``BadInput`` (``HF-4070``) naming the key that is missing, unknown or wrong.
    """
    top = Section(value, "")
    top.word("format", (FORMAT,))
    source = top.text("source")
    if not _NAME.fullmatch(source) or source in _TAKEN:
        raise malformed("source", f"{source!r} is not a free name of a-z, 0-9, _ and -")
    time = top.below("time")
    place = top.below("place")
    count = top.given.get("count") if top.has("count") else None
    exists = top.below("exists")
    attributes = top.below("attributes")
    mapping = FileMapping(
        source=source,
        title=top.text("title"),
        licence=top.text("licence"),
        modality=Modality(top.word("modality", Modality)),
        phenomenon=_phenomenon(top),
        time=None if time is None else _time(time),
        place=PlaceRule() if place is None else _place(place),
        delimiter=_delimiter(top),
        id=top.column("id"),
        term=top.column("term"),
        count=None if count is None else _count(count),
        exists=None if exists is None else _exists(exists),
        attributes=() if attributes is None else _attributes(attributes),
        scan=top.columns("scan"),
        origin_keys=top.columns("origin_keys"),
        narrative=top.column("narrative"),
        language=top.maybe("language"),
        sealed=top.columns("sealed"),
    )
    top.close()
    _check_seal(mapping)
    return mapping


def _check_seal(mapping: FileMapping) -> None:
    """A sealed column cannot be lifted as well: it would stand in the open after all."""
    open_columns = {
        mapping.id,
        mapping.term,
        mapping.narrative,
        mapping.phenomenon.column,
        *mapping.scan,
        *mapping.origin_keys,
        *(rule.column for rule in mapping.attributes),
    }
    both = sorted(name for name in mapping.sealed if name in open_columns)
    if both:
        raise malformed("sealed", f"{both[0]!r} is sealed and used in the open as well")


def _delimiter(top: Section) -> str:
    """The separator of the cells."""
    names = {"comma": ",", "semicolon": ";", "tab": "\t"}
    return names[top.word("delimiter", names, "comma")]


def _phenomenon(top: Section) -> PhenomenonRule:
    """One kind, or a column with a map."""
    if isinstance(top.given.get("phenomenon"), str):
        return PhenomenonRule(Phenomenon(top.word("phenomenon", Phenomenon)))
    part = top.below("phenomenon")
    if part is None:
        raise malformed("phenomenon", "this key is needed")
    column = part.needed_column("column")
    words = part.below("values")
    if words is None or not words.given:
        raise malformed(part.at("values"), "the words of the column and their kinds are needed")
    values = {key: Phenomenon(words.word(key, Phenomenon)) for key in words.given}
    other = Phenomenon(part.word("other", Phenomenon)) if part.has("other") else None
    part.close()
    return PhenomenonRule(None, column, values, other)


def _time(part: Section) -> TimeRule:
    """When."""
    layout = part.text("format", "iso")
    if layout not in ("iso", "date", "unix_s", "unix_ms") and "%" not in layout:
        known = "iso, date, unix_s, unix_ms or a pattern with %"
        raise malformed(part.at("format"), f"{layout!r} is none of: {known}")
    zone = part.maybe("zone")
    if zone is not None:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise malformed(part.at("zone"), f"{zone!r} is no IANA time zone") from error
    accuracy = part.below("accuracy")
    rule = TimeRule(
        column=part.needed_column("column"),
        end=part.column("end"),
        layout=layout,
        zone=zone,
        basis=TimeBasis(part.word("basis", _BASES, TimeBasis.UTC)),
        accuracy_s=part.number("accuracy_s"),
        accuracy_column=None if accuracy is None else accuracy.needed_column("column"),
        accuracy_unit_s=(
            1.0 if accuracy is None else _SECONDS[accuracy.word("unit", _SECONDS)]
        ),
    )
    if accuracy is not None:
        accuracy.close()
    part.close()
    return rule


def _place(part: Section) -> PlaceRule:
    """Where."""
    lon, lat, wkt = part.column("lon"), part.column("lat"), part.column("wkt")
    if (lon is None) != (lat is None) or (lon and wkt):
        raise malformed(part.path, "give lon and lat, or wkt, or neither for GeoJSON")
    spread = part.below("uncertainty")
    rule = PlaceRule(lon, lat, wkt, None if spread is None else _spread(spread))
    part.close()
    return rule


def _spread(part: Section) -> SpreadRule:
    """How exact."""
    kind = part.word("kind", (*_CONVERTIBLE, "covariance", "ordinal", "unspecified"))
    exact = kind in (*_CONVERTIBLE, "covariance")
    unit = part.word("unit", _LENGTHS_M) if exact else part.text("unit", "1")
    if kind == "covariance":
        columns = tuple(part.needed_column(name) for name in ("ee", "en", "nn"))
        value = None
    else:
        columns, value = part.columns("column"), part.number("value")
        if (len(columns) == 1) == (value is not None) or len(columns) > 1:
            raise malformed(part.path, "give one column or a value")
    part.close()
    return SpreadRule(kind, unit, _LENGTHS_M.get(unit, 1.0), columns, value)


def _count(value: object) -> CountRule:
    """How many."""
    if isinstance(value, str):
        return CountRule(value.strip().lower(), value.strip().lower())
    part = Section(value, "count")
    low = part.needed_column("low")
    rule = CountRule(low, part.column("high") or low, part.column("approximate"))
    part.close()
    return rule


def _exists(part: Section) -> ExistsRule:
    """The source's own score."""
    rule = ExistsRule(
        part.needed_column("column"),
        part.word("kind", ("vendor_score", "ordinal", "quality_index"), "vendor_score"),
    )
    part.close()
    return rule


def _attributes(part: Section) -> tuple[AttributeRule, ...]:
    """All attributes in the order of the file."""
    return tuple(_attribute(part, name) for name in part.given)


def _attribute(part: Section, name: str) -> AttributeRule:
    """One attribute: a scalar or list is a constant, a mapping names a column."""
    value, single = part.given[name], name in _SINGLE
    if not isinstance(value, Mapping):
        constant = tuple(value) if isinstance(value, list) else (value,)
        if not constant or not all(_plain(item) for item in constant):
            raise malformed(part.at(name), "a text, a number or a list of them is expected")
        return AttributeRule(name, constant, single=single)
    below = Section(value, part.at(name))
    words = below.below("values")
    values = {} if words is None else dict(words.given)
    if not all(_plain(item) for item in values.values()):
        raise malformed(below.at("values"), "texts and numbers are expected")
    rule = AttributeRule(
        name,
        column=below.needed_column("column"),
        values=values,
        separator=below.maybe("separator"),
        number=below.flag("number") or name in _NUMBERS,
        single=below.flag("single") or single,
    )
    below.close()
    return rule


def _plain(item: object) -> bool:
    """A text or a number, not a truth value or a date that YAML made of a word."""
    return isinstance(item, str | int | float) and not isinstance(item, bool)
