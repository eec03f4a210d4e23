"""The words of a rule, with their places, and how far reading has come.

Both languages of rules share what makes hostile text harmless: at most 64 KiB, at most 40
open parentheses, at most 100 operators inside one another; reading takes time linear in the
text, and every refusal is a :class:`BadFormula` with line and column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from holdfire.agreement.accord.syntax.quoted import QUOTED
from holdfire.agreement.accord.syntax.refusal import BadFormula

__all__ = [
    "LARGEST",
    "MAX_NESTING",
    "MAX_PARENTHESES",
    "Kind",
    "Reader",
    "Token",
    "bounded_int",
]

MAX_TEXT = 64 * 1024
MAX_PARENTHESES = 40
MAX_NESTING = 100
LARGEST = 2**62
"""Numbers of a rule lie strictly between ``-LARGEST`` and ``LARGEST``."""


class Kind(Enum):
    """What a word is."""

    NAME = auto()
    NUMBER = auto()
    TEXT = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word: what it is, how it is written, where it begins in the text."""

    kind: Kind
    text: str
    at: int

    @property
    def end(self) -> int:
        """Where the word ends in the text."""
        return self.at + len(self.text)


_NUMBER = r"[0-9]+(?:\.[0-9]+)?"


def pattern(names: str, signs: tuple[str, ...], comments: str = "") -> re.Pattern[str]:
    """The pattern of one language's words; longer signs win over their beginnings."""
    written = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    skipped = rf"(?:\s|{comments})+" if comments else r"\s+"
    return re.compile(
        rf"(?P<skip>{skipped})|(?P<TEXT>{QUOTED})|(?P<NUMBER>{_NUMBER})"
        rf"|(?P<NAME>{names})|(?P<SIGN>{written})",
        re.DOTALL,
    )


class Reader:
    """A rule being read: its words one after the other.

    ``what`` names the language in refusals.
    """

    def __init__(self, text: str, words: re.Pattern[str], what: str) -> None:
        self.text = text
        self.what = what
        self._index = 0
        self._nested = 0
        self._open = 0
        if len(text) > MAX_TEXT or len(text.encode("utf-8", "replace")) > MAX_TEXT:
            raise BadFormula(
                f"the {what} is longer than 64 KiB",
                line=1,
                column=1,
                next_step="Split it into rules of their own.",
            )
        self._words = self._split(words)

    def _split(self, words: re.Pattern[str]) -> tuple[Token, ...]:
        """Every word of the text, and the end."""
        found = []
        at = 0
        while at < len(self.text):
            match = words.match(self.text, at)
            if match is None:
                raise self.refused_at(at, *self._strange(at))
            if match.lastgroup != "skip" and match.lastgroup is not None:
                found.append(Token(Kind[match.lastgroup], match[0], at))
            at = match.end()
        return (*found, Token(Kind.END, "", at))

    def _strange(self, at: int) -> tuple[str, str]:
        """What is said of a sign that begins no word."""
        sign = self.text[at]
        if sign == '"':
            return "a text in quotes is not closed", "Close it with a double quote."
        if sign == "'":
            return "texts stand in double quotes", "Write the text in double quotes."
        return (
            f"the sign {sign!r} has no meaning in a {self.what}",
            "Names are Latin letters, digits and _; everything else stands in double quotes.",
        )

    @property
    def now(self) -> Token:
        """The word that comes next; it is not taken."""
        return self._words[self._index]

    def ahead(self, count: int = 1) -> Token:
        """The word after the next, or further on."""
        return self._words[min(self._index + count, len(self._words) - 1)]

    def before(self) -> Token:
        """The word that was taken last; the first word where none was."""
        return self._words[max(self._index - 1, 0)]

    def mark(self) -> int:
        """The place in the text, for :meth:`back`."""
        return self._index

    def back(self, mark: int) -> None:
        """Return to a place of before."""
        self._index = mark

    @property
    def words(self) -> tuple[Token, ...]:
        """All words of the text."""
        return self._words

    def take(self) -> Token:
        """Take the next word."""
        word = self._words[self._index]
        if word.kind is not Kind.END:
            self._index += 1
        return word

    def at(self, *written: str) -> bool:
        """Is the next word one of these signs or names?"""
        word = self._words[self._index]
        return word.kind in {Kind.SIGN, Kind.NAME} and word.text in written

    def accept(self, written: str) -> Token | None:
        """Take the next word if it is this one."""
        return self.take() if self.at(written) else None

    def expect(self, written: str, why: str = "") -> Token:
        """Take this word or refuse the text."""
        if not self.at(written):
            raise self.unexpected(f"{written!r}{' ' + why if why else ''}")
        return self.take()

    def name(self, what: str) -> Token:
        """Take a name or refuse the text; ``what`` says what is named."""
        if self.now.kind is not Kind.NAME:
            raise self.unexpected(what)
        return self.take()

    def enter(self, word: Token) -> None:
        """One level deeper: inside an operator, or inside a parenthesis."""
        self._nested += 1
        self._open += word.text in {"(", "{"}
        if self._open > MAX_PARENTHESES or self._nested > MAX_NESTING:
            raise self.refused(
                word,
                f"the {self.what} is nested too deeply: at most {MAX_PARENTHESES} parentheses "
                f"and {MAX_NESTING} operators may stand inside one another",
                "Split it into rules of their own.",
            )

    def leave(self, word: Token) -> None:
        """Back out of what :meth:`enter` went into."""
        self._nested -= 1
        self._open -= word.text in {"(", "{"}

    def unexpected(self, expected: str) -> BadFormula:
        """The error for a next word that is not what must stand there."""
        word = self.now
        found = "the end" if word.kind is Kind.END else repr(word.text[:40])
        return self.refused(
            word, f"expected {expected}, found {found}", f"Write {expected} here."
        )

    def refused(self, word: Token, what: str, next_step: str = "") -> BadFormula:
        """The error for one word."""
        return self.refused_at(word.at, what, next_step)

    def refused_at(self, at: int, what: str, next_step: str = "") -> BadFormula:
        """The error for one place of the text."""
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1) + 1
        return BadFormula(
            f"line {line}, column {column}: {what}",
            line=line,
            column=column,
            next_step=next_step,
        )


def bounded_int(read: Reader, word: Token, sign: int = 1) -> int:
    """A whole number of a rule; refuses what is too large to compute with exactly."""
    if len(word.text) > 19 or int(word.text) >= LARGEST:
        raise read.refused(word, "the number is too large", "Give a number below 2^62.")
    return sign * int(word.text)
