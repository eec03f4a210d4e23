"""Words that are almost the same: by spelling, or known to be taken for each other."""

from __future__ import annotations

import re

__all__ = ["almost_same", "edits", "known_pair", "plain_words"]

_GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"heavy weapon", "heavy equipment", "heavy armament"}),
    frozenset({"weapon", "armament"}),
    frozenset({"ceasefire", "cessation of hostility", "truce", "armistice"}),
    frozenset({"buffer zone", "security zone", "demilitarised zone", "separation zone"}),
    frozenset({"line of contact", "contact line", "line of control", "demarcation line"}),
    frozenset({"armed formation", "armed group", "armed force"}),
    frozenset({"military equipment", "military hardware", "materiel"}),
    frozenset({"withdrawal", "redeployment", "disengagement"}),
    frozenset({"monitor", "observer", "inspector"}),
    frozenset({"civilian object", "civilian infrastructure", "civil infrastructure"}),
    frozenset({"energy facility", "energy infrastructure", "power plant"}),
)
"""Words that drafts exchange although readers do not mean the same by them."""

_OPPOSITES = re.compile(
    r"\b(north|south|east|west|northern|southern|eastern|western|left|right|upper|lower|"
    r"inner|outer|first|second|third|forward|rear)\b"
)
_FIGURES = re.compile(r"\d+|(?<![a-z])[a-z](?![a-z])")
_SHORT, _LONG = 5, 10


def plain_words(text: str) -> str:
    """Lower case, one space between words, each word in the singular."""
    words = re.sub(r"[\W_]+", " ", text.lower()).split()
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def edits(one: str, two: str) -> int:
    """The fewest letters to insert, drop or exchange (the distance of Levenshtein, 1966)."""
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(two, start=1):
            kept = before if letter == other else 1 + min(before, row[j], row[j - 1])
            before, row[j] = row[j], kept
    return row[-1]


def almost_same(one: str, two: str) -> bool:
    """Do two different words look like one word spelt in two ways?

    Words that differ in a figure, in a single letter that stands alone (zone A, zone B) or
    in an opposite (east, west) are different on purpose.
    """
    if one == two:
        return False
    a, b = plain_words(one), plain_words(two)
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return True
    if min(len(a), len(b)) < _SHORT or _different_on_purpose(a, b):
        return False
    return edits(a, b) <= (2 if min(len(a), len(b)) >= _LONG else 1)


def _different_on_purpose(one: str, two: str) -> bool:
    """Do the words differ only in figures, single letters or opposites?"""
    for pattern in (_OPPOSITES, _FIGURES):
        if pattern.search(one) and pattern.search(two):
            return True
    return False


def known_pair(one: str, two: str) -> bool:
    """Are the two known to be taken for each other?"""
    a, b = plain_words(one), plain_words(two)
    return a != b and any(a in group and b in group for group in _GROUPS)
