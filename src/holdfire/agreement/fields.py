"""Typed access to one mapping of the file; what does not fit becomes a problem.

Every reader gives a value of its type in any case (empty, zero or ``None`` after a
problem), so that one pass finds all problems. Nothing read after a problem is used: the
loader raises before an agreement is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from holdfire.agreement.node import MappingNode, Node, ScalarNode, SequenceNode
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.words import nearest

__all__ = ["Fields", "known_word"]

T = TypeVar("T")

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")
_LONGEST_TEXT = 2000
_MOST_ITEMS = 1000


def known_word(word: str, known: Collection[str], what: str) -> Refusal | None:
    """Nothing if the word is known; else a refusal that names the nearest known one."""
    if word in known:
        return None
    meant = nearest(word, known)
    listed = sorted(known)
    hint = f"Did you mean {meant}?" if meant else f"Known: {', '.join(listed[:20]) or 'none'}."
    return Refusal(f"{word[:60]!r} is not {what}", hint)


class Fields:
    """One mapping of the file: ``known`` are its keys, ``what`` says what it describes.

    Unknown keys are problems at once.
    """

    def __init__(
        self, node: MappingNode, known: Collection[str], problems: Problems, what: str
    ) -> None:
        self.node = node
        self.problems = problems
        self.what = what
        for key in node.items:
            refusal = known_word(key, known, f"a key of {what}")
            if refusal is not None:
                problems.add("L1", node.key_lines[key], refusal.message, refusal.next_step)

    def __contains__(self, key: str) -> bool:
        """Is the key given?"""
        return key in self.node.items

    def line(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is absent."""
        return self.node.key_lines.get(key, self.node.line)

    def get(self, key: str, *, needed: bool = False) -> Node | None:
        """The node of a key; ``None`` (with a problem if it is needed) when absent."""
        node = self.node.items.get(key)
        if node is None and needed:
            self.refuse("L1", key, Refusal("it is missing", f"Give {key}."))
        return node

    def refuse(self, rule: str, key: str, refusal: Refusal) -> None:
        """Keep a refusal of a key's value."""
        self.problems.refuse(rule, self.line(key), key, refusal)

    def scalar(self, key: str, *, needed: bool = False) -> str:
        """The text of a scalar, stripped; empty when absent."""
        node = self.get(key, needed=needed)
        if node is None:
            return ""
        if not isinstance(node, ScalarNode):
            self.refuse("L1", key, Refusal("it must be one value", "Write a single value."))
            return ""
        text = " ".join(node.text.split())
        if len(text) > _LONGEST_TEXT:
            self.refuse("L1", key, Refusal("it is too long", "At most 2000 characters."))
            return ""
        if not text and needed:
            self.refuse("L1", key, Refusal("it is empty", f"Give {key}."))
        return text

    def read(
        self, key: str, reader: Callable[[str], T | Refusal], *, needed: bool = False
    ) -> T | None:
        """A scalar through a reader of :mod:`amounts`; ``None`` when absent or refused."""
        text = self.scalar(key, needed=needed)
        if not text:
            return None
        value = reader(text)
        if isinstance(value, Refusal):
            self.refuse("L2", key, value)
            return None
        return value

    def name(self, key: str, *, needed: bool = True) -> str:
        """An identifier."""
        text = self.scalar(key, needed=needed)
        if text and _NAME.fullmatch(text) is None:
            self.refuse("L1", key, _bad_name(text))
            return ""
        return text

    def word(self, key: str, known: Collection[str], *, needed: bool = False) -> str:
        """A word of a vocabulary."""
        text = self.scalar(key, needed=needed)
        refusal = known_word(text, known, f"a known word for {key}") if text else None
        if refusal is not None:
            self.refuse("L3", key, refusal)
            return ""
        return text

    def yes(self, key: str) -> bool:
        """A truth value; absent is no."""
        text = self.scalar(key)
        if text not in {"", "yes", "no", "true", "false"}:
            self.refuse("L2", key, Refusal(f"{text[:60]!r} is not a truth value", "yes or no."))
        return text in {"yes", "true"}

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of scalars; a single scalar is a list of one."""
        node = self.get(key, needed=needed)
        if node is None:
            return ()
        items = node.items if isinstance(node, SequenceNode) else [node]
        if len(items) > _MOST_ITEMS:
            self.refuse("L1", key, Refusal("the list is too long", "At most 1000 items."))
            return ()
        found: list[str] = []
        for item in items:
            if isinstance(item, ScalarNode) and item.text.strip():
                found.append(" ".join(item.text.split()))
            else:
                self.problems.add(
                    "L1", item.line, f"{key}: an item is not a plain value", "Write a word."
                )
        if needed and not items:
            self.refuse("L1", key, Refusal("the list is empty", f"Give {key}."))
        return tuple(found)

    def words(
        self, key: str, known: Collection[str], *, needed: bool = False
    ) -> tuple[str, ...]:
        """A list of words of a vocabulary, each once."""
        found = self.texts(key, needed=needed)
        for text in found:
            refusal = known_word(text, known, f"a known word for {key}")
            if refusal is not None:
                self.refuse("L3", key, refusal)
        if len(set(found)) != len(found):
            self.refuse("L1", key, Refusal("a word stands twice", "Keep one."))
        return found

    def mappings(self, key: str) -> tuple[MappingNode, ...]:
        """A list of mappings; absent is an empty list."""
        node = self.get(key)
        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            self.refuse("L1", key, Refusal("it must be a list", "Start each item with `-`."))
            return ()
        for item in node.items:
            if not isinstance(item, MappingNode):
                self.problems.add(
                    "L1", item.line, f"{key}: an item is not a mapping", "Write `key: value`."
                )
        return tuple(item for item in node.items if isinstance(item, MappingNode))

    def mapping(self, key: str) -> Mapping[str, Node]:
        """A mapping by name, in the order of the names; absent is empty.

        Names that are no identifiers are problems.
        """
        node = self.get(key)
        if node is None:
            return {}
        if not isinstance(node, MappingNode):
            self.refuse("L1", key, Refusal("it must be a mapping", "Write `name: value`."))
            return {}
        for name in node.items:
            if _NAME.fullmatch(name) is None:
                bad = _bad_name(name)
                self.problems.refuse("L1", node.key_lines[name], key, bad)
        return {name: node.items[name] for name in sorted(node.items)}


def _bad_name(text: str) -> Refusal:
    """What a name may look like."""
    return Refusal(
        f"{text[:60]!r} is not a name",
        "Use letters, digits, `.`, `_` and `-`, at most 64, and start with a letter or digit.",
    )
