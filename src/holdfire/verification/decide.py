"""The four verdicts, from the probability of a match and the share that was seen."""

from __future__ import annotations

from holdfire.agreement.clause import Standard
from holdfire.verification.verdict import Verdict

__all__ = ["decide", "is_possible", "is_reached"]


def is_reached(low: float, origins: int, standard: Standard) -> bool:
    """Is a match shown: by its lowest probability, on enough independent origins?"""
    return low >= standard.violated_at and origins >= standard.min_origins


def is_possible(high: float, standard: Standard) -> bool:
    """Does a match remain possible, at the highest end of every doubt?

    It does when it could have more than the probability that the standard itself leaves
    open when it calls a clause violated.
    """
    return high > 1.0 - standard.violated_at


def decide(
    *,
    low: float,
    high: float,
    origins: int,
    share: float | None,
    shaped: bool,
    standard: Standard,
) -> Verdict:
    """Violated on what is shown; complied only if enough was seen; else one of two doubts.

    ``share`` is the part of area and time that was seen, ``None`` when it cannot be told.
    ``shaped`` is false when the clause speaks of a line or zone whose shape is missing.
    """
    if is_reached(low, origins, standard):
        return Verdict.VIOLATED
    if is_possible(high, standard) or not shaped:
        return Verdict.UNDETERMINED
    if share is not None and share > 0.0 and share >= standard.min_coverage:
        return Verdict.COMPLIED
    return Verdict.UNOBSERVED
