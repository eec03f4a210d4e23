"""Reading the contested places: each reading gives the whole list of clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from holdfire.agreement.agreement import Reading
from holdfire.agreement.clause import Clause, Standard
from holdfire.agreement.clause_text import read_clause
from holdfire.agreement.context import Names
from holdfire.agreement.definition_text import chosen
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode, Node, ScalarNode
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.terms import Notify

__all__ = ["AS_WRITTEN", "MAX_READINGS", "clause_ids", "read_clauses", "read_readings"]

MAX_READINGS = 16
AS_WRITTEN = "text"
_KEYS = ("id", "title", "asserted_by", "clauses", "omit", "use")
_FIXED = ("id", "kind")


@dataclass(frozen=True, slots=True)
class _Spec:
    """What one reading reads otherwise."""

    id: str
    title: str
    asserted_by: str = ""
    changes: Mapping[str, MappingNode] = field(default_factory=dict)
    omit: tuple[str, ...] = ()
    use: Mapping[str, str] = field(default_factory=dict)


def clause_ids(nodes: tuple[MappingNode, ...]) -> tuple[str, ...]:
    """The ids of clauses before they are read."""
    ids = [node.items.get("id") for node in nodes]
    return tuple(found.text.strip() for found in ids if isinstance(found, ScalarNode))


def read_readings(
    fields: Fields, nodes: tuple[MappingNode, ...], names: Names, standard: Standard
) -> tuple[Reading, ...]:
    """Every reading with its complete clauses; one called ``text`` when none is declared."""
    ids = clause_ids(nodes)
    specs = _specs(fields, ids, names)
    readings: list[Reading] = []
    for spec in specs:
        kept = tuple(
            _changed(node, spec.changes) for node in nodes if _id(node) not in spec.omit
        )
        used = replace(names, definitions=chosen(names.definitions, spec.use))
        clauses = read_clauses(kept, used, fields.problems, standard)
        readings.append(Reading(spec.id, spec.title, clauses, spec.asserted_by))
    return tuple(readings)


def read_clauses(
    nodes: tuple[MappingNode, ...], names: Names, problems: Problems, standard: Standard
) -> tuple[Clause, ...]:
    """Clauses in the order of the text; ids occur once, notices name clauses of the list."""
    found: list[Clause] = []
    for node in nodes:
        clause = read_clause(node, names, problems, standard)
        if clause is None:
            continue
        if clause.id in {known.id for known in found}:
            problems.add("L3", node.line, f"the id {clause.id!r} is taken", "Use another id.")
        found.append(clause)
    ids = [clause.id for clause in found]
    for clause in found:
        if isinstance(clause.terms, Notify):
            for name in clause.terms.applies_to:
                refusal = known_word(name, ids, "a clause of this text")
                if refusal is not None:
                    problems.refuse("L3", clause.line_number, "applies_to", refusal)
    return tuple(found)


def _id(node: MappingNode) -> str:
    """The id of a clause node."""
    found = node.items.get("id")
    return found.text.strip() if isinstance(found, ScalarNode) else ""


def _changed(node: MappingNode, changes: Mapping[str, MappingNode]) -> MappingNode:
    """The clause with the keys that a reading replaces."""
    change = changes.get(_id(node))
    if change is None:
        return node
    return MappingNode(
        node.line, {**node.items, **change.items}, {**node.key_lines, **change.key_lines}
    )


def _specs(fields: Fields, ids: tuple[str, ...], names: Names) -> tuple[_Spec, ...]:
    """The readings declared, each id once, at most sixteen."""
    nodes = fields.mappings("readings")
    if not nodes:
        if "readings" in fields:
            fields.refuse("L1", "readings", Refusal("no reading is given", "Leave it out."))
        return (_Spec(AS_WRITTEN, "as written"),)
    if len(nodes) > MAX_READINGS:
        fields.refuse(
            "L1",
            "readings",
            Refusal(
                f"{len(nodes)} readings are more than {MAX_READINGS}",
                "Name only the combinations that somebody asserts.",
            ),
        )
        return ()
    specs: list[_Spec] = []
    for node in nodes:
        spec = _spec(Fields(node, _KEYS, fields.problems, "a reading"), ids, names)
        if spec.id in {known.id for known in specs}:
            fields.problems.add(
                "L3", node.line, f"the reading {spec.id!r} is declared twice", "Rename one."
            )
        specs.append(spec)
    return tuple(specs)


def _spec(fields: Fields, ids: tuple[str, ...], names: Names) -> _Spec:
    """One reading."""
    changes: dict[str, MappingNode] = {}
    for ident, node in fields.mapping("clauses").items():
        _check_id(fields, ident, ids, node)
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"clauses: {ident} is not a mapping", "Give what changes."
            )
            continue
        for key in _FIXED:
            if key in node.items:
                fields.problems.add(
                    "L12", node.line, f"a reading cannot change {key}", "Omit the clause."
                )
        changes[ident] = node
    omit = fields.words("omit", ids)
    return _Spec(
        fields.name("id"),
        fields.scalar("title", needed=True),
        fields.scalar("asserted_by"),
        changes,
        omit,
        _use(fields, names),
    )


def _check_id(fields: Fields, ident: str, ids: tuple[str, ...], node: Node) -> None:
    """A reading changes clauses that exist."""
    refusal = known_word(ident, ids, "a clause of this text")
    if refusal is not None:
        fields.problems.refuse("L3", node.line, "clauses", refusal)


def _use(fields: Fields, names: Names) -> dict[str, str]:
    """Which variant of which defined word this reading uses."""
    found: dict[str, str] = {}
    for term, node in fields.mapping("use").items():
        definition = names.definitions.get(term)
        variants = definition.variant_predicates if definition is not None else {}
        variant = node.text.strip() if isinstance(node, ScalarNode) else ""
        if variant in variants:
            found[term] = variant
        else:
            fields.problems.add(
                "L3",
                node.line,
                f"use: {term!r} has no variant {variant[:60]!r}",
                f"Known: {', '.join(sorted(variants)) or 'none'}.",
            )
    return found
