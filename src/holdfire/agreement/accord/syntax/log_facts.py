"""The facts of one line of a log, after its stamp."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import repeat
from typing import NamedTuple

from holdfire.agreement.accord.syntax.quoted import QUOTED, unquote
from holdfire.agreement.accord.syntax.refusal import BadLog
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["FactReader", "LineFacts", "LogFact", "Types"]


class LogFact(NamedTuple):
    """A fact of a log: it holds (true) or it is not known whether it does (unknown)."""

    value: Truth
    predicate: str
    args: tuple[Value, ...] = ()


LineFacts = tuple[tuple[LogFact, ...], tuple[LogFact, ...]]
"""What a line says and what it withdraws."""

Types = Mapping[str, tuple[type, ...]]
"""``int`` or ``str`` for each argument of each declared predicate."""

_NAME = r"[A-Za-z_][A-Za-z0-9_/:.!\[\]-]*"
_WORD = r"[A-Za-z0-9_/:.!\[\]-]+"  # text without quotes, as MonPoly's logs have it
_ARGUMENT = rf"(?:{QUOTED}|{_WORD})"
_PLAIN = re.compile(rf"\s*({_NAME})\(([^()\\]*)\)[ \n]?")
_MARKED = re.compile(rf"\s*([?-]?)\s*({_NAME})\s*(?=\()")
_TUPLE = re.compile(rf"\s*\(\s*((?:{_ARGUMENT}\s*(?:,\s*{_ARGUMENT}\s*)*)?)\)")
_EACH = re.compile(_ARGUMENT)
_END = re.compile(r"\s*;?\s*(?:#.*)?\Z", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]{1,18}\Z")
_TRUE = Truth.TRUE


_new_fact = tuple.__new__
_KEPT = 1 << 14  # arguments and lines that are remembered, because logs repeat themselves
_KEPT_LENGTH = 256


class FactReader:
    """Reading the facts of one log, with what was read before.

    Equal texts are one object, so that comparing them later is quick.
    """

    def __init__(self, types: Types | None) -> None:
        self.types = types
        self._lines: dict[str, LineFacts] = {}
        self._values: dict[str, str] = {}

    def line(self, text: str, number: int) -> LineFacts:
        """What a line says and withdraws, after its stamp.

        Raises :class:`BadLog` for what cannot be read, for an undeclared predicate, for
        wrong arguments, and for a fact that is listed with two different marks.
        """
        found = self._lines.get(text)
        if found is None:
            match = _PLAIN.match(text)
            fact = None
            if match is not None and match.end() == len(text):
                fact = self._plain(*match.groups())
            found = ((fact,), ()) if fact is not None else self.more(text, number, ((), ()))
            if len(text) <= _KEPT_LENGTH:
                if len(self._lines) >= _KEPT:
                    self._lines.clear()
                self._lines[text] = found
        return found

    def more(self, text: str, number: int, before: LineFacts) -> LineFacts:
        """As :meth:`line`, added to what the lines that this one continues said."""
        said, taken = list(before[0]), list(before[1])
        at, end = 0, len(text)
        while at < end:
            match = _PLAIN.match(text, at)
            fact = None if match is None else self._plain(*match.groups())
            if match is not None and fact is not None:
                said.append(fact)
                at = match.end()
                if at < end and text[at] in " (\t":
                    at = self._tuples(text, at, number, fact, said)
            elif _END.match(text, at):
                break
            else:
                at = self._marked(text, at, number, (said, taken))
        if len(said) + len(taken) > 1:
            return _consistent(said, taken, number)
        return tuple(said), tuple(taken)

    def _plain(self, predicate: str, text: str) -> LogFact | None:
        """A fact without escapes, commas or parentheses in its texts; else ``None``.

        The quick way for most facts. Whatever it does not recognise, wrong arguments among
        it, is left to the careful way, which accepts it or says what is wrong.
        """
        kinds = None if self.types is None else self.types.get(predicate)
        if kinds is None and self.types is not None:
            return None
        values: list[Value] = []
        known = self._values
        for part in text.split(",") if text else ():
            if part.isdecimal() and part.isascii() and len(part) <= 18:
                values.append(int(part))
                continue
            value = known.get(part)
            if value is None:
                value = _simple(part)
                if value is None:
                    return None
                if len(known) >= _KEPT:
                    known.clear()
                known[part] = value
            values.append(value)
        if kinds is not None and tuple(map(type, values)) != kinds:
            return None
        return _new_fact(LogFact, (_TRUE, predicate, tuple(values)))

    def _marked(
        self, text: str, at: int, number: int, into: tuple[list[LogFact], list[LogFact]]
    ) -> int:
        """Read one predicate, maybe marked, with its tuples; returns where they end."""
        match = _MARKED.match(text, at)
        if match is None:
            raise BadLog(f"no fact can be read at {text[at:].strip()[:40]!r}", line=number)
        like = LogFact(Truth.UNKNOWN if match[1] == "?" else _TRUE, match[2])
        end = self._tuples(text, match.end(), number, like, into[match[1] == "-"])
        if end == match.end():
            raise BadLog(
                f"the arguments of {match[2]} cannot be read at {text[end:][:40].strip()!r}",
                line=number,
            )
        return end

    def _tuples(
        self, text: str, at: int, number: int, like: LogFact, into: list[LogFact]
    ) -> int:
        """Read the argument lists that follow, each a fact; returns where they end."""
        while (match := _TUPLE.match(text, at)) is not None:
            args = tuple(_EACH.findall(match[1]))
            kinds = self._kinds(like.predicate, len(args), number)
            values = tuple(map(_value, args, kinds, repeat(number)))
            into.append(like._replace(args=values))
            at = match.end()
        return at

    def _kinds(self, predicate: str, count: int, number: int) -> tuple[type | None, ...]:
        """The types of so many arguments, each ``None`` without a signature."""
        if self.types is None:
            return (None,) * count
        kinds = self.types.get(predicate)
        if kinds is None:
            raise BadLog(
                f"the predicate {predicate} is not in the signature",
                line=number,
                next_step="Declare it in the signature, or mend its name.",
            )
        if len(kinds) != count:
            raise BadLog(
                f"{predicate} has {count} arguments, the signature says {len(kinds)}",
                line=number,
            )
        return kinds


def _simple(part: str) -> str | None:
    """A text in quotes without escapes; else ``None``."""
    if part[:1] == '"' and part[-1:] == '"' and len(part) > 1:
        inner = part[1:-1]
        return None if '"' in inner else inner
    return None


def _value(written: str, kind: type | None, number: int) -> Value:
    """One argument as its type says, or, without one, as it looks."""
    if written[0] == '"':
        if kind is int:
            raise BadLog(f"{written[:40]} is text where a number is due", line=number)
        return unquote(written)
    if kind is not str and _NUMBER.match(written):
        return int(written)
    if kind is int or (kind is None and written.lstrip("-").isdigit()):
        raise BadLog(
            f"{written[:40]!r} is not a whole number of at most 18 digits", line=number
        )
    return written


def _consistent(said: list[LogFact], taken: list[LogFact], line: int) -> LineFacts:
    """Each fact once; refuses one that is listed with different marks."""
    cells = {fact[1:] for fact in said}
    if not taken and len(cells) == len(said):  # most lines
        return tuple(said), ()
    facts, withdrawn = dict.fromkeys(said), dict.fromkeys(taken)
    if len(cells) < len(facts) or any(fact[1:] in cells for fact in withdrawn):
        raise BadLog(
            "one fact is listed at this point with different marks, which contradicts itself",
            line=line,
            next_step="Keep one: plain if it holds, ? if it is unknown, - if it is withdrawn.",
        )
    return tuple(facts), tuple(withdrawn)
