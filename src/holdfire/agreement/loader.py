"""From the text of a file to an agreement: wholly, or not at all with every problem named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.amendment_text import read_amendments
from holdfire.agreement.fields import Fields
from holdfire.agreement.header import HEADER_KEYS, Header, read_header
from holdfire.agreement.moment import first, last
from holdfire.agreement.node import MappingNode, compose
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.reading_text import clause_ids, read_readings
from holdfire.agreement.version import version_of
from holdfire.base.codes import Code
from holdfire.base.errors import MalformedAgreement

__all__ = ["load_agreement"]

_MOST_CLAUSES = 1000


def load_agreement(
    text: str, *, name: str, origin: str, events: Mapping[str, str] | None = None
) -> Agreement:
    """The agreement that the text describes.

    ``name`` stands for the text where it has no ``id``; ``origin`` (a path, or ``library``)
    names it in problems. ``events`` gives times to anchors that wait for an event.
    Raises :class:`MalformedAgreement`, and nothing else, with every problem found.
    """
    problems = Problems(origin or name)
    root = compose(text, problems)
    problems.raise_if_any()
    if root is None:
        raise MalformedAgreement(Code.AGREEMENT_MALFORMED, f"{problems.file} is empty")
    fields = Fields(root, HEADER_KEYS, problems, "an agreement")
    header = read_header(fields, events or {})
    agreement = _agreement(fields, header, _clauses(fields, header))
    problems.raise_if_any()
    return replace(agreement, version=version_of(root, events or {}))


def _clauses(fields: Fields, header: Header) -> tuple[MappingNode, ...]:
    """The clauses as nodes; none exactly where no text is in force."""
    fields.get("clauses", needed=True)
    nodes = fields.mappings("clauses")
    if header.kind == "none" and nodes:
        fields.refuse(
            "L1", "clauses", Refusal("kind none has clauses", "A text in force has a kind.")
        )
    if header.kind != "none" and not nodes and "clauses" in fields:
        fields.refuse("L1", "clauses", Refusal("there is no clause", "Give at least one."))
    if len(nodes) > _MOST_CLAUSES:
        fields.refuse("L14", "clauses", Refusal("more than 1000 clauses", "Split the text."))
        return ()
    return nodes


def _agreement(fields: Fields, header: Header, nodes: tuple[MappingNode, ...]) -> Agreement:
    """The record; it is only handed out when no problem was found."""
    names = header.names
    starts = first(names.moments.get("starts"), names.zone)
    ends = last(names.moments.get("ends"), names.zone)
    if starts is not None and ends is not None and ends <= starts:
        fields.refuse("L9", "ends", Refusal("it ends before it starts", "Check both times."))
    return Agreement(
        id=header.id,
        title=header.title,
        kind=header.kind,
        parties=header.parties,
        readings=read_readings(fields, nodes, names, header.standard),
        starts=starts,
        ends=ends,
        zone=names.zone,
        lines=header.lines,
        zones=header.zones,
        sides=header.sides,
        definitions=header.definitions,
        sources=header.sources,
        amendments=read_amendments(fields, clause_ids(nodes), names, header.standard),
        claims=header.claims,
        hypothetical=header.hypothetical,
        note=header.note,
        origin=fields.problems.file,
        sites=header.sites,
        line_dates=header.line_dates,
        anchors=header.anchors,
        geometry_files=header.geometry_files,
    )
