"""Names of formulas in words: bare, translated where known, marked where they could mislead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from holdfire.agreement.accord.plain.grammar import Found, Grammar, Heard, Said

__all__ = ["Called", "Identifier"]

_BARE = re.compile(r"[^\W\d]\w*")
_MARKED = re.compile(r"`((?:[^`]|``)*)`")


@dataclass(frozen=True, eq=False)
class Identifier(Grammar):
    """A name as it stands; between backticks where a sentence could take it for its words."""

    def write(self, value: Any, said: Said) -> str | None:
        """The name."""
        if not isinstance(value, str):
            return None
        bare = _BARE.fullmatch(value) is not None and value not in said.words.reserved
        return value if bare else "`" + value.replace("`", "``") + "`"

    def read(self, at: int, heard: Heard) -> Found:
        """The longest name there."""
        marked = _MARKED.match(heard.text, at)
        if marked is not None:
            heard.furthest = max(heard.furthest, marked.end())
            return [(marked[1].replace("``", "`"), marked.end())]
        bare = _BARE.match(heard.text, at)
        if bare is None or bare[0] in heard.said.words.reserved:
            return []
        heard.furthest = max(heard.furthest, bare.end())
        return [(bare[0], bare.end())]


_NAME = Identifier()


@dataclass(frozen=True, eq=False)
class Called(Grammar):
    """A predicate or function: by a wording of the language where there is one."""

    section: str

    def write(self, value: Any, said: Said) -> str | None:
        """The wording, else the name; marked where it looks like another's wording."""
        known = said.words.words(self.section)
        if value in known:
            return known[value]
        if value in known.values():
            return f"`{value}`"
        return _NAME.write(value, said)

    def read(self, at: int, heard: Heard) -> Found:
        """Every known wording, and the name as it stands."""
        known = heard.said.words.words(self.section)
        found = [
            (name, at + len(words)) for name, words in known.items() if heard.literal(words, at)
        ]
        taken = known.values()
        return found + [
            (name, end)
            for name, end in heard.read(_NAME, at)
            if heard.text[at] == "`" or name not in taken
        ]
