"""Reading fact declarations: what a predicate says, of whom, and what its absence means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.norms.norm import Fact, Quorum
from holdfire.agreement.accord.norms.spans import read_quorum, read_share
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode
from holdfire.agreement.problems import Refusal

__all__ = ["FACT_KEYS", "VALUES", "read_facts"]

FACT_KEYS = (
    "args",
    "world",
    "gives",
    "source",
    "coverage",
    "horizon",
    "said",
    "lack",
    "present_from",
    "absent_from",
    "noise",
)
VALUES = ("caliber", "length", "duration", "instant", "number", "place", "party")
"""What a function may give, beside the sorts of the file."""

_DECISION = re.compile(r"decision\(\s*([\w.-]+)\s*(?:,\s*quorum:\s*(\d+\s*/\s*\d+)\s*)?\)")


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """Thresholds of open facts in thousandths."""

    present_from: int
    absent_from: int
    noise: int


def read_facts(fields: Fields, params: Mapping[str, str]) -> dict[str, Fact]:
    """The declared facts; thresholds not given come from ``params``, then from defaults."""
    default = _defaults(fields, params)
    found: dict[str, Fact] = {}
    for name, node in fields.mapping("facts").items():
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"facts: {name} is not a mapping", "{args: [], world: open}"
            )
            continue
        inner = Fields(node, FACT_KEYS, fields.problems, f"the fact {name}")
        found[name] = _fact(inner, name, default)
    return found


def _defaults(fields: Fields, params: Mapping[str, str]) -> _Thresholds:
    """The thresholds of the header."""
    values = {"present_from": 950, "absent_from": 800, "noise": 50}
    for key in values:
        if key in params:
            read = read_share(params[key])
            if isinstance(read, Refusal):
                fields.refuse("L5", "params", Refusal(f"{key}: {read.message}", read.next_step))
            else:
                values[key] = read
    return _Thresholds(**values)


def _fact(fields: Fields, name: str, default: _Thresholds) -> Fact:
    """One declaration."""
    world = fields.word("world", [world.value for world in World])
    if not world:
        fields.refuse("L5", "world", Refusal(f"{name} declares no world", "open or closed."))
    source, body, quorum = _source(fields, name)
    lack = fields.word("lack", [kind.value for kind in LackKind])
    fact = Fact(
        name,
        fields.texts("args"),
        World(world) if world else World.OPEN,
        gives=_gives(fields),
        source=source,
        coverage=fields.scalar("coverage"),
        horizon=fields.scalar("horizon"),
        said=fields.scalar("said"),
        lack=LackKind(lack) if lack else _usual_lack(world),
        present_from=_share(fields, "present_from", default.present_from),
        absent_from=_share(fields, "absent_from", default.absent_from),
        noise=_share(fields, "noise", default.noise),
        body=body,
        quorum=quorum,
        line=fields.node.line,
    )
    _check(fields, fact)
    return fact


def _usual_lack(world: str) -> LackKind:
    """What is missing when the fact is unknown and the file does not say."""
    return LackKind.REGISTER if world == World.CLOSED else LackKind.GAP


def _gives(fields: Fields) -> str:
    """What a function gives; any word that is no built-in value is a sort of the file."""
    text = fields.scalar("gives")
    if text and text not in VALUES and "args" in fields:
        refusal = known_word(text, (*VALUES, text), "a value")
        if refusal is not None:
            fields.refuse("L2", "gives", refusal)
    return text


def _source(fields: Fields, name: str) -> tuple[str, str, Quorum | None]:
    """The source; ``decision(BODY, quorum: 5/7)`` is a decision of a body."""
    text = fields.scalar("source")
    if re.match(r"decision\s*\(", text) is None:
        return text, "", None
    match = _DECISION.fullmatch(text)
    if match is None:
        fields.refuse(
            "L10",
            "source",
            Refusal(f"{name}: {text[:60]!r} is no decision", "decision(board, quorum: 5/7)"),
        )
        return text, "", None
    if match[2] is None:
        return text, match[1], None
    quorum = read_quorum(match[2])
    if isinstance(quorum, Refusal):
        fields.refuse("L10", "source", quorum)
        return text, match[1], None
    return text, match[1], quorum


def _share(fields: Fields, key: str, default: int) -> int:
    """A threshold in thousandths."""
    found = fields.read(key, read_share)
    return default if found is None else found


def _check(fields: Fields, fact: Fact) -> None:
    """Open facts say who watches, closed ones who writes them down; thresholds are ordered."""
    if fact.world is World.OPEN and not fact.coverage and not fact.gives:
        fields.refuse(
            "L5",
            "world",
            Refusal(f"{fact.name} is open and declares no coverage", "coverage: sensors"),
        )
    if fact.world is World.CLOSED and not fact.source:
        fields.refuse(
            "L5",
            "world",
            Refusal(f"{fact.name} is closed and declares no source", "source: a register"),
        )
    if not fact.noise < fact.present_from or not fact.absent_from:
        fields.refuse(
            "L5",
            "noise" if "noise" in fields else "world",
            Refusal(
                f"{fact.name}: noise must lie below present_from, and absent_from above 0",
                "Fix 0 <= noise < present_from <= 1 before the events.",
            ),
        )
