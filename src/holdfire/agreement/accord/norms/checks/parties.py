"""L11: the text with the names of its parties exchanged reads just as well, or as badly.

A check that would treat one name otherwise than another shows here; so does a file in which
a party is written as something else as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.node import MappingNode, Node, ScalarNode, SequenceNode
from holdfire.agreement.problems import Problems

__all__ = ["check_exchanged", "exchanged"]

_WORD = re.compile(r"[A-Za-z_][\w.-]*")
Read = Callable[[tuple[MappingNode, ...], Problems], Accord | None]


def check_exchanged(
    documents: tuple[MappingNode, ...],
    parties: tuple[str, ...],
    problems: Problems,
    read: Read,
) -> None:
    """Keep a problem where exchanging the parties changes more than their names.

    Each party takes the name of the next, the last that of the first: one more reading of
    the text, however many parties there are.
    """
    names = dict(zip(parties, [*parties[1:], *parties[:1]], strict=True))
    if len(names) < 2:
        return
    back = {new: old for old, new in names.items()}
    before = _problems(problems, {})
    found = Problems(problems.file)
    read(tuple(_mapping(document, names) for document in documents), found)
    if _problems(found, back) != before:
        problems.add(
            "L11",
            0,
            f"with the names {', '.join(parties)} exchanged the text reads differently",
            "Use the names of parties for the parties only.",
        )


def exchanged(text: str, names: Mapping[str, str]) -> str:
    """A text with whole words put in place of others."""
    return _WORD.sub(lambda match: names.get(match[0], match[0]), text)


def _problems(problems: Problems, names: Mapping[str, str]) -> set[tuple[int, str, str]]:
    """The problems without what follows from the order of names."""
    return {
        (problem.line, problem.rule, exchanged(problem.clause, names))
        for problem in problems.all()
    }


def _mapping(node: MappingNode, names: Mapping[str, str]) -> MappingNode:
    """A mapping with names exchanged in keys and values."""
    return MappingNode(
        node.line,
        {exchanged(key, names): _node(value, names) for key, value in node.items.items()},
        {exchanged(key, names): line for key, line in node.key_lines.items()},
    )


def _node(node: Node, names: Mapping[str, str]) -> Node:
    """Any node with names exchanged."""
    if isinstance(node, ScalarNode):
        return ScalarNode(node.line, exchanged(node.text, names))
    if isinstance(node, SequenceNode):
        return SequenceNode(node.line, [_node(item, names) for item in node.items])
    return _mapping(node, names)
