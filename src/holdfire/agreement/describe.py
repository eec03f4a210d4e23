"""A clause as the English sentences that a board signs."""

from __future__ import annotations

from holdfire.agreement.accord.plain import plain
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause

__all__ = ["describe"]


def describe(clause: Clause, agreement: Agreement, language: str = "en") -> str:
    """The clause in plain words: when, who, what, where, except what, by which standard."""
    return plain(clause, agreement, language)
