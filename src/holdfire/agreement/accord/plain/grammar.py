"""Patterns that are written and read by one and the same object.

A grammar turns a value into words and words into values, so that the two cannot drift
apart (the idea of invertible syntax descriptions: Rendel and Ostermann, Haskell 2010).
Its literal words come from a catalogue, its structure from here. Reading keeps every way a
text can be read: a text with two readings is refused, never guessed at.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfire.agreement.accord.plain.catalogue import Catalogue

__all__ = [
    "Choice",
    "Exact",
    "Grammar",
    "Heard",
    "Joined",
    "Lazy",
    "Listed",
    "Mapped",
    "Maybe",
    "Names",
    "Pattern",
    "Phrase",
    "Record",
    "Said",
    "Words",
]

Found = list[tuple[Any, int]]
"""Every value that can be read at a place, with where the text goes on."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an agreement as sentences show them: kind of name -> id -> words."""

    zone: str = "UTC"
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What words a sentence is written in: a language and the names of an agreement."""

    words: Catalogue
    names: Names = field(default_factory=Names)
    ticks_per_second: int = 1_000_000


class Heard:
    """A text that is being read; remembers what was found where."""

    def __init__(self, text: str, said: Said) -> None:
        self.text = text
        self.said = said
        self.furthest = 0
        self._known: dict[tuple[int, int], Found] = {}

    def read(self, grammar: Grammar, at: int) -> Found:
        """Every reading at a place, each end once for each value."""
        key = id(grammar), at
        if key not in self._known:
            self._known[key] = grammar.read(at, self)
        return self._known[key]

    def literal(self, words: str, at: int) -> bool:
        """Do these words stand there?"""
        if not self.text.startswith(words, at):
            return False
        self.furthest = max(self.furthest, at + len(words))
        return True


class Grammar(ABC):
    """Something that can be written and read back."""

    @abstractmethod
    def write(self, value: Any, said: Said) -> str | None:
        """The words of a value, or ``None`` where this grammar has none for it."""

    @abstractmethod
    def read(self, at: int, heard: Heard) -> Found:
        """Every value whose words stand at this place."""


@dataclass(frozen=True, eq=False)
class Pattern(Grammar):
    """A template of the catalogue whose slots are filled by name; the value is a mapping."""

    key: str
    slots: Mapping[str, Grammar]

    def write(self, value: Any, said: Said) -> str | None:
        """Fill the slots of the template."""
        if not isinstance(value, Mapping):
            return None
        words: list[str] = []
        for literal, slot in said.words.template(self.key):
            words.append(literal)
            if slot:
                filled = self.slots[slot].write(value[slot], said)
                if filled is None:
                    return None
                words.append(filled)
        return "".join(words)

    def read(self, at: int, heard: Heard) -> Found:
        """Read the template from left to right."""
        found: Found = [({}, at)]
        for literal, slot in heard.said.words.template(self.key):
            found = [
                (values, end + len(literal))
                for values, end in found
                if heard.literal(literal, end)
            ]
            if slot:
                found = [
                    ({**values, slot: value}, after)
                    for values, end in found
                    for value, after in heard.read(self.slots[slot], end)
                ]
        return found


@dataclass(frozen=True, eq=False)
class Phrase(Grammar):
    """A template with the one slot ``x``; the value is what fills it."""

    key: str
    item: Grammar

    def write(self, value: Any, said: Said) -> str | None:
        """Put the words of the value into the template."""
        return Pattern(self.key, {"x": self.item}).write({"x": value}, said)

    def read(self, at: int, heard: Heard) -> Found:
        """Read the slot between the words of the template."""
        found = Pattern(self.key, {"x": self.item}).read(at, heard)
        return [(values["x"], end) for values, end in found]


@dataclass(frozen=True, eq=False)
class Exact(Grammar):
    """A template without slots that stands for one value."""

    key: str
    value: Any = True

    def write(self, value: Any, said: Said) -> str | None:
        """The words, for this value only."""
        if type(value) is not type(self.value) or value != self.value:
            return None
        return said.words.plain(self.key)

    def read(self, at: int, heard: Heard) -> Found:
        """The value, where its words stand."""
        words = heard.said.words.plain(self.key)
        return [(self.value, at + len(words))] if heard.literal(words, at) else []


@dataclass(frozen=True, eq=False)
class Maybe(Grammar):
    """Nothing at all for the absent value, else what the inner grammar says."""

    inner: Grammar
    absent: Any = None

    def write(self, value: Any, said: Said) -> str | None:
        """No words for the absent value."""
        if type(value) is type(self.absent) and value == self.absent:
            return ""
        return self.inner.write(value, said)

    def read(self, at: int, heard: Heard) -> Found:
        """The absent value, and what is there."""
        return [(self.absent, at), *heard.read(self.inner, at)]


@dataclass(frozen=True, eq=False)
class Choice(Grammar):
    """The first grammar that has words for a value; any of them when reading."""

    options: tuple[Grammar, ...]

    def write(self, value: Any, said: Said) -> str | None:
        """The first that can."""
        for option in self.options:
            words = option.write(value, said)
            if words is not None:
                return words
        return None

    def read(self, at: int, heard: Heard) -> Found:
        """What each of them finds."""
        return [each for option in self.options for each in heard.read(option, at)]


@dataclass(frozen=True, eq=False)
class Mapped(Grammar):
    """Another shape of what the inner grammar says: ``opened`` to write, ``closed`` to read.

    Either gives ``None`` for what it does not know.
    """

    inner: Grammar
    opened: Callable[[Any], Any]
    closed: Callable[[Any], Any]

    def write(self, value: Any, said: Said) -> str | None:
        """Write the inner shape."""
        inner = self.opened(value)
        return None if inner is None else self.inner.write(inner, said)

    def read(self, at: int, heard: Heard) -> Found:
        """Read the inner shape and close it."""
        found = ((self.closed(value), end) for value, end in heard.read(self.inner, at))
        return [(value, end) for value, end in found if value is not None]


class Record(Mapped):
    """A frozen record whose fields are the slots of one template."""

    def __init__(self, made: type[Any], key: str, slots: Mapping[str, Grammar]) -> None:
        super().__init__(
            Pattern(key, slots),
            lambda value: (
                {name: getattr(value, name) for name in slots}
                if isinstance(value, made)
                else None
            ),
            lambda values: made(**values),
        )


@dataclass(frozen=True, eq=False)
class Lazy(Grammar):
    """A grammar that is defined further down, so that patterns may hold themselves."""

    found: Callable[[], Grammar]

    def write(self, value: Any, said: Said) -> str | None:
        """As the grammar itself."""
        return self.found().write(value, said)

    def read(self, at: int, heard: Heard) -> Found:
        """As the grammar itself."""
        return heard.read(self.found(), at)


@dataclass(frozen=True, eq=False)
class Words(Grammar):
    """A word of a vocabulary; the catalogue has one wording for each."""

    section: str

    def write(self, value: Any, said: Said) -> str | None:
        """The wording of the word."""
        return said.words.words(self.section).get(value) if isinstance(value, str) else None

    def read(self, at: int, heard: Heard) -> Found:
        """Every word whose wording stands there."""
        known = heard.said.words.words(self.section)
        return [
            (value, at + len(words))
            for value, words in known.items()
            if heard.literal(words, at)
        ]


def _repeated(heard: Heard, item: Grammar, between: str, at: int) -> Found:
    """``item between item ...``: every number of items from one on, as tuples."""
    found: Found = []
    last: Found = [((value,), end) for value, end in heard.read(item, at)]
    while last:
        found += last
        last = [
            ((*values, value), after)
            for values, end in last
            if heard.literal(between, end)
            for value, after in heard.read(item, end + len(between))
        ]
    return found


@dataclass(frozen=True, eq=False)
class Joined(Grammar):
    """One or more items with the same words between any two."""

    item: Grammar
    between: str

    def write(self, value: Any, said: Said) -> str | None:
        """The items with the words between them."""
        words = [self.item.write(each, said) for each in value]
        if not words or None in words:
            return None
        return said.words.plain(self.between).join(word for word in words if word is not None)

    def read(self, at: int, heard: Heard) -> Found:
        """Every number of items that can be read."""
        return _repeated(heard, self.item, heard.said.words.plain(self.between), at)


@dataclass(frozen=True, eq=False)
class Listed(Grammar):
    """``a``, ``a and b``, ``a, b and c``: one or more items as people list them."""

    item: Grammar
    last: str = "list.and"
    least: int = 1

    def write(self, value: Any, said: Said) -> str | None:
        """The items with commas, and the last word before the last one."""
        words = [self.item.write(each, said) for each in value]
        if len(words) < self.least or not words or None in words:
            return None
        known = [word for word in words if word is not None]
        if len(known) == 1:
            return known[0]
        comma, last = said.words.plain("list.comma"), said.words.plain(self.last)
        return f"{comma.join(known[:-1])}{last}{known[-1]}"

    def read(self, at: int, heard: Heard) -> Found:
        """One item, or several before the last."""
        comma, last = (heard.said.words.plain(key) for key in ("list.comma", self.last))
        found: Found = []
        for values, end in _repeated(heard, self.item, comma, at):
            if len(values) == 1 and self.least == 1:
                found.append((values, end))
            if heard.literal(last, end):
                tail = heard.read(self.item, end + len(last))
                found += [((*values, value), after) for value, after in tail]
        return found
