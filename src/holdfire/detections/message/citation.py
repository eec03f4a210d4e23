"""Whom a message cites: the one authority whose statement it passes on.

Twenty papers that quote one office have one origin. Found are offices (``authorities.txt``)
beside a word of saying in Ukrainian, Russian or English: "повідомили в ...", "по данным ...",
"... said", "Office: ...". The office is told from others of its kind by the names beside it.
Rather none than a wrong one: a message with two authorities, or with eyewitnesses or a
correspondent of its own, cites none here. The key is a hash; whose office it is stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from holdfire.base.identity import content_id
from holdfire.detections.message.lexeme import lexeme_of, name_key

__all__ = ["cited_authority"]

_READ = 6_000
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[.!?…;:,\n]|(?<=\s)-(?=\s)")
_SAYING = re.compile(
    r"(?:повідом(?:ил|ля|ив|лен)|заяв(?:ил|ля|ив|ле)|розпов(?:іл|ів|іда)|сказа|уточн(?:ил|ю|ив|я)"
    r"|додал|додав|інформу|зазнач|наголос|передає|пише|пишуть|сообщ|рассказа|отмет|добав(?:ил|ля)"
    r"|утвержд|подчеркн|передает|пишет|says?$|said$|told$|report(?:s|ed)$|stat(?:es|ed)$"
    r"|announce|claim|confirm|wrote$|added$)"
)
_DATA = re.compile(r"(?:даними|словами|інформацією|данным|словам|информации|according)$")
_OTHERS = re.compile(
    r"(?:очевид|свідк|свидетел|кореспонд|корреспонд|мешканці|жителі$|жители$|соцмереж|соцсет"
    r"|eyewitness|witness|correspondent|residents?$|reporter|journalist|журналіст|журналист)"
)
_STOPS = frozenset(".!?…;\n,")
_LINKS = frozenset(
    [
        "в",
        "у",
        "на",
        "із",
        "зі",
        "з",
        "из",
        "со",
        "с",
        "the",
        "of",
        "to",
        "in",
        "a",
        "до",
        "по",
        "за",
        "як",
        "as",
        "has",
        "had",
        "have",
        "також",
        "также",
        "через",
        "пресслужб",
        "пресслужбі",
        "пресслужба",
        "прес-служба",
        "прес-службі",
        "пресс-служба",
        "пресс-службе",
        "начальник",
        "глава",
        "голова",
        "head",
        "речник",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "представник",
        "представитель",
        "управлінні",
        "управлении",
        "управління",
        "управление",
        "области",
        "області",
        "region",
        "головному",
        "главном",
        "main",
        "обласної",
        "областной",
        "regional",
        "national",
        "державної",
        "государственной",
        "state",
        "national",
        "національної",
        "національній",
        "національна",
        "telegram",
        "телеграм",
    ]
)
_REACH = 4


@dataclass(frozen=True, slots=True)
class _Mention:
    """An authority at the tokens ``first`` to ``last`` (inclusive)."""

    kind: str
    first: int
    last: int


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Kinds with their phrases, the longest phrases first."""
    place = files("holdfire.detections") / "message" / "authorities.txt"
    found = []
    for line in place.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            level, kind, cells = (part.strip() for part in line.split("|"))
            found += [(f"{level}:{kind}", tuple(cell.split("+"))) for cell in cells.split()]
    return tuple(sorted(found, key=lambda one: (-len(one[1]), one)))


@cache
def _by_start() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The phrases by the first two letters of their first stem."""
    starts = sorted({stems[0][:2] for _, stems in _phrases()})
    return {
        start: tuple(one for one in _phrases() if one[1][0].startswith(start))
        for start in starts
    }


def _fits(word: str, stem: str) -> bool:
    """Does the word begin with the stem? Short stems must be the whole word."""
    return word == stem if len(stem) <= 3 else word.startswith(stem)


def _mentions(words: list[str]) -> Iterator[_Mention]:
    """The authorities that are named, from left to right, none inside another."""
    at = 0
    while at < len(words):
        for kind, stems in _by_start().get(words[at][:2], ()):
            part = words[at : at + len(stems)]
            if len(part) == len(stems) and all(map(_fits, part, stems)):
                yield _Mention(kind, at, at + len(stems) - 1)
                at += len(stems) - 1
                break
        at += 1


def _walk(words: list[str], raw: list[str], start: int, step: int) -> Iterator[int]:
    """Places from ``start`` on that still belong to the phrase: links, names, no stops."""
    place = start
    for _ in range(_REACH + 2):
        if not 0 <= place < len(words) or words[place] in _STOPS:
            return
        yield place
        linking = words[place] in _LINKS or raw[place][:1].isupper() or words[place].isdigit()
        if not linking and not _SAYING.match(words[place]):
            return
        place += step


def _is_cited(words: list[str], raw: list[str], one: _Mention) -> bool:
    """Is the authority the one who says it?"""
    after, before = one.last + 1, one.first - 1
    opens = one.first <= 1 and after < len(words)
    near = words[after : after + _REACH]
    if (
        opens
        and ":" in near
        and all(raw[after + k][:1].isupper() for k in range(near.index(":")))
    ):
        return True
    if before >= 0 and words[before] == "-" and len(words) - after <= _REACH:
        return True
    for place in _walk(words, raw, before, -1):
        if _SAYING.match(words[place]) or _DATA.match(words[place]):
            return True
    return any(_SAYING.match(words[place]) for place in _walk(words, raw, after, 1))


def _whose(words: list[str], raw: list[str], one: _Mention) -> list[str]:
    """The names beside the authority that tell it from others of its kind, by sound."""
    found = set()
    for start, step in ((one.first - 1, -1), (one.last + 1, 1)):
        for place in _walk(words, raw, start, step):
            word = words[place]
            if _SAYING.match(word) or not raw[place][:1].isupper() or word in _LINKS:
                continue
            term = lexeme_of(word).term
            if term is not None and term.kind == "land":
                found.add(term.concept)
            elif term is None or term.kind == "name" or not raw[place].isupper():
                found.add(name_key(word))
    return sorted(found - {""})


def _named(words: list[str], raw: list[str], one: _Mention, language: str) -> tuple[str, ...]:
    """What the key is made of; empty where nothing tells the office from a rival one."""
    names = _whose(words, raw, one)
    if names or one.kind.startswith("one:"):
        return (one.kind, *names)
    return (one.kind, f"in {language}") if one.kind.startswith("local:") else ()


_OTHER, _OPENS = 1, 2


@lru_cache(maxsize=1 << 17)
def _role(word: str) -> int:
    """May the word open the name of an authority, or does it name another source?"""
    opens = any(_fits(word, stems[0]) for _, stems in _by_start().get(word[:2], ()))
    return (_OTHER if _OTHERS.match(word) else 0) | (_OPENS if opens else 0)


def cited_authority(seen: str, language: str | None = None) -> str | None:
    """The key of the one authority that a plain text cites, or ``None``.

    With a name beside the office the key is equal in any language; a local office without
    one is told apart by the ``language`` of the text, a national one is not taken.

    Looks at the first 6,000 characters.
    """
    tokens = _TOKEN.findall(seen[:_READ])
    words = [token.casefold() for token in tokens]
    roles = set(map(_role, words))
    if not any(role & _OPENS for role in roles) or any(role & _OTHER for role in roles):
        return None
    cited = {
        _named(words, tokens, one, language or "")
        for one in _mentions(words)
        if _is_cited(words, tokens, one)
    }
    only = cited.pop() if len(cited) == 1 else ()
    return content_id("authority", *only) if only else None
