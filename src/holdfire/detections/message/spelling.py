"""Texts of people in one plain spelling, whatever was hidden in them.

Invisible characters, marks of direction, stress marks and look-alike letters of another
script change nothing that a reader sees; they must change nothing here.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["LONGEST", "plain"]

LONGEST = 20_000
"""Characters of a text that are read; what differs only after them is held to be equal."""

# Soft hyphens, zero-width characters, marks of direction, variation selectors, stress marks,
# tags, and halves of characters that no encoding knows.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_STRESS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`ʼʹʻ´′", "'") | dict.fromkeys("‐‑‒–—―−", "-"))
_LATIN = "ABCEHIKMOPTXaceiopxyBk"
_CYRILLIC = "АВСЕНІКМОРТХасеіорхуВк"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONE = re.compile(rf"(?<!\w)[{_LATIN}](?!\w)")
_HAS_LATIN = re.compile("[A-Za-z]")
_HAS_CYRILLIC = re.compile("[\u0400-\u04ff]")


def _one_script(found: re.Match[str]) -> str:
    """A word of two scripts in the script that most of its letters are of."""
    word = found.group()
    latin = len(_HAS_LATIN.findall(word))
    cyrillic = len(_HAS_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


def plain(text: str) -> str:
    """The first :data:`LONGEST` characters as a reader sees them, case kept.

    Composed, without what cannot be seen, apostrophes and dashes of one kind, each word in
    one script. Never raises; the same on every machine.
    """
    seen = _UNSEEN.sub("", text[: 2 * LONGEST])[:LONGEST]
    if seen.isascii():
        return seen
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", seen))
    seen = _STRESS.sub("", seen).translate(_APOSTROPHES).replace("ё", "е").replace("Ё", "Е")
    if _HAS_LATIN.search(seen) and _HAS_CYRILLIC.search(seen):
        seen = _WORD.sub(_one_script, seen)
        if len(_HAS_CYRILLIC.findall(seen)) > len(_HAS_LATIN.findall(seen)):
            seen = _LONE.sub(lambda found: found.group().translate(_TO_CYRILLIC), seen)
    return seen
