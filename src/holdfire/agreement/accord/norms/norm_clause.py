"""A norm written as a clause kind: handed to the reader of clauses, with its names."""

from __future__ import annotations

from dataclasses import replace

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.agreement import Agreement, Definition, Party
from holdfire.agreement.agreement import Reading as ClauseReading
from holdfire.agreement.clause import Clause, ClauseKind, Standard
from holdfire.agreement.clause_text import read_clause
from holdfire.agreement.context import Names
from holdfire.agreement.moment import Moment
from holdfire.agreement.node import MappingNode, Node, ScalarNode
from holdfire.agreement.problems import Problems
from holdfire.base.instant import from_micros

__all__ = ["agreement_of", "read_clause_norm"]

_SAID = {"norm": "id", "clause": "kind", "text": "summary"}
_OWED = (
    ClauseKind.WITHDRAW_BY,
    ClauseKind.FLOW,
    ClauseKind.ACCESS,
    ClauseKind.NOTIFY,
    ClauseKind.PROCEDURAL,
)
"""The kinds that ask for an act; all others forbid one."""


def read_clause_norm(node: MappingNode, accord: Accord, problems: Problems) -> Norm | None:
    """The norm of a document with ``clause: <kind>``; its other keys are those of the kind."""
    items: dict[str, Node] = {_SAID.get(key, key): value for key, value in node.items.items()}
    lines = {_SAID.get(key, key): line for key, line in node.key_lines.items()}
    name = items.get("id")
    if "summary" not in items and isinstance(name, ScalarNode):
        items["summary"] = name
    clause = read_clause(
        MappingNode(node.line, items, lines), _names(accord), problems, Standard()
    )
    if clause is None:
        return None
    return Norm(
        clause.id,
        Modality.OBLIGATION if clause.kind in _OWED else Modality.PROHIBITION,
        ref=clause.ref,
        text=clause.summary,
        severity=clause.severity,
        clause=replace(clause, line_number=0),
        line=node.line,
    )


def _names(accord: Accord) -> Names:
    """What the header declares, as the reader of clauses wants it."""
    return Names(
        parties=accord.parties,
        lines=frozenset(_of_kind(accord, "line")),
        areas=frozenset(_of_kind(accord, "zone", "corridor", "site")),
        definitions={name: Definition(name, name) for name in accord.classes},
        moments={
            anchor.name: Moment(awaits=(anchor.name,))
            if anchor.instant is None
            else Moment(instant=from_micros(anchor.instant))
            for anchor in accord.anchors.values()
        },
    )


def _of_kind(accord: Accord, *kinds: str) -> tuple[str, ...]:
    """The names of the places of these kinds."""
    return tuple(place.name for place in accord.places.values() if place.kind in kinds)


def agreement_of(accord: Accord, clauses: tuple[Clause, ...]) -> Agreement:
    """The clauses of an accord as an agreement, for what works on agreements."""
    described = {place.name: place.described or place.name for place in accord.places.values()}
    return Agreement(
        accord.name,
        accord.source.get("text", accord.name),
        "ceasefire",
        tuple(Party(name, name) for name in accord.parties),
        (ClauseReading("text", "as written", clauses),),
        lines={name: described[name] for name in _of_kind(accord, "line")},
        zones={name: described[name] for name in _of_kind(accord, "zone", "corridor")},
        sites={name: described[name] for name in _of_kind(accord, "site")},
        version=accord.version,
        origin=accord.origin,
    )
