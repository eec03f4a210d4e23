"""Findings about words that are almost another word of the text: what was meant?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.lint.free_words import sentences_of, things_of, who_of
from holdfire.agreement.lint.spelling import almost_same, edits, known_pair, plain_words

__all__ = ["near_words"]

_SETTLE = "If one thing is meant, use one word; if two, say in words what sets them apart."


def near_words(agreement: Agreement) -> Iterator[Finding]:
    """W1: near misses between the words of the text, and between its words and sentences."""
    yield from _places(agreement)
    yield from _defined(agreement)
    clauses = tuple(every_clause(agreement))
    parties = [word for p in agreement.parties for word in (p.id, p.name)]
    yield from _against(clauses, parties)
    yield from _in_sentences(clauses, [each.term for each in agreement.definitions])


def _places(agreement: Agreement) -> Iterator[Finding]:
    """Two lines, zones or sites whose names are almost the same."""
    names = (*agreement.lines, *agreement.zones, *agreement.sites)
    for one, two in combinations(sorted(names), 2):
        if almost_same(one, two) or known_pair(one, two):
            yield Finding(
                "W1",
                0,
                "",
                f"the places {one!r} and {two!r} are easily taken for each other",
                _SETTLE,
            )


def _defined(agreement: Agreement) -> Iterator[Finding]:
    """Two defined words that drafts are known to exchange."""
    for one, two in combinations(agreement.definitions, 2):
        if known_pair(one.term, two.term):
            yield Finding(
                "W1",
                two.line_number,
                "",
                f"the words {one.term!r} and {two.term!r} are often taken for each other",
                _SETTLE,
            )


def _against(clauses: tuple[Clause, ...], parties: list[str]) -> Iterator[Finding]:
    """Bodies, permitted forces and goods that are spelt in two ways."""
    who: list[str] = list(parties)
    what: list[str] = []
    for clause in clauses:
        for word in who_of(clause):
            yield from _nearest(clause, word, who)
            who.append(word)
        for word in things_of(clause):
            yield from _nearest(clause, word, what)
            what.append(word)


def _nearest(clause: Clause, word: str, known: list[str]) -> Iterator[Finding]:
    """The word of the text that this one almost is; nothing where the word itself is known."""
    if word in known:
        return
    close = [other for other in dict.fromkeys(known) if almost_same(word, other)]
    if close:
        meant = min(close, key=lambda other: (edits(word, other), other))
        yield about(
            "W1",
            clause,
            f"{word!r} is almost {meant!r}, which the text uses, too",
            f"Did you mean {meant}?",
        )


def _in_sentences(clauses: tuple[Clause, ...], terms: list[str]) -> Iterator[Finding]:
    """Runs of words in the free sentences of a clause that are almost a defined word."""
    plain = {term: plain_words(term) for term in terms}
    for clause in clauses:
        for sentence in sentences_of(clause):
            yield from _in_sentence(clause, plain_words(sentence).split(), plain)


def _in_sentence(clause: Clause, words: list[str], plain: dict[str, str]) -> Iterator[Finding]:
    """One sentence; what is a defined word itself is left alone."""
    defined = set(plain.values())
    for term, meant in plain.items():
        length = max(len(meant.split()), 1)
        for size in {length, 2}:
            for start in range(len(words) - size + 1):
                said = " ".join(words[start : start + size])
                if said in defined:
                    continue
                near = size == length and almost_same(said, meant)
                if near or known_pair(said, meant):
                    yield about(
                        "W1",
                        clause,
                        f"the words {said!r} are not defined; the text defines {term!r}",
                        f"Did you mean {term}?",
                    )
