"""From the text of a norm file to an accord: wholly, or not at all with every problem named."""

from __future__ import annotations

from dataclasses import replace

from holdfire.agreement.accord.norms.accord import Accord, Reading
from holdfire.agreement.accord.norms.checks.examined import examine
from holdfire.agreement.accord.norms.checks.load_checks import check_accord
from holdfire.agreement.accord.norms.checks.parties import check_exchanged
from holdfire.agreement.accord.norms.content_hash import version_of_accord
from holdfire.agreement.accord.norms.documents import read_documents
from holdfire.agreement.accord.norms.generated import with_generated
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.norm_header import HEADER_KEYS, read_header
from holdfire.agreement.accord.norms.norm_reader import name_of, read_norm
from holdfire.agreement.accord.norms.norm_readings import ReadingSpec, read_specs
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode
from holdfire.agreement.problems import Problems, Refusal
from holdfire.base.codes import Code
from holdfire.base.errors import MalformedAgreement

__all__ = ["read_norms"]


def read_norms(text: str, origin: str, *, search: bool = True) -> Accord:
    """The accord of a YAML stream: a header document, then one document for each norm.

    ``origin`` names the file in problems. Without ``search`` the checks that look for
    clashes and for norms that say nothing are left out. Raises
    :class:`MalformedAgreement`, and nothing else, with every problem found; nothing of a
    file with a problem is used.
    """
    problems = Problems(origin)
    documents = read_documents(text, problems)
    accord = _read(documents, problems)
    if accord is not None:
        check_exchanged(documents, accord.parties, problems, _read)
    if search and accord is not None and not problems.all():
        examine(accord, problems)
    problems.raise_if_any()
    if accord is None:
        raise MalformedAgreement(Code.AGREEMENT_MALFORMED, f"{origin} is empty")
    return replace(accord, version=version_of_accord(accord))


def _read(documents: tuple[MappingNode, ...], problems: Problems) -> Accord | None:
    """The accord of a header and norms as trees."""
    if not documents:
        return None
    fields = Fields(documents[0], HEADER_KEYS, problems, "the header")
    header = read_header(fields)
    nodes = documents[1:]
    _check_names(nodes, problems)
    _check_extends(fields, header, nodes)
    specs = read_specs(fields, nodes, header)
    accord = replace(
        header,
        readings=tuple(
            Reading(spec.name, _norms(nodes, spec, header, problems), spec.title, spec.by)
            for spec in specs
        ),
    )
    accord = with_generated(accord)
    check_accord(accord, problems)
    return accord if accord.readings else None


def _norms(
    nodes: tuple[MappingNode, ...], spec: ReadingSpec, header: Accord, problems: Problems
) -> tuple[Norm, ...]:
    """The norms under one reading, in the order of the file.

    Those that could not be read are left out, so that the rest can be checked.
    """
    found: list[Norm] = []
    for node in nodes:
        name = name_of(node)
        norm = read_norm(spec.changed(node, name), header, problems, spec.use)
        broken = any(problem.clause == name for problem in problems.all())
        if norm is not None and norm.name and not broken:
            found.append(norm)
    return tuple(found)


def _check_extends(fields: Fields, header: Accord, nodes: tuple[MappingNode, ...]) -> None:
    """Only an amendment moves deadlines, and only of norms that it has."""
    names = [name_of(node) for node in nodes]
    for name in header.extends:
        refusal = known_word(name, names, "a norm of this text")
        if refusal is not None:
            fields.refuse("L3", "extends", refusal)
    if header.extends and not header.amends:
        fields.refuse("L12", "extends", Refusal("it amends nothing", "Give amends."))


def _check_names(nodes: tuple[MappingNode, ...], problems: Problems) -> None:
    """Every norm has a name of its own."""
    if not nodes:
        problems.add("L1", 0, "there is no norm", "Add a document after `---`.")
    seen: dict[str, int] = {}
    for node in nodes:
        name = name_of(node)
        if name in seen:
            problems.add(
                "L3",
                node.line,
                f"the norm {name!r} stands twice",
                f"Rename one; the other is on line {seen[name]}.",
            )
        seen[name] = node.line
