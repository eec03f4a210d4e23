"""Reading a sensors file: strict like an agreement file, wholly or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.amounts import read_hours
from holdfire.agreement.area_text import read_area
from holdfire.agreement.context import ClauseReader, Names
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode, Node, ScalarNode, compose
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.sensing.observability import Family
from holdfire.agreement.sensing.sensors import ALWAYS, Detects, Network, Sensor, Span
from holdfire.agreement.sensing.signs import SIGNS
from holdfire.base.codes import Code
from holdfire.base.errors import MalformedAgreement

__all__ = ["FORMAT", "read_sensors"]

FORMAT = "holdfire-sensors/1"
_HEADER = ("format", "id", "title", "hypothetical", "note", "seasons", "sensors")
_SENSOR = (
    "id",
    "title",
    "family",
    "area",
    "detects",
    "revisit",
    "holds",
    "latency",
    "availability",
    "conditions",
    "basis",
)
_DETECTS = ("p_detect", "false_alarms", "min_size", "lasts")
_BASES = ("measured", "stated", "assumed")
_SHARE = r"0(?:\.\d{1,6})?|1(?:\.0{1,6})?"
_SPAN = re.compile(rf"({_SHARE})(?:\s*\.\.\s*({_SHARE}))?")
_PER_DAY = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*per\s*(hour|day|week)")
_SIZE = re.compile(r"(\d{1,5}(?:\.\d)?)\s*mm")
_MONTH = re.compile(r"[1-9]|1[0-2]")
_TIMES = {"hour": 24.0, "day": 1.0, "week": 1.0 / 7.0}
_MOST = 1000


def read_sensors(text: str, *, origin: str, agreement: Agreement) -> Network:
    """The sensors of a file; areas must be places that the agreement names.

    Raises ``MalformedAgreement`` with every problem (file, line, sensor, rule, next step).
    """
    problems = Problems(origin)
    root = compose(text, problems)
    network = _network(root, problems, _names(agreement)) if root is not None else None
    found = problems.all()
    if found or network is None:
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        raise MalformedAgreement(
            Code.SENSORS_MALFORMED,
            f"{origin} cannot be used: {count}; the first: "
            + (found[0].message if found else "it is empty"),
            problems=found,
        )
    return network


def _names(agreement: Agreement) -> Names:
    """The places and parties that an area may name."""
    return Names(
        parties=tuple(party.id for party in agreement.parties),
        lines=frozenset(agreement.lines),
        areas=frozenset(agreement.zones) | frozenset(agreement.sites),
    )


def _network(root: MappingNode, problems: Problems, names: Names) -> Network:
    """The whole file."""
    fields = Fields(root, _HEADER, problems, "a sensors file")
    form = fields.scalar("format", needed=True)
    if form and form != FORMAT:
        fields.refuse("L1", "format", Refusal(f"{form[:60]!r} is not known", f"Use {FORMAT}."))
    seasons = _seasons(fields)
    fields.get("sensors", needed=True)
    nodes = fields.mappings("sensors")[:_MOST]
    if not nodes and "sensors" in fields:
        fields.refuse("L1", "sensors", Refusal("there is no sensor", "Give at least one."))
    sensors: list[Sensor] = []
    for node in nodes:
        sensor = _sensor(node, problems, names, seasons)
        if sensor.id in {known.id for known in sensors}:
            problems.add("L3", node.line, f"the id {sensor.id!r} is taken", "Use another id.")
        sensors.append(sensor)
    return Network(
        fields.name("id"),
        fields.scalar("title", needed=True),
        tuple(sensors),
        seasons,
        fields.yes("hypothetical"),
        fields.scalar("note"),
    )


def _seasons(fields: Fields) -> dict[str, frozenset[int]]:
    """Names of seasons, each with its months."""
    found: dict[str, frozenset[int]] = {}
    names = fields.mapping("seasons")
    node = fields.get("seasons")
    if not isinstance(node, MappingNode):
        return found
    inner = Fields(node, tuple(names), fields.problems, "the seasons")
    for name in names:
        months = inner.texts(name, needed=True)
        if all(_MONTH.fullmatch(month) for month in months):
            found[name] = frozenset(int(month) for month in months)
        else:
            inner.refuse("L2", name, Refusal("a month is not 1 to 12", "Write [11, 12, 1]."))
    return found


def _sensor(
    node: MappingNode, problems: Problems, names: Names, seasons: Mapping[str, object]
) -> Sensor:
    """One sensor; what does not fit becomes a problem."""
    fields = Fields(node, _SENSOR, problems, "a sensor")
    own = node.items.get("id")
    problems.clause = own.text.strip()[:64] if isinstance(own, ScalarNode) else ""
    try:
        family = fields.word("family", [each.value for each in Family], needed=True)
        area = read_area(ClauseReader(fields, names, problems), needed=True)
        revisit = fields.scalar("revisit", needed=True)
        shares = _by_season(fields, "availability", seasons)
        sensor = Sensor(
            fields.name("id"),
            fields.scalar("title", needed=True),
            Family(family) if family else Family.PUBLIC_REPORT,
            _detects(fields, seasons),
            revisit_h=None if revisit in {"continuous", ""} else _hours(fields, "revisit"),
            holds_h=_hours(fields, "holds"),
            latency_h=_hours(fields, "latency") if "latency" in fields else None,
            availability=shares or {ALWAYS: (1.0, 1.0)},
            conditions=fields.texts("conditions"),
            basis=fields.word("basis", _BASES) or "assumed",
            line_number=node.line,
            **({"area": area} if area is not None else {}),
        )
        if sensor.revisit_h is None and "holds" in fields:
            fields.refuse("L1", "holds", Refusal("it watches continuously", "Leave it out."))
        return sensor
    finally:
        problems.clause = ""


def _hours(fields: Fields, key: str) -> float:
    """A duration in hours; none when it is absent or refused."""
    return fields.read(key, read_hours) or 0.0


def _detects(fields: Fields, seasons: Mapping[str, object]) -> tuple[Detects, ...]:
    """Every sign with how well it is detected."""
    fields.get("detects", needed=True)
    found: list[Detects] = []
    for sign, node in fields.mapping("detects").items():
        refusal = known_word(sign, SIGNS, "a sign that a sensor may detect")
        if refusal is not None:
            fields.problems.refuse("L3", node.line, "detects", refusal)
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"detects: {sign} is not described", "Give p_detect."
            )
            continue
        inner = Fields(node, _DETECTS, fields.problems, "what a sensor detects")
        unmeasured = _is_unmeasured(inner.get("p_detect", needed=True))
        found.append(
            Detects(
                sign,
                {} if unmeasured else _by_season(inner, "p_detect", seasons),
                inner.read("false_alarms", _per_day),
                inner.read("min_size", _size),
                _hours(inner, "lasts"),
            )
        )
    if "detects" in fields and not found:
        fields.refuse("L1", "detects", Refusal("it detects nothing", "Name a sign."))
    return tuple(found)


def _is_unmeasured(node: Node | None) -> bool:
    """Does the file say that nobody has measured it?"""
    return isinstance(node, ScalarNode) and node.text.strip() == "unmeasured"


def _by_season(fields: Fields, key: str, seasons: Mapping[str, object]) -> dict[str, Span]:
    """One value for all year, or one for each season of the file."""
    node = fields.get(key)
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        value = fields.read(key, _span)
        return {} if value is None else {ALWAYS: value}
    inner = Fields(node, tuple(seasons), fields.problems, f"{key} by season")
    found: dict[str, Span] = {}
    for season in seasons:
        value = inner.read(season, _span, needed=True)
        if value is not None:
            found[season] = value
    return found


def _span(text: str) -> Span | Refusal:
    """``0.7`` or ``0.6..0.8``."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text[:60]!r} is not a share", "Write 0.7 or 0.6..0.8.")
    low, high = float(match[1]), float(match[2] or match[1])
    if low > high:
        return Refusal(f"{text[:60]!r} runs backwards", "Write the smaller end first.")
    return low, high


def _per_day(text: str) -> float | Refusal:
    """``0.5 per day`` as a number for each day."""
    match = _PER_DAY.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text[:60]!r} is not a rate", "Write 0.5 per day.")
    return float(match[1]) * _TIMES[match[2]]


def _size(text: str) -> float | Refusal:
    """``100 mm`` as millimetres."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        return Refusal(f"{text[:60]!r} is not a size", "Write 100 mm.")
    return float(match[1])
