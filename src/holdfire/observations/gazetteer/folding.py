"""Spellings of one name made comparable: case, marks, apostrophes, Cyrillic, transliteration.

Two keys of growing tolerance. :func:`fold` forgives what no reader would call another name
(case, diacritics, apostrophes, hyphens, script). :func:`loosen` also merges the spellings
that the usual transliterations of Ukrainian and Russian give one letter ("Avdiyivka",
"Avdiivka"); a match by it alone is reported as not exact.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "loosen"]

# Ukrainian national transliteration of 2010 for the shared letters; the letters that only
# Russian or Belarusian use follow the passport tables of those languages.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie",
    "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "",
    "ю": "iu", "я": "ia", "ы": "y", "э": "e", "ъ": "", "ё": "io", "ў": "u", "ј": "i",
}  # fmt: skip
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"}
_TABLE = str.maketrans({**_CYRILLIC, **_LATIN})
_DROPPED = re.compile("['’‘`ʼʹʻ´\"“”„]")
_SPACED = re.compile(r"[\W_]+")
_GENERIC = re.compile(
    r"^(?:(?:m|g|s|c|p|smt|pgt|misto|horod|gorod|selo|selyshche|the) )+"
    r"|(?: (?:city|town|village|settlement|misto|horod))+$"
)
# Applied in this order to a folded name.
_MERGED = (
    (re.compile("shch|sch"), "sh"),
    (re.compile("ts|tz|c(?!h)"), "c"),
    (re.compile("kh|gh|g"), "h"),
    (re.compile("w"), "v"),
    (re.compile("[iyj]+(?=[aeou])"), ""),
    (re.compile("[iyj]+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def fold(name: str) -> str:
    """The name without case, marks, apostrophes, script and generic words such as "city"."""
    plain = unicodedata.normalize("NFC", name).casefold().translate(_TABLE)
    if not plain.isascii():
        split = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    plain = _SPACED.sub(" ", _DROPPED.sub("", plain)).strip()
    return _GENERIC.sub("", plain) or plain


def loosen(folded: str) -> str:
    """A folded name with the common variants of transliteration merged."""
    for pattern, merged in _MERGED:
        folded = pattern.sub(merged, folded)
    return folded
