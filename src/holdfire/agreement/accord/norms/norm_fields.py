"""Typed access to the fields of one norm: formulas, terms, deadlines, bodies."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from holdfire.agreement.accord.formula import Compare, Formula
from holdfire.agreement.accord.norms.norm import Deadline
from holdfire.agreement.accord.norms.resolve import resolve_formula, resolve_term
from holdfire.agreement.accord.norms.scope import Scope
from holdfire.agreement.accord.norms.spans import read_instant, read_span
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.term import Constant, Name, Term
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode, Node, ScalarNode
from holdfire.agreement.problems import Refusal
from holdfire.base.errors import BadInput

__all__ = ["NormFields", "with_argument"]

_COUNTED = re.compile(r"([A-Za-z]\w*)(?:\s*\+\s*(.+))?")
_CALLED = re.compile(r"(on_withdrawn|reservation)\(\s*([\w.-]+)\s*\)")


def with_argument(node: MappingNode) -> tuple[MappingNode, tuple[tuple[str, str, Node], ...]]:
    """The mapping without keys such as ``reservation(M)``, and those keys with argument."""
    taken: list[tuple[str, str, Node]] = []
    kept: dict[str, Node] = {}
    for key, value in node.items.items():
        match = _CALLED.fullmatch(key.strip())
        if match is None:
            kept[key] = value
        else:
            taken.append((match[1], match[2], value))
    return MappingNode(node.line, kept, node.key_lines), tuple(taken)


@dataclass(slots=True)
class NormFields:
    """The fields of one norm, with the scope that gives its words their meaning."""

    fields: Fields
    scope: Scope

    def inner(self, node: Node, known: tuple[str, ...], what: str) -> NormFields | None:
        """The fields of a mapping inside the norm; ``None`` with a problem if it is none."""
        if isinstance(node, MappingNode):
            return NormFields(Fields(node, known, self.fields.problems, what), self.scope)
        self.fields.problems.add(
            "L1", node.line, f"{what} is not a mapping", "Write `key: value`."
        )
        return None

    def formula(self, key: str, *, needed: bool = False) -> Formula | None:
        """The formula under a key, its words resolved."""
        text = self.fields.scalar(key, needed=needed)
        return self.formula_of(text, self.fields.line(key), key) if text else None

    def formula_of(self, text: str, line: int, what: str) -> Formula | None:
        """A formula as text that stands at a line."""
        try:
            read = read_formula(text)
        except BadInput as error:
            self.fields.problems.add("L1", line, f"{what}: {error.what}", error.next_step)
            return None
        found = resolve_formula(read, self.scope)
        self.flush(line, what)
        return found

    def term(self, key: str) -> Term | None:
        """The term under a key: a name or a function of the key variables."""
        text = self.fields.scalar(key)
        if not text:
            return None
        try:
            read = read_formula(f"{text} = {text}")
        except BadInput as error:
            self.fields.refuse("L1", key, Refusal(error.what, error.next_step))
            return None
        if not isinstance(read, Compare):
            self.fields.refuse("L1", key, Refusal("it is no term", "Name a party."))
            return None
        found = resolve_term(read.left, self.scope)
        self.flush(self.fields.line(key), key)
        return found

    def flush(self, line: int, what: str) -> None:
        """Move what did not resolve to the problems of the file."""
        for rule, refusal in self.scope.refusals:
            self.fields.problems.refuse(rule, line, what, refusal)
        self.scope.refusals.clear()

    def span(self, key: str, *, needed: bool = False) -> int | None:
        """A duration in microseconds."""
        text = self.fields.scalar(key, needed=needed)
        if not text:
            return None
        found = read_span(text)
        if isinstance(found, Refusal):
            self.fields.refuse("L9", key, found)
            return None
        return found

    def deadline(self, key: str) -> Deadline | None:
        """``24h`` after the start, ``D + 14d``, an instant, or a civil time."""
        text = self.fields.scalar(key)
        if not text:
            return None
        found = read_deadline(text, self.scope)
        if isinstance(found, Refusal):
            self.fields.refuse("L9", key, found)
            return None
        return found

    def body(self, key: str) -> str:
        """A body of the header."""
        text = self.fields.scalar(key)
        refusal = known_word(text, self.scope.accord.bodies, "a body") if text else None
        if refusal is not None:
            self.fields.refuse("L3", key, refusal)
        return text

    def read(self, key: str, reader: Callable[[str], int | Refusal], default: int) -> int:
        """A small number through a reader."""
        found = self.fields.read(key, reader)
        return default if found is None else found

    def priority(self) -> int | None:
        """The priority, a whole number; ``None`` where none is given."""
        text = self.fields.scalar("priority")
        if not text:
            return None
        if re.fullmatch(r"\d{1,4}", text) is None:
            self.fields.refuse(
                "L6", "priority", Refusal(f"{text[:40]!r} is no priority", "0 to 9999.")
            )
            return None
        return int(text)

    def scalars(self, key: str) -> tuple[tuple[str, int], ...]:
        """The scalars of a list with their lines; a single scalar is a list of one."""
        node = self.fields.get(key)
        if node is None:
            return ()
        texts = self.fields.texts(key)
        lines = [
            item.line
            for item in getattr(node, "items", [node])
            if isinstance(item, ScalarNode) and item.text.strip()
        ]
        return tuple(zip(texts, lines, strict=False)) if lines else ()


def read_deadline(text: str, scope: Scope) -> Deadline | Refusal:
    """A deadline as text."""
    stripped = text.strip()
    if stripped[0].isdigit() and ("-" in stripped or "T" in stripped):
        return _fixed(stripped)
    if stripped.startswith("cal("):
        return _fixed(stripped)
    match = _COUNTED.fullmatch(stripped)
    if match is None:
        span = read_span(stripped)
        return span if isinstance(span, Refusal) else Deadline(span)
    name = scope.renamed.get(match[1], match[1])
    if not scope.anchor(name) or name == "now":
        return Refusal(f"no anchor is called {match[1]!r}", scope.hint(match[1]))
    if match[2] is None:
        return Deadline(0, Name(name))
    span = read_span(match[2])
    return span if isinstance(span, Refusal) else Deadline(span, Name(name))


def _fixed(text: str) -> Deadline | Refusal:
    """A fixed instant."""
    at = read_instant(text)
    return at if isinstance(at, Refusal) else Deadline(0, Constant(at, "instant"))
