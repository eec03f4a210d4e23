"""Clauses and formulas in plain words, in four languages, and back.

Enters: a clause or a formula, and a language. Leaves: the sentences that a board signs, and
from such sentences the clause or formula again. Never: free text, or a guess at a meaning.
"""

from holdfire.agreement.accord.plain.catalogue import LANGUAGES
from holdfire.agreement.accord.plain.formulas import plain_formula, read_plain_formula
from holdfire.agreement.accord.plain.sentence import (
    LEFT_OUT,
    carried,
    parse_plain,
    plain,
    unread,
)

__all__ = [
    "LANGUAGES",
    "LEFT_OUT",
    "carried",
    "parse_plain",
    "plain",
    "plain_formula",
    "read_plain_formula",
    "unread",
]
