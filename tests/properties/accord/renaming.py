"""The same tree with other names: parties, units and sites exchanged everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar, cast

from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.term import Apply, Constant, Value

__all__ = ["renamed", "renamed_value"]

Node = TypeVar("Node")


def renamed_value(value: Value, names: Mapping[str, str]) -> Value:
    """Numbers stay."""
    return names.get(value, value) if isinstance(value, str) else value


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """A tree, or anything made of tuples and dataclasses, with its constants renamed."""
    if isinstance(node, Constant):
        return cast("Node", Constant(renamed_value(node.value, names), node.unit))
    if isinstance(node, tuple) and not hasattr(node, "_fields"):
        return cast("Node", tuple(renamed(part, names) for part in node))
    if is_dataclass(node) and not isinstance(node, type):
        parts = {}
        for field in fields(node):
            value = getattr(node, field.name)
            kept = isinstance(node, Atom | Apply) and field.name in {"predicate", "function"}
            parts[field.name] = value if kept else renamed(value, names)
        return cast("Node", type(node)(**parts))
    return node
