"""One mapping node of the mapping file, read strictly: every key is asked for or refused."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["Section", "malformed"]


def malformed(where: str, what: str) -> BadInput:
    """The refusal of a mapping file; ``where`` is the path of keys."""
    return BadInput(Code.MAPPING_MALFORMED, what, where=where or "the mapping")


class Section:
    """The keys below one path; :meth:`close` refuses what nobody asked for."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, Mapping):
            raise malformed(path, "keys and values are expected here")
        self.path = path
        self.given = {self._key(key): item for key, item in value.items()}
        self.asked: set[str] = set()

    def _key(self, key: object) -> str:
        """A key as text; a truth value or a date was meant as a word and read as another."""
        if isinstance(key, str):
            return key
        if isinstance(key, int) and not isinstance(key, bool):
            return str(key)
        raise malformed(self.path, f"the key {key!r} is not text; write it in quotes")

    def has(self, key: str) -> bool:
        """Is the key given and not empty?"""
        self.asked.add(key)
        return self.given.get(key) is not None

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty text; without a default the key is needed."""
        if not self.has(key):
            if default is None:
                raise malformed(self.at(key), "this key is needed")
            return default
        value = self.given[key]
        if not isinstance(value, str) or not value.strip():
            raise malformed(self.at(key), f"a text is expected, not {value!r}; use quotes")
        return value

    def maybe(self, key: str) -> str | None:
        """A text, or ``None`` when not given."""
        return self.text(key) if self.has(key) else None

    def column(self, key: str) -> str | None:
        """A column name in the form in which headers are compared, if given."""
        return self.text(key).strip().lower() if self.has(key) else None

    def needed_column(self, key: str) -> str:
        """A column name that must be given."""
        return self.text(key).strip().lower()

    def columns(self, key: str) -> tuple[str, ...]:
        """One column or a list of them; empty when not given."""
        if not self.has(key):
            return ()
        value = self.given[key]
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(n, str) and n for n in names):
            raise malformed(self.at(key), "a column name or a list of them is expected")
        return tuple(str(name).strip().lower() for name in names)

    def number(self, key: str) -> float | None:
        """A finite number above or at zero, if given."""
        if not self.has(key):
            return None
        value = self.given[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise malformed(self.at(key), f"a number is expected, not {value!r}")
        if not math.isfinite(value) or value < 0:
            raise malformed(self.at(key), f"{value!r} is not a number from zero up")
        return float(value)

    def flag(self, key: str) -> bool:
        """Yes or no; no when not given."""
        value = self.given.get(key) if self.has(key) else False
        if not isinstance(value, bool):
            raise malformed(self.at(key), f"yes or no is expected, not {value!r}")
        return value

    def word(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """A word of a list."""
        given, words = self.text(key, default), list(known)
        if given not in words:
            raise malformed(self.at(key), f"{given!r} is none of: {', '.join(words)}")
        return given

    def below(self, key: str) -> Section | None:
        """The section under a key, if given."""
        return Section(self.given[key], self.at(key)) if self.has(key) else None

    def close(self) -> None:
        """Refuse keys that nobody asked for, with the nearest known one."""
        for key in self.given:
            if key not in self.asked:
                near = difflib.get_close_matches(key, sorted(self.asked), 1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise malformed(self.at(key), f"the key {key!r} is not known here{hint}")
