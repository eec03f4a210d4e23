"""Did it happen inside the window? An event is one instant somewhere in its interval."""

from __future__ import annotations

import numpy as np

from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor
from holdfire.verification.window import Window

__all__ = ["timing"]


def timing(evidence: Evidence, window: Window) -> Factor:
    """Certain when the whole interval is inside, impossible when it is outside.

    Where the interval reaches over an end of the window, ``value`` is the share inside and
    the low end is 0: what stopped at the deadline is as possible as what came after it.
    """
    start, end = evidence.start_us, evidence.end_us
    low_us = np.maximum(start, window.start_us)
    high_us = np.minimum(end, window.end_us - 1)
    overlap = np.maximum(high_us - low_us + 1, 0).astype(np.float64)
    share = overlap / (end - start + 1).astype(np.float64)
    whole = (start >= window.start_us) & (end < window.end_us)
    share[whole] = 1.0
    return Factor(
        "time",
        whole.astype(np.float64),
        share,
        share,
        (overlap > 0.0).astype(np.float64),
        "straddle",
        "its time reaches over an end of the time in which the clause binds",
    )
