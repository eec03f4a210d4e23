"""The version of a text: a hash of what it says, not of how the file is laid out."""

from __future__ import annotations

from collections.abc import Mapping

from holdfire.agreement.node import MappingNode, Node, ScalarNode
from holdfire.base.identity import canonical_json, sha256_hex

__all__ = ["version_of"]


def _plain(node: Node) -> object:
    """The node as plain lists, mappings and texts; runs of white space count as one."""
    if isinstance(node, ScalarNode):
        return " ".join(node.text.split())
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node.items.items()}
    return [_plain(item) for item in node.items]


def version_of(root: MappingNode, events: Mapping[str, str]) -> str:
    """64 hex digits; the same for any order of keys, comments, quotes and line breaks.

    The order of lists counts, since the order of clauses is part of a text. Dates given to
    ``events`` from outside count as content, for they move deadlines.
    """
    content: list[object] = [_plain(root)]
    if events:
        content.append(dict(events))
    return sha256_hex(canonical_json(content).encode())
