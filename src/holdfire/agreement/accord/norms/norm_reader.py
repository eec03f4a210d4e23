"""Reading one norm from its document, under one reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Defeater, Modality, Norm, Withdrawal
from holdfire.agreement.accord.norms.norm_clause import read_clause_norm
from holdfire.agreement.accord.norms.norm_fields import NormFields, with_argument
from holdfire.agreement.accord.norms.norm_parts import (
    read_condition,
    read_created,
    read_defeaters,
    read_ladder,
    read_remedy,
    read_reservation,
    read_waiver,
    read_withdrawal,
)
from holdfire.agreement.accord.norms.scope import Scope
from holdfire.agreement.accord.norms.spans import read_quorum, read_share
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode, Node, ScalarNode
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.words import SEVERITIES

__all__ = ["NORM_KEYS", "name_of", "read_norm"]

NORM_KEYS = (
    "norm",
    "ref",
    "text",
    "modality",
    "bearer",
    "counterparty",
    "forall",
    "when",
    "trigger",
    "content",
    "unless",
    "requires",
    "lapses",
    "deadline",
    "every",
    "uncertainty",
    "suspend",
    "discharge",
    "waiver",
    "create",
    "then",
    "ladder",
    "on_withdrawn",
    "reservation",
    "priority",
    "survives",
    "severity",
    "character",
    "standard",
    "min_coverage",
    "plain",
    "holder",
    "quorum",
    "end",
    "readings",
)
_CHARACTERS = ("hostile", "provocative")
_UNCERTAINTY = {"distance": ("interval", "point"), "decide": ("all_points",)}


def name_of(node: MappingNode) -> str:
    """The name of a norm before it is read."""
    found = node.items.get("norm")
    return found.text.strip()[:64] if isinstance(found, ScalarNode) else ""


def read_norm(
    node: MappingNode, accord: Accord, problems: Problems, renamed: Mapping[str, str]
) -> Norm | None:
    """The norm of a document, or ``None`` with problems kept.

    ``renamed`` are the names a reading puts in place of others.
    """
    problems.clause = name_of(node)
    try:
        if "clause" in node.items:
            return read_clause_norm(node, accord, problems)
        plain, called = with_argument(node)
        fields = Fields(plain, NORM_KEYS, problems, "a norm")
        norm = NormFields(fields, Scope(accord, renamed=renamed))
        return _norm(norm, called)
    finally:
        problems.clause = ""


def _norm(norm: NormFields, called: tuple[tuple[str, str, Node], ...]) -> Norm | None:
    """The whole norm, part by part; the key is known once the trigger is read."""
    fields = norm.fields
    name = fields.name("norm")
    modality = _modality(fields)
    _bind_key(norm)
    norm.scope.open = "forall" not in fields
    trigger = norm.formula("trigger")
    norm.scope.open = False
    created = read_created(norm)
    standing = {value for made in created for value in made.values}
    known = dict(norm.scope.sorts)
    norm.scope.sorts.update(dict.fromkeys(standing - known.keys(), "any"))
    discharge, suspend = read_waiver(norm, "discharge"), norm.formula("suspend")
    waiver = read_waiver(norm, "waiver")
    norm.scope.sorts = {k: norm.scope.sorts.get(k, v) for k, v in known.items()}
    found = Norm(
        name,
        modality,
        trigger=trigger,
        content=norm.formula("content"),
        when=read_condition(norm, "when"),
        unless=(*read_defeaters(norm, name), *_reservations(norm, called)),
        requires=_requires(norm),
        lapses=norm.formula("lapses"),
        deadline=norm.deadline("deadline"),
        every=norm.span("every"),
        suspend=suspend,
        discharge=discharge,
        waiver=waiver,
        create=created,
        then=read_remedy(norm),
        ladder=read_ladder(norm, name),
        withdrawn=_withdrawal(norm, called),
        line=fields.node.line,
    )
    return replace(_described(norm, found), key=tuple(norm.scope.sorts.items()))


def _described(norm: NormFields, found: Norm) -> Norm:
    """The norm with who it binds, how grave it is, and what it says in words."""
    fields = norm.fields
    return replace(
        found,
        bearer=norm.term("bearer"),
        counterparty=norm.term("counterparty"),
        holder=norm.body("holder"),
        quorum=fields.read("quorum", read_quorum),
        end=norm.deadline("end"),
        priority=norm.priority(),
        survives=fields.yes("survives"),
        severity=fields.word("severity", SEVERITIES),
        character=fields.word("character", _CHARACTERS),
        standard=norm.read("standard", read_share, 950),
        min_coverage=norm.read("min_coverage", read_share, 800),
        uncertainty=_uncertainty(fields),
        ref=fields.scalar("ref"),
        text=fields.scalar("text"),
        plain=fields.scalar("plain"),
    )


def _modality(fields: Fields) -> Modality:
    """The modality; one that creates or answers a trigger is an obligation unless said."""
    word = fields.word("modality", [each.value for each in Modality])
    if word:
        return Modality(word)
    if "modality" not in fields and not {"create", "then", "deadline"} & set(fields.node.items):
        fields.refuse(
            "L1", "modality", Refusal("it is missing", "prohibition, obligation, ...")
        )
    return Modality.OBLIGATION


def _bind_key(norm: NormFields) -> None:
    """The key variables under ``forall`` with their sorts."""
    accord = norm.scope.accord
    known = {
        *accord.classes,
        *(sort for fact in accord.facts.values() if not fact.gives for sort in fact.args),
        *(place.kind for place in accord.places.values()),
        "party",
    }
    sorts = norm.fields.mapping("forall")
    given = norm.fields.get("forall")
    for name in given.items if isinstance(given, MappingNode) else ():
        node = sorts[name]
        sort = node.text.strip() if isinstance(node, ScalarNode) else ""
        if sort not in known:
            norm.fields.problems.add(
                "L3",
                node.line,
                f"forall: {sort[:60]!r} is no sort of this text",
                f"Sorts are the args of facts and the classes: {', '.join(sorted(known))}.",
            )
        if norm.scope.named(name) or norm.scope.anchor(name):
            norm.fields.problems.add(
                "L3", node.line, f"forall: {name!r} is a name already", "Use another variable."
            )
        norm.scope.sorts[name] = sort


def _requires(norm: NormFields) -> tuple[Formula, ...]:
    """The conditions of a permission."""
    found = []
    for text, line in norm.scalars("requires"):
        formula = norm.formula_of(text, line, "requires")
        if formula is not None:
            found.append(formula)
    return tuple(found)


def _reservations(
    norm: NormFields, called: tuple[tuple[str, str, Node], ...]
) -> tuple[Defeater, ...]:
    """The written reservations."""
    found = [
        read_reservation(norm, argument, node)
        for key, argument, node in called
        if key == "reservation"
    ]
    return tuple(each for each in found if each is not None)


def _withdrawal(
    norm: NormFields, called: tuple[tuple[str, str, Node], ...]
) -> Withdrawal | None:
    """What a withdrawn finding does."""
    for key, argument, node in called:
        if key == "on_withdrawn":
            return read_withdrawal(norm, argument, node)
    return None


def _uncertainty(fields: Fields) -> dict[str, str]:
    """How sets of values are decided."""
    node = fields.get("uncertainty")
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        fields.refuse("L1", "uncertainty", Refusal("it must be a mapping", "{decide: ...}"))
        return {}
    inner = Fields(node, tuple(_UNCERTAINTY), fields.problems, "uncertainty")
    return {key: inner.word(key, words) for key, words in _UNCERTAINTY.items() if key in inner}
