"""Reading defined words: what they mean, and what variants of the text say they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from holdfire.agreement.agreement import Definition
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode
from holdfire.agreement.objects import read_predicate
from holdfire.agreement.problems import Refusal
from holdfire.agreement.weapon import ObjectPredicate

__all__ = ["chosen", "read_definitions", "read_words"]

_WORD_KEYS = ("meaning", "ref", "source", "evidence")
_KEYS = ("meaning", "ref", "source", "evidence", "any", "undefined", "variants")


def read_definitions(fields: Fields, sources: frozenset[str]) -> tuple[Definition, ...]:
    """The words under ``classes``, in the order of the words.

    A definition is made of kinds, systems and calibres only, so none can be circular.
    """
    found: list[Definition] = []
    for term, node in fields.mapping("classes").items():
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"classes: {term} is not described", "Give any, or undefined."
            )
            continue
        inner = Fields(node, _KEYS, fields.problems, "a class")
        found.append(_definition(term, inner, sources))
    return tuple(found)


def read_words(fields: Fields, sources: frozenset[str]) -> tuple[Definition, ...]:
    """The words under ``definitions``: what the text itself says they mean, in a sentence."""
    found: list[Definition] = []
    for term, node in fields.mapping("definitions").items():
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"definitions: {term} is not described", "Give meaning."
            )
            continue
        inner = Fields(node, _WORD_KEYS, fields.problems, "a definition")
        evidence = _evidence(inner)
        found.append(
            Definition(
                term,
                inner.scalar("meaning", needed=True),
                ref=inner.scalar("ref"),
                source=inner.word("source", sources),
                evidence=evidence,
                line_number=node.line,
            )
        )
    return tuple(found)


def _evidence(fields: Fields) -> str:
    """The evidence mark; what was seen was seen in a source."""
    evidence = fields.word("evidence", ("seen", "unverified")) or "unverified"
    if evidence == "seen" and "source" not in fields:
        fields.refuse("L3", "evidence", Refusal("seen, but in no source", "Give source."))
    return evidence


def _definition(term: str, fields: Fields, sources: frozenset[str]) -> Definition:
    """One defined word."""
    undefined = fields.yes("undefined")
    if undefined == ("any" in fields):
        fields.problems.add(
            "L1",
            fields.node.line,
            f"classes: {term} must be either described or undefined",
            "Give `any`, or `undefined: yes`.",
        )
    predicate = read_predicate(fields.get("any"), {}, fields.problems)
    notes, meanings = _variants(term, fields)
    evidence = _evidence(fields)
    source = fields.word("source", sources)
    return Definition(
        term,
        fields.scalar("meaning", needed=True),
        notes,
        replace(predicate, term=term) if predicate is not None else None,
        meanings,
        fields.scalar("ref"),
        source,
        evidence,
        fields.node.line,
    )


def _variants(
    term: str, fields: Fields
) -> tuple[tuple[str, ...], Mapping[str, ObjectPredicate]]:
    """What other copies of the text say: a note each, and what it would mean."""
    notes: list[str] = []
    meanings: dict[str, ObjectPredicate] = {}
    for name, node in fields.mapping("variants").items():
        if not isinstance(node, MappingNode):
            fields.problems.add(
                "L1", node.line, f"variants: {name} is not described", "Give note and any."
            )
            continue
        inner = Fields(node, ("note", "any"), fields.problems, "a variant")
        notes.append(f"{name}: {inner.scalar('note', needed=True)}")
        predicate = read_predicate(inner.get("any", needed=True), {}, fields.problems)
        if predicate is not None:
            meanings[name] = replace(predicate, term=term)
    return tuple(notes), meanings


def chosen(
    definitions: Mapping[str, Definition], use: Mapping[str, str]
) -> dict[str, Definition]:
    """The definitions with the named variants in place of the meanings used otherwise.

    Every word and variant of ``use`` must exist.
    """
    found = dict(definitions)
    for term, variant in use.items():
        meaning = found[term].variant_predicates[variant]
        found[term] = replace(found[term], predicate=meaning)
    return found
