"""What one word is: a concept of the glossary, or a name by its sound.

The key of a name keeps its consonants in one Latin spelling, because vowels are what case
endings and transliterations change: "Краматорську", "Краматорске" and "Kramatorsk" have one
key. No dictionary of forms is needed for that, and none of the three languages is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from holdfire.detections.message.glossary import Term, shipped_glossary
from holdfire.observations.gazetteer.folding import fold, loosen

__all__ = ["Lexeme", "lexeme_of", "name_key"]

_SHORTEST = 3
_LONGEST = 40
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CASES = re.compile("(?:ами|ями|ими|ыми|ого|его|ому|ему|ом|ем|єм|ам|ям|ах|ях|им|ым|их|ых)$")
_SOFTENED = re.compile("(?<=[бвгджзклмнпрстфхцчшщй])ці$")  # Покровці: Покровка
_REGION = re.compile("(?:щин|чин)[аиуіоыеою]{1,2}$")
_SOUNDS = (
    (re.compile("zh"), "z"),
    (re.compile("sh"), "s"),
    (re.compile("ch|c"), "c"),
    (re.compile("ph"), "f"),
    (re.compile("x"), "ks"),
    (re.compile("q"), "k"),
    (re.compile("^[aeiouy]+"), "_"),
    (re.compile("[aeiouy' ]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ADJECTIVE = re.compile("(?<=[a-z_]{2})sk$|(?<=c)k$")
_TAIL = re.compile("^(?:s?k|n)$")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word: its ``term`` of the glossary, the letters after its stem, its key as a name."""

    term: Term | None
    rest: int
    name: str


def _sound(text: str) -> str:
    """The consonants of a text in one Latin spelling; an initial vowel is a mark."""
    sound = loosen(fold(text))
    for pattern, merged in _SOUNDS:
        sound = pattern.sub(merged, sound)
    return sound


def name_key(word: str) -> str:
    """The key of a name by its sound; empty when nothing is left of it.

    A name whose stem the glossary lists has the listed key and the sound of what follows.
    """
    short = word[:_LONGEST].casefold().removesuffix("'s")
    if _CYRILLIC.search(short) and len(short) > _SHORTEST + 1:
        short = _SOFTENED.sub("ка", short)
        for pattern in (_REGION, _CASES):
            cut = pattern.sub("", short)
            if len(cut) >= _SHORTEST and cut != short:
                short = cut
                break
    found = shipped_glossary().find(short)
    if found is not None and found[0].kind == "name":
        tail = _sound(short[len(short) - found[1] :]).removeprefix("_")
        return found[0].concept + _TAIL.sub("", tail)
    return _ADJECTIVE.sub("", _sound(short))


@lru_cache(maxsize=1 << 17)
def lexeme_of(word: str) -> Lexeme:
    """What a word in plain spelling and lower case is."""
    found = shipped_glossary().find(word)
    term, rest = found if found is not None else (None, 0)
    return Lexeme(term, rest, name_key(word))
