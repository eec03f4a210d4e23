"""One sentence of controlled English for a clause, from its data alone.

The pattern is fixed for each kind; numbers keep their unit and their strictness in words.
Nothing is written freely, so that the same clause always reads the same.
"""

from __future__ import annotations

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.sentences_duty import obliging
from holdfire.agreement.sentences_force import forbidding
from holdfire.agreement.wording import after_words, ending, joined, plain, starting

__all__ = ["describe"]


def describe(clause: Clause, agreement: Agreement) -> str:
    """The clause as one sentence: when, who, what, where, except what."""
    body = forbidding(clause, agreement) or obliging(clause, agreement) or plain(clause.kind)
    parts = [*_when(clause, agreement), body]
    sentence = ", ".join(parts) + _unless(clause)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _when(clause: Clause, agreement: Agreement) -> list[str]:
    """From when until when the clause binds; nothing where the text leaves it open."""
    words = ""
    if clause.start_awaits:
        words = f"from {after_words(agreement, clause.start_awaits, clause.start_after_days)}"
    elif clause.starts is not None:
        words = f"from {starting(clause.starts, agreement.zone)}"
    if clause.ends is not None:
        words = f"{words} until {ending(clause.ends, agreement.zone)}".strip()
    return [words] if words else []


def _unless(clause: Clause) -> str:
    """The exceptions, each with whether it needs notice."""
    if not clause.exceptions:
        return ""
    excepted = joined(
        plain(each.what) + (" with notice given before" if each.needs_notice else "")
        for each in clause.exceptions
    )
    return f", except {excepted}"
