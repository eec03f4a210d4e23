"""Strict YAML: text to a tree of nodes that know their line, and nothing else.

Only mappings with plain keys, lists and scalars. Every scalar stays the text it was
written as; the reader of a key gives it its type. The events of the YAML parser are
composed here without recursion, so that depth and size are bounded by us.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import yaml

from holdfire.agreement.problems import Problems

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "compose",
]

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MEND = "Mend the YAML at this line."


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar as written."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys in the order of the file, each with its node; ``key_lines`` has their lines."""

    line: int
    items: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Node = ScalarNode | SequenceNode | MappingNode


class _Builder:
    """Builds the tree from parser events; keeps its own stack instead of recursing."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.root: Node | None = None
        self.documents = 0
        self._stack: list[SequenceNode | MappingNode] = []
        self._keys: list[str | None] = []

    def take(self, event: yaml.Event) -> bool:
        """Take one event; false when the rest of the text must not be read."""
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        if isinstance(event, yaml.AliasEvent):
            return self._stop(line, "an alias (*name) is used", "Write the value out.")
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                return self._stop(line, "a second document starts", "One file, one document.")
        if isinstance(event, yaml.NodeEvent):
            return self._node(event, line)
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._stack.pop()
            self._keys.pop()
        return True

    def _node(self, event: yaml.NodeEvent, line: int) -> bool:
        """A scalar, or the start of a collection."""
        if event.anchor is not None:
            return self._stop(line, "an anchor (&name) is used", "Write the value out.")
        if getattr(event, "tag", None) is not None:
            return self._stop(line, "a tag (!name) is used", "Leave the tag out.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(str(event.value), line)
        collection: SequenceNode | MappingNode = (
            SequenceNode(line)
            if isinstance(event, yaml.SequenceStartEvent)
            else MappingNode(line)
        )
        return self._place(collection, line) and self._enter(collection, line)

    def _scalar(self, text: str, line: int) -> bool:
        """A scalar whose characters are what they seem."""
        if _printable(text):
            return self._place(ScalarNode(line, text), line)
        return self._stop(
            line,
            "a control or direction-changing character is used",
            "Take it out: it would make the text look other than it is.",
        )

    def _enter(self, collection: SequenceNode | MappingNode, line: int) -> bool:
        """Go one level deeper."""
        self._stack.append(collection)
        self._keys.append(None)
        if len(self._stack) <= MAX_DEPTH:
            return True
        return self._stop(
            line, f"it is nested more than {MAX_DEPTH} levels deep", "Flatten it."
        )

    def _place(self, node: Node, line: int) -> bool:
        """Put a node where it belongs: a key, a value, an item or the root."""
        if not self._stack:
            self.root = node
            return True
        top = self._stack[-1]
        if isinstance(top, SequenceNode):
            top.items.append(node)
            return True
        key = self._keys[-1]
        if key is not None:
            top.items.setdefault(key, node)
            self._keys[-1] = None
            return True
        if not isinstance(node, ScalarNode):
            return self._stop(line, "a key is a list or a mapping", "Use a plain word.")
        if node.text in top.items:
            self.problems.add(
                "L1",
                line,
                f"the key {node.text[:60]!r} stands twice",
                f"Keep one; the other is on line {top.key_lines[node.text]}.",
            )
        self._keys[-1] = node.text
        top.key_lines.setdefault(node.text, line)
        return True

    def _stop(self, line: int, message: str, next_step: str) -> bool:
        """Keep the problem and stop reading."""
        self.problems.add("L1", line, message, next_step)
        return False


def _printable(text: str) -> bool:
    """No control, direction-changing or unassigned characters beside newline and tab."""
    return all(
        char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Cn", "Co"}
        for char in text
    )


def compose(text: str, problems: Problems) -> MappingNode | None:
    """The tree of a text whose top is a mapping, or ``None`` with problems kept.

    Never raises for any text: syntax errors, depth, size, aliases, tags, second documents
    and characters that cannot be encoded become problems of rule ``L1``.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        problems.add("L1", 0, "the text holds half of a character pair", "Save it as UTF-8.")
        return None
    if size > MAX_BYTES:
        problems.add("L1", 0, f"the file has {size} bytes", f"At most {MAX_BYTES} are read.")
        return None
    builder = _Builder(problems)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                return None
    except yaml.YAMLError as error:
        problems.add("L1", _line_of(error), _short(error), _MEND)
        return None
    if not isinstance(builder.root, MappingNode):
        problems.add(
            "L1", 1, "the file is not a mapping of keys", "Start with `format: ...` and so on."
        )
        return None
    return builder.root


def _line_of(error: yaml.YAMLError) -> int:
    """The line of a parser error, 0 when it has none."""
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 0


def _short(error: yaml.YAMLError) -> str:
    """The parser's own words in one line."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    return f"this is not YAML: {said}"
