"""Reading the header: everything of the file that is no clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from holdfire.agreement.agreement import Anchor, Definition, Party, SourceText
from holdfire.agreement.clause import Standard
from holdfire.agreement.context import Names
from holdfire.agreement.definition_text import read_definitions, read_words
from holdfire.agreement.fields import Fields
from holdfire.agreement.moment import Moment, first, is_zone, read_moment
from holdfire.agreement.node import MappingNode, ScalarNode
from holdfire.agreement.problems import Refusal
from holdfire.agreement.standard_text import read_standard
from holdfire.agreement.terms_force import read_day
from holdfire.agreement.words import AGREEMENT_KINDS, DAY_COUNTING

__all__ = ["FORMAT", "HEADER_KEYS", "Header", "read_header"]

FORMAT = "holdfire-agreement/1"
HEADER_KEYS = (
    "format",
    "id",
    "title",
    "kind",
    "hypothetical",
    "time_zone",
    "day_counting",
    "parties",
    "anchors",
    "starts",
    "ends",
    "lines",
    "zones",
    "sites",
    "classes",
    "definitions",
    "sources",
    "readings",
    "clauses",
    "amendments",
    "claims",
    "standard",
    "geometry_files",
    "note",
)
_LINE_KEYS = ("description", "as_of", "sides")
_MOST_PARTIES = 32


@dataclass(frozen=True, slots=True)
class Header:
    """The header as read; ``names`` is what clauses may refer to."""

    id: str
    title: str
    kind: str
    hypothetical: bool
    note: str
    parties: tuple[Party, ...]
    anchors: tuple[Anchor, ...]
    lines: Mapping[str, str]
    line_dates: Mapping[str, date]
    sides: Mapping[str, Mapping[str, str]]
    zones: Mapping[str, str]
    sites: Mapping[str, str]
    definitions: tuple[Definition, ...]
    sources: tuple[SourceText, ...]
    claims: tuple[str, ...]
    geometry_files: tuple[str, ...]
    names: Names
    standard: Standard = field(default_factory=Standard)


def read_header(fields: Fields, events: Mapping[str, str]) -> Header:
    """The header; ``events`` gives dates to anchors that have an event (name to time)."""
    form = fields.scalar("format", needed=True)
    if form and form != FORMAT:
        fields.refuse("L1", "format", Refusal(f"{form[:60]!r} is not known", f"Use {FORMAT}."))
    zone = _zone(fields)
    counting = fields.word("day_counting", DAY_COUNTING)
    parties = _parties(fields)
    sources = _sentences(fields, "sources")
    definitions = read_definitions(fields, frozenset(sources))
    lines, dates, sides = _lines(fields, tuple(party.id for party in parties))
    zones, sites = _sentences(fields, "zones"), _sentences(fields, "sites")
    for name in sorted({*lines} & {*zones} | {*lines} & {*sites} | {*zones} & {*sites}):
        fields.refuse("L3", "lines", Refusal(f"{name!r} is also a zone or site", "Rename it."))
    anchors, moments = _anchors(fields, events, zone, counting)
    moments = _agreement_times(fields, moments, zone, counting)
    names = Names(
        zone=zone,
        day_counting=counting,
        parties=tuple(party.id for party in parties),
        lines=frozenset(lines),
        areas=frozenset(zones) | frozenset(sites),
        definitions={definition.term: definition for definition in definitions},
        sources=frozenset(sources),
        moments=moments,
    )
    return Header(
        id=fields.name("id"),
        title=fields.scalar("title", needed=True),
        kind=fields.word("kind", AGREEMENT_KINDS, needed=True),
        hypothetical=fields.yes("hypothetical"),
        note=fields.scalar("note"),
        parties=parties,
        anchors=anchors,
        lines=lines,
        line_dates=dates,
        sides=sides,
        zones=zones,
        sites=sites,
        definitions=(*definitions, *read_words(fields, frozenset(sources))),
        sources=tuple(SourceText(key, title) for key, title in sources.items()),
        claims=_claims(fields, frozenset(sources)),
        geometry_files=_geometry_files(fields),
        names=names,
        standard=read_standard(fields, Standard()),
    )


def _zone(fields: Fields) -> str:
    """The time zone of the civil days."""
    zone = fields.scalar("time_zone") or "UTC"
    if is_zone(zone):
        return zone
    fields.refuse(
        "L2", "time_zone", Refusal(f"{zone[:60]!r} is no time zone", "For example Europe/Kyiv.")
    )
    return "UTC"


def _parties(fields: Fields) -> tuple[Party, ...]:
    """The bound actors, in the order of the file."""
    fields.get("parties", needed=True)
    found: list[Party] = []
    for node in fields.mappings("parties")[:_MOST_PARTIES]:
        inner = Fields(node, ("id", "name"), fields.problems, "a party")
        party = Party(inner.name("id"), inner.scalar("name", needed=True))
        if party.id in {"all", *(known.id for known in found)}:
            inner.refuse("L3", "id", Refusal(f"{party.id!r} is taken", "Use another id."))
        found.append(party)
    return tuple(found)


def _sentences(fields: Fields, key: str) -> dict[str, str]:
    """Names with a sentence each."""
    found: dict[str, str] = {}
    for name, node in fields.mapping(key).items():
        if isinstance(node, ScalarNode) and node.text.strip():
            found[name] = " ".join(node.text.split())
        else:
            fields.problems.add(
                "L1", node.line, f"{key}: {name} has no sentence", "Say in words what it is."
            )
    return found


def _lines(
    fields: Fields, parties: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, date], dict[str, dict[str, str]]]:
    """The lines: their sentences, the days they are meant of, and who is on which side."""
    sentences: dict[str, str] = {}
    dates: dict[str, date] = {}
    sides: dict[str, dict[str, str]] = {}
    for name, node in fields.mapping("lines").items():
        if isinstance(node, ScalarNode) and node.text.strip():
            sentences[name] = " ".join(node.text.split())
            continue
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"lines: {name} has no sentence", "Say in words what it is."
            )
            continue
        inner = Fields(node, _LINE_KEYS, fields.problems, "a line")
        sentences[name] = inner.scalar("description", needed=True)
        as_of = inner.read("as_of", read_day)
        if as_of is not None:
            dates[name] = as_of
        if "sides" in inner:
            sides[name] = _sides(inner, parties)
    return sentences, dates, sides


def _sides(fields: Fields, parties: tuple[str, ...]) -> dict[str, str]:
    """Which party is on the left and which on the right of the drawn direction."""
    node = fields.get("sides")
    if not isinstance(node, MappingNode):
        fields.refuse("L1", "sides", Refusal("it must be a mapping", "{left: X, right: Y}"))
        return {}
    inner = Fields(node, ("left", "right"), fields.problems, "the sides of a line")
    found = {inner.word(side, parties, needed=True): side for side in ("left", "right")}
    if len(found) < 2:
        fields.refuse("L3", "sides", Refusal("one party is on both sides", "Name two."))
    return dict(sorted(found.items()))


def _anchors(
    fields: Fields, events: Mapping[str, str], zone: str, counting: str
) -> tuple[tuple[Anchor, ...], dict[str, Moment]]:
    """The named times; one may count from another, in any order, but not in a circle."""
    texts: dict[str, str] = {}
    happenings: dict[str, str] = {}
    for name, node in fields.mapping("anchors").items():
        if name[0].isdigit() or name in {"starts", "ends", "start", "end", "day"}:
            fields.problems.add(
                "L3", node.line, f"anchors: {name!r} is not free", "Use another name."
            )
        if isinstance(node, ScalarNode):
            texts[name] = node.text
        elif isinstance(node, MappingNode):
            inner = Fields(node, ("event", "at"), fields.problems, "an anchor")
            happenings[name] = inner.scalar("event", needed=True)
            at = events.get(name) or inner.scalar("at")
            if at:
                texts[name] = at
        else:
            fields.problems.add("L1", node.line, f"anchors: {name} is a list", "Give a time.")
    for name in sorted(events.keys() - happenings.keys()):
        fields.problems.add(
            "L3", 0, f"the text has no event {name!r}", "Use an anchor that has an event."
        )
    moments = {name: Moment(awaits=(name,)) for name in happenings if name not in texts}
    moments |= _resolve(fields, texts, moments, zone, counting)
    anchors = tuple(
        Anchor(name, first(moments[name], zone), moments[name].day, happenings.get(name, ""))
        for name in sorted(moments)
    )
    return anchors, moments


def _resolve(
    fields: Fields,
    texts: Mapping[str, str],
    known: Mapping[str, Moment],
    zone: str,
    counting: str,
) -> dict[str, Moment]:
    """Read anchors as soon as those they count from are read."""
    found = dict(known)
    waiting = dict(texts)
    while waiting:
        ready = [
            name
            for name, text in waiting.items()
            if not _mentions(text, waiting.keys() - found)
        ]
        for name in ready or list(waiting):
            moment = read_moment(waiting.pop(name), found, zone, counting)
            if isinstance(moment, Refusal):
                fields.refuse(
                    "L9", "anchors", Refusal(f"{name}: {moment.message}", moment.next_step)
                )
                moment = Moment()
            found[name] = Moment(moment.day, moment.instant, moment.awaits)
    return found


def _mentions(text: str, names: frozenset[str] | set[str]) -> bool:
    """Does the text count from one of these anchors?"""
    return any(word in names for word in text.split())


def _agreement_times(
    fields: Fields, moments: Mapping[str, Moment], zone: str, counting: str
) -> dict[str, Moment]:
    """The anchors with ``starts`` and ``ends`` of the whole agreement."""
    found = dict(moments)
    for key in ("starts", "ends"):
        text = fields.scalar(key)
        if not text:
            continue
        moment: Moment | Refusal = read_moment(text, found, zone, counting)
        if isinstance(moment, Refusal):
            fields.refuse("L9", key, moment)
        else:
            found[key] = moment
    return found


def _claims(fields: Fields, sources: frozenset[str]) -> tuple[str, ...]:
    """What parties claim, as sentences that say who claims it."""
    found: list[str] = []
    for node in fields.mappings("claims"):
        inner = Fields(node, ("by", "claim", "source"), fields.problems, "a claim")
        by, claim = inner.scalar("by", needed=True), inner.scalar("claim", needed=True)
        source = inner.word("source", sources, needed=True)
        found.append(f"{by}: {claim} [{source}]")
    return tuple(found)


def _geometry_files(fields: Fields) -> tuple[str, ...]:
    """Relative paths inside the folder of the file; nothing else can be reached."""
    found = fields.texts("geometry_files")
    for path in found:
        parts = path.replace("\\", "/").split("/")
        if path.startswith("/") or ":" in path or ".." in parts or "\\" in path:
            fields.refuse(
                "L3",
                "geometry_files",
                Refusal(f"{path[:60]!r} leaves the folder", "Give a path below this file."),
            )
    return found
