"""Reading later texts: what they replace, add and end, and from when."""

from __future__ import annotations

from datetime import UTC, datetime

from holdfire.agreement.agreement import Amendment
from holdfire.agreement.clause import Standard
from holdfire.agreement.context import Names
from holdfire.agreement.fields import Fields
from holdfire.agreement.moment import first, read_moment
from holdfire.agreement.node import MappingNode
from holdfire.agreement.problems import Refusal
from holdfire.agreement.reading_text import read_clauses

__all__ = ["read_amendments"]

_KEYS = ("id", "title", "source", "adopted", "effective", "replaces", "adds", "ends")


def read_amendments(
    fields: Fields, ids: tuple[str, ...], names: Names, standard: Standard
) -> tuple[Amendment, ...]:
    """The amendments in the order of their effective instants.

    Each refers to clauses that exist when it takes effect: those of the base text
    (``ids``) and those that earlier amendments added.
    """
    found: list[tuple[Amendment, MappingNode]] = []
    for node in fields.mappings("amendments"):
        amendment = _amendment(
            Fields(node, _KEYS, fields.problems, "an amendment"), names, standard
        )
        if amendment.id in {known.id for known, _ in found}:
            fields.problems.add(
                "L3",
                node.line,
                f"the amendment {amendment.id!r} is declared twice",
                "Rename it.",
            )
        found.append((amendment, node))
    found.sort(key=lambda pair: (pair[0].effective, pair[0].id))
    known = set(ids)
    for amendment, node in found:
        _check_ids(fields, amendment, node, known)
        known |= {clause.id for clause in amendment.adds}
        known -= set(amendment.ends)
    return tuple(amendment for amendment, _ in found)


def _amendment(fields: Fields, names: Names, standard: Standard) -> Amendment:
    """One amendment."""
    effective = _instant(fields, "effective", names, needed=True)
    amendment = Amendment(
        fields.name("id"),
        effective or datetime.min.replace(tzinfo=UTC),
        fields.scalar("title", needed=True),
        fields.word("source", names.sources, needed=True),
        read_clauses(fields.mappings("replaces"), names, fields.problems, standard),
        read_clauses(fields.mappings("adds"), names, fields.problems, standard),
        fields.texts("ends"),
        _instant(fields, "adopted", names),
    )
    if not (amendment.replaces or amendment.adds or amendment.ends):
        fields.problems.add(
            "L1", fields.node.line, "the amendment changes nothing", "Give replaces or adds."
        )
    return amendment


def _instant(
    fields: Fields, key: str, names: Names, *, needed: bool = False
) -> datetime | None:
    """The instant of a key; a whole day is its first instant."""
    text = fields.scalar(key, needed=needed)
    if not text:
        return None
    moment = read_moment(text, names.moments, names.zone, names.day_counting)
    if isinstance(moment, Refusal):
        fields.refuse("L9", key, moment)
        return None
    instant = first(moment, names.zone)
    if instant is None:
        fields.refuse("L9", key, Refusal("it rests on an event without a date", "Give it."))
    return instant


def _check_ids(
    fields: Fields, amendment: Amendment, node: MappingNode, known: set[str]
) -> None:
    """Replaced and ended clauses exist; added ones are new."""
    changed = [clause.id for clause in amendment.replaces] + list(amendment.ends)
    for ident in changed:
        if ident not in known:
            fields.problems.add(
                "L3",
                node.line,
                f"the amendment {amendment.id!r} changes {ident!r}, which does not exist then",
                f"Known: {', '.join(sorted(known))}.",
            )
    for clause in amendment.adds:
        if clause.id in known:
            fields.problems.add(
                "L3",
                node.line,
                f"the amendment {amendment.id!r} adds {clause.id!r}, which exists",
                "Replace it, or use another id.",
            )
