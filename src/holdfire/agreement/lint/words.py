"""Findings about words: undefined, confusable, vague, unverified, without an article."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import combinations

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about, every_clause, predicates_of
from holdfire.agreement.lint.free_words import sentences_of
from holdfire.agreement.terms import Cessation, Flow
from holdfire.agreement.words import CONTESTED_ACTS, VAGUE

__all__ = ["words"]

_ALIKE = 0.75


def words(agreement: Agreement) -> Iterator[Finding]:
    """W1, W6, W10 and W14."""
    yield from _confusable(agreement)
    yield from _variants(agreement)
    for clause in every_clause(agreement):
        yield from _undefined(clause)
        yield from _contested(clause, agreement)
        yield from _vague(clause)
        if clause.evidence != "seen":
            yield about(
                "W10",
                clause,
                "no source was seen for it",
                "Find the primary text before a verdict rests on it.",
            )
        if not clause.ref:
            yield about("W14", clause, "it names no article", "Give ref.")


def _confusable(agreement: Agreement) -> Iterator[Finding]:
    """Two defined words that are easily taken for each other."""
    for one, two in combinations(agreement.definitions, 2):
        ratio = difflib.SequenceMatcher(None, one.term, two.term).ratio()
        if ratio >= _ALIKE and not _numbered(one.term, two.term):
            yield Finding(
                "W1",
                two.line_number,
                "",
                f"the words {one.term!r} and {two.term!r} are easily confused",
                "Say in both meanings what sets them apart, or use one word.",
            )


def _numbered(one: str, two: str) -> bool:
    """Do the words differ in their figures or in one capital letter, as system names do?"""
    strip = re.compile(r"[-_][A-Z](?=$|_)|\d+")
    return strip.sub("", one) == strip.sub("", two)


def _variants(agreement: Agreement) -> Iterator[Finding]:
    """Copies of the text that differ."""
    for definition in agreement.definitions:
        if definition.variants:
            yield Finding(
                "W10",
                definition.line_number,
                "",
                f"copies of the text differ about {definition.term!r}: "
                + "; ".join(definition.variants),
                "Settle it from the signed text, or make it a reading.",
            )


def _undefined(clause: Clause) -> Iterator[Finding]:
    """Objects that no observation can be compared with."""
    for predicate in predicates_of(clause):
        if predicate.anything or (predicate.classes and not predicate.partly_undefined):
            continue
        yield about(
            "W1",
            clause,
            f"the text does not define {predicate.term!r}; it can only be undetermined",
            "Agree on kinds and calibres, and put them under classes.",
        )


def _contested(clause: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Acts whose name is a judgement, unless the text defines them."""
    if not isinstance(clause.terms, Cessation):
        return
    defined = {definition.term for definition in agreement.definitions}
    for act in clause.terms.acts:
        if act in CONTESTED_ACTS and act not in defined:
            yield about(
                "W6",
                clause,
                f"{act!r} is a judgement that the text does not define",
                "Define it, or give a reading for each meaning that somebody asserts.",
            )


def _vague(clause: Clause) -> Iterator[Finding]:
    """Words that mean what each reader wants, and flows without a number."""
    for text in sentences_of(clause):
        for word in VAGUE:
            if re.search(rf"\b{re.escape(word)}\b", text.lower()):
                yield about(
                    "W6", clause, f"{word!r} has no fixed meaning", "Give a number or a list."
                )
    terms = clause.terms
    if isinstance(terms, Flow) and terms.minimum is None and terms.maximum is None:
        yield about("W6", clause, "the flow has no number", "Give minimum or maximum.")
