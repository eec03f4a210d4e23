"""The rules by number, each with what it looks for."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["RULES"]

RULES: Mapping[str, str] = {
    "W1": "a word that the text does not define, or that is almost another word of it",
    "W2": "a line or zone without a shape, without a date, or of another time",
    "W3": "distances that contradict: each side against both sides, bands that do not meet",
    "W4": "a table of exceptions that lowers the general rule, or reaches beyond it",
    "W5": "a clause that no instrument can observe",
    "W6": "a vague word without a definition or a reading",
    "W7": "a time that is missing, open, or counted in a way that is not said",
    "W8": "a clause that names one party only",
    "W9": "a width, a distance or an area that is not said",
    "W10": "a number or word that has no seen source, or several that differ",
    "W11": "a duty without a consequence, or steps without a time",
    "W12": "a clause that often waits for attribution",
    "W13": "thresholds that are not set, or that change",
    "W14": "a clause without an article, or an article without a clause",
    "W15": "a text that nobody agreed to, or that rests on press reports",
    "W16": "two clauses of which one cannot be kept without the other being violated",
    "W17": "a clause that nothing can violate, or that nothing can comply with",
    "W18": "clauses that refer to each other in a circle",
}
"""Rule -> what it looks for."""
