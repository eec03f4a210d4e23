"""The skeleton of a message: who, where, when, how many, with what, in no language.

Keys are short texts with a prefix that names their class:

``name:``    a capitalised word inside a sentence, by its sound;
``word:``    any other word that the glossary does not know, by its sound (cognates);
``number:``  a number from two up, in digits or words;
``time:``    a clock time; ``date:`` a day of a month; ``mark:`` a designation (``mark:s300``);
``is:``      a concept of the glossary; ``day:`` a part of the day or a weekday; ``month:``,
             ``measure:`` and ``land:`` (a country) likewise; ``lead:`` the first country.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from functools import lru_cache

from holdfire.detections.message.lexeme import lexeme_of, name_key

__all__ = ["MOST_WORDS", "Skeleton", "skeleton_of"]

MOST_WORDS = 1500
"""Words of a message that are read; a longer one is a collection of messages."""

_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b)"
    r"|(?P<time>\b(?:[01]?\d|2[0-4])[:.][0-5]\d\b(?!\.?\d)(?:\s?[ap]\.?m\b\.?)?)"
    r"|(?P<mark>\b[^\W\d_]{1,10}-?\d{1,4}[^\W\d_]{0,2}\b)"
    r"|(?P<number>\d+(?:[ .,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<stop>[.!?…\n•:«\"“])"
)
_YEARS = range(1990, 2051)
_TIMES = {"thousand": 1e3, "million": 1e6}
_DAYS = frozenset({"part", "weekday"})
_FEW_SOUNDS = 3


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Keys (see the module), each once, and how many words were read."""

    keys: frozenset[str]
    words: int


def _clock(text: str) -> str:
    """The key of a clock time, hours of the day from 0 to 24."""
    digits = re.findall(r"\d+", text)
    hour, minute = int(digits[0]), int(digits[1])
    half = re.search(r"([ap])\.?m", text, re.IGNORECASE)
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half.group(1).lower() == "p" else 0)
    return sys.intern(f"time:{hour}:{minute:02}")


def _designation(text: str) -> str | None:
    """The key of a designation such as "Х-101" or "Shahed-136"; ordinals give none."""
    found = re.match(r"([^\W\d_]+)-?(\d+)([^\W\d_]*)", text)
    if found is None:
        return None
    letters, digits, _ = found.groups()
    sound = name_key(letters) or letters.casefold()
    return f"mark:{sound.replace('ks', 'h')}{digits}"


def _written(value: float) -> str:
    """A number as its key has it."""
    return str(int(value)) if value.is_integer() else f"{value:g}"


def _amount(text: str) -> float:
    """The number a text of digits means; groups of three are thousands."""
    plain_digits = re.sub(r"[ .,](?=\d{3}(?!\d))", "", text)
    return float(plain_digits[:18].replace(",", "."))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it stands: its key inside a sentence and at its start, and what it counts."""

    inside: str | None
    first: str | None
    month: str | None = None
    number: str | None = None
    times: float | None = None


@lru_cache(maxsize=1 << 17)
def _word(text: str) -> _Word:
    """What a word gives; a raised one that the glossary knows in part only is a name."""
    one = lexeme_of(text.casefold())
    term = one.term
    name = sys.intern(f"name:{one.name}")
    if term is not None and term.kind == "name":
        return _Word(name, name)
    cognate = sys.intern(f"word:{one.name}") if len(one.name) >= _FEW_SOUNDS else None
    raised = text[0].isupper() and bool(one.name)
    if term is None:
        return _Word(name if raised else cognate, cognate)
    key = _concept(term.kind, term.concept)
    known = _Word(
        key,
        key,
        term.concept if term.kind == "month" else None,
        term.concept if term.kind == "number" else None,
        _TIMES.get(term.concept),
    )
    shouted = text.isupper() and len(text) > 1
    if raised and not shouted and one.rest > _FEW_SOUNDS:
        return replace(known, inside=name)
    return known


def _concept(kind: str, concept: str) -> str | None:
    """The key of a concept; numbers and empty words have none of their own."""
    if kind in {"number", "word"}:
        return None
    if kind in {"month", "measure", "land"}:
        return sys.intern(f"{kind}:{concept}")
    return sys.intern(f"day:{concept}" if kind in _DAYS else f"is:{concept}")


_ORDINAL_ENDS = frozenset(
    [
        "й",
        "я",
        "є",
        "е",
        "а",
        "та",
        "го",
        "му",
        "ій",
        "га",
        "ту",
        "ої",
        "ою",
        "ої",
        "ти",
        "та",
        "м",
        "х",
        "ми",
        "th",
        "st",
        "nd",
        "rd",
        "ша",
        "го",
        "ю",
        "ма",
        "ме",
    ]
)


def _fixed(kind: str, text: str) -> str | None:
    """The key of a clock time, a date or a designation."""
    if kind == "time":
        return _clock(text)
    if kind == "date":
        day, month = text.split(".")[:2]
        return f"date:{int(month)}-{int(day)}"
    return _designation(text)


def _number_key(waiting: str | None) -> str | None:
    """The key of a number; nought and one give none."""
    return None if waiting in _PLAIN else sys.intern(f"number:{waiting}")


_PLAIN = frozenset({None, "0", "1"})


def _keys(seen: str) -> tuple[dict[str | None, None], int]:
    """The keys of a plain text in its order, ``None`` among them, and the words read."""
    keys: dict[str | None, None] = {}
    fresh, waiting, words = True, None, 0
    for found in _TOKEN.finditer(seen):
        kind, text = found.lastgroup, found.group()
        if kind == "word":
            words += 1
            if words > MOST_WORDS:
                break
            if waiting is not None and len(text) < 4 and text.casefold() in _ORDINAL_ENDS:
                continue  # "35-та", "35th"
            one = _word(text)
            if waiting is not None:
                if one.month is not None and waiting.isdigit():
                    keys[f"date:{one.month}-{waiting}"] = None
                    waiting = None
                elif one.times is not None:
                    waiting = _written(float(waiting) * one.times)
                keys[_number_key(waiting)] = None
            keys[one.first if fresh else one.inside] = None
            fresh, waiting = False, one.number
            continue
        keys[_number_key(waiting)] = None
        waiting = None
        if kind == "stop":
            fresh = True
        elif kind == "number":
            value = _amount(text)
            waiting = None if value in _YEARS and text.isdigit() else _written(value)
        else:
            keys[_fixed(str(kind), text)] = None
    keys[_number_key(waiting)] = None
    return keys, words


def skeleton_of(seen: str) -> Skeleton:
    """The skeleton of a text in plain spelling; empty for a text without words."""
    keys, words = _keys(seen)
    land = next((key for key in keys if key is not None and key[:5] == "land:"), None)
    if land is not None:
        keys[sys.intern(f"lead:{land[5:]}")] = None
    return Skeleton(frozenset(key for key in keys if key is not None), words)
