"""Verification: every clause of every reading, asked of what was recorded and what was seen.

In: an agreement with its shapes, incidents, coverage, a period. Out: for each clause one of
complied, violated (alleged), undetermined with what would settle it, or unobserved; the
incidents behind it, the share seen on each side, and a rate where there is an exposure.

Never: an absence without coverage, a side named by anything but the place, two readings
merged into one.
"""

from holdfire.verification.change import RateChange, rate_change
from holdfire.verification.held import HeldCount, count_by_side
from holdfire.verification.verdict import (
    ClauseVerdict,
    CoverageShare,
    Match,
    Rate,
    ReadingVerdict,
    Verdict,
    Verification,
    Witness,
    label,
)
from holdfire.verification.verify import verify

__all__ = [
    "ClauseVerdict",
    "CoverageShare",
    "HeldCount",
    "Match",
    "Rate",
    "RateChange",
    "ReadingVerdict",
    "Verdict",
    "Verification",
    "Witness",
    "count_by_side",
    "label",
    "rate_change",
    "verify",
]
