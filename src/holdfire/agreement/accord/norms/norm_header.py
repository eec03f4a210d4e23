"""Reading the header of a norm file: what its words mean, and who may decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdfire.agreement.accord.norms.accord import Accord, Anchor, Place
from holdfire.agreement.accord.norms.norm import Body, Fact
from holdfire.agreement.accord.norms.norm_facts import read_facts
from holdfire.agreement.accord.norms.spans import read_instant, read_quorum
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode, Node, ScalarNode, SequenceNode
from holdfire.agreement.problems import Refusal

__all__ = ["HEADER_KEYS", "RESERVED", "read_header"]

HEADER_KEYS = (
    "accord",
    "anchors",
    "parties",
    "lines",
    "zones",
    "corridors",
    "sites",
    "classes",
    "facts",
    "params",
    "bodies",
    "readings",
    "source",
    "amends",
    "adopted",
    "valid_from",
    "valid_to",
    "extends",
)
RESERVED = frozenset(
    {"now", "not", "and", "or", "implies", "exists", "forall", "once", "historically"}
    | {"since", "eventually", "always", "until", "in", "dist", "side_of", "cal"}
)
_PLACES = {"lines": "line", "zones": "zone", "corridors": "corridor", "sites": "site"}
_PLACE_KEYS = ("described", "as_of", "source", "geometry", "sides")
_BODY_KEYS = ("quorum", "powers", "reviews", "since", "until")
_SOURCE_KEYS = ("text", "language", "article_map", "pax_id", "url")


def read_header(fields: Fields) -> Accord:
    """The header as an accord without norms; what does not fit becomes a problem."""
    parties = _parties(fields)
    params = _texts(fields, "params")
    accord = Accord(
        name=_accord_name(fields),
        readings=(),
        parties=parties,
        anchors=_anchors(fields),
        places=_places(fields, parties),
        classes=_classes(fields),
        facts=read_facts(fields, params),
        bodies=_bodies(fields),
        params=params,
        source=_source(fields),
        amends=fields.scalar("amends"),
        adopted=fields.read("adopted", read_instant),
        valid_from=fields.read("valid_from", read_instant),
        valid_to=fields.read("valid_to", read_instant),
        extends=fields.texts("extends"),
        origin=fields.problems.file,
    )
    _check_once(fields, accord)
    return accord


def _accord_name(fields: Fields) -> str:
    """``name/version``."""
    text = fields.scalar("accord", needed=True)
    parts = text.split("/")
    if text and (len(parts) != 2 or not all(part and part.isprintable() for part in parts)):
        fields.refuse("L1", "accord", Refusal(f"{text[:60]!r} is no name", "name/version."))
    return text


def _parties(fields: Fields) -> tuple[str, ...]:
    """The parties, each once."""
    found = fields.texts("parties")
    for name in found:
        if found.count(name) > 1:
            fields.refuse("L1", "parties", Refusal(f"{name!r} stands twice", "Keep one."))
    return found


def _texts(fields: Fields, key: str) -> dict[str, str]:
    """Names with a value each."""
    found: dict[str, str] = {}
    for name, node in fields.mapping(key).items():
        if isinstance(node, ScalarNode):
            found[name] = " ".join(node.text.split())
        else:
            fields.problems.add("L1", node.line, f"{key}: {name} is no value", "Give one.")
    return found


def _source(fields: Fields) -> dict[str, str]:
    """Where the text comes from; a single value is the text itself."""
    node = fields.get("source")
    if isinstance(node, ScalarNode):
        return {"text": " ".join(node.text.split())}
    if not isinstance(node, MappingNode):
        return {}
    inner = Fields(node, _SOURCE_KEYS, fields.problems, "the source")
    return {key: inner.scalar(key) for key in _SOURCE_KEYS if key in inner}


def _anchors(fields: Fields) -> dict[str, Anchor]:
    """Instants, or the events that will fix them (``decision.NAME``)."""
    found: dict[str, Anchor] = {}
    for name, node in fields.mapping("anchors").items():
        if not isinstance(node, ScalarNode) or not node.text.strip():
            fields.problems.add("L1", node.line, f"anchors: {name} is no time", "Give one.")
            continue
        text = node.text.strip()
        if text[0].isdigit() or text.startswith("cal("):
            at = read_instant(text)
            if isinstance(at, Refusal):
                fields.problems.refuse("L3", node.line, f"anchors: {name}", at)
                continue
            found[name] = Anchor(name, instant=at)
        else:
            found[name] = Anchor(name, event=text)
    return found


def _places(fields: Fields, parties: tuple[str, ...]) -> dict[str, Place]:
    """Lines, zones, corridors and sites; a single value is what it is in words."""
    found: dict[str, Place] = {}
    for key, kind in _PLACES.items():
        for name, node in _named(fields, key):
            if name in found:
                fields.problems.add(
                    "L3", node.line, f"{key}: {name!r} is a {found[name].kind}", "Rename it."
                )
            found[name] = _place(fields, name, kind, node, parties)
    return dict(sorted(found.items()))


def _named(fields: Fields, key: str) -> Iterator[tuple[str, Node]]:
    """A mapping by name, or a list of bare names."""
    node = fields.node.items.get(key)
    if isinstance(node, SequenceNode):
        for item in node.items:
            if isinstance(item, ScalarNode) and item.text.strip():
                yield item.text.strip(), item
            else:
                fields.problems.add("L1", item.line, f"{key}: no name", "Write a word.")
        return
    yield from fields.mapping(key).items()


def _place(fields: Fields, name: str, kind: str, node: Node, parties: tuple[str, ...]) -> Place:
    """One place."""
    if isinstance(node, ScalarNode):
        text = " ".join(node.text.split())
        return Place(name, kind, "" if text == name else text)
    if not isinstance(node, MappingNode):
        fields.problems.add("L1", node.line, f"{name} is a list", "Say what it is.")
        return Place(name, kind)
    inner = Fields(node, _PLACE_KEYS, fields.problems, f"a {kind}")
    if "geometry" in inner and not (inner.scalar("as_of") and inner.scalar("source")):
        inner.refuse(
            "L3",
            "geometry",
            Refusal("it has no day or no source", "Give as_of and source of the geometry."),
        )
    sides = _texts(inner, "sides")
    for party in sides:
        if party not in parties:
            inner.refuse("L3", "sides", Refusal(f"{party!r} is no party", "Name a party."))
    return Place(
        name,
        kind,
        inner.scalar("described"),
        inner.scalar("as_of"),
        inner.scalar("source"),
        inner.scalar("geometry"),
        sides,
    )


def _classes(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Named sets of names: weapons, platforms, members, commitments."""
    holder = fields.node.items.get("classes")
    if not isinstance(holder, MappingNode):
        fields.mapping("classes")
        return {}
    inner = Fields(holder, tuple(holder.items), fields.problems, "classes")
    fields.mapping("classes")
    return {name: inner.texts(name) for name in sorted(holder.items)}


def _bodies(fields: Fields) -> dict[str, Body]:
    """Who may decide what, with which quorum, from when to when."""
    found: dict[str, Body] = {}
    for name, node in fields.mapping("bodies").items():
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"bodies: {name} is not a mapping", "{quorum: 5/7}"
            )
            continue
        inner = Fields(node, _BODY_KEYS, fields.problems, "a body")
        found[name] = Body(
            name,
            inner.read("quorum", read_quorum),
            inner.texts("powers"),
            inner.texts("reviews"),
            inner.read("since", read_instant),
            inner.read("until", read_instant),
            node.line,
        )
    return found


def _check_once(fields: Fields, accord: Accord) -> None:
    """A name means one thing: no anchor, place, class, party, body or fact shares one."""
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("anchors", accord.anchors),
        ("parties", dict.fromkeys(accord.parties)),
        ("classes", accord.classes),
        ("bodies", accord.bodies),
        ("sites", accord.places),
    )
    seen: dict[str, str] = dict.fromkeys(sorted(RESERVED), "a word of the language")
    for key, names in kinds:
        for name in names:
            if name in seen:
                fields.refuse("L3", key, Refusal(f"{name!r} is {seen[name]}", "Rename one."))
            seen[name] = f"also among the {key}"
    for body in accord.bodies.values():
        for power in body.powers:
            _known_fact(fields, power, accord.facts)


def _known_fact(fields: Fields, name: str, facts: Mapping[str, Fact]) -> None:
    """A power of a body is a declared fact that its decision makes."""
    if name not in facts:
        fields.refuse(
            "L3",
            "bodies",
            Refusal(
                f"the power {name!r} is no declared fact",
                f"Declare it under facts; declared: {', '.join(sorted(facts)) or 'none'}.",
            ),
        )
