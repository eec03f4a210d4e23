"""Verification: every clause of every reading, asked of what was recorded and what was seen.

In: an agreement with its shapes, incidents, coverage, a period. Out: for each clause one of
complied, violated (alleged), undetermined with what would settle it, or unobserved; the
incidents behind it, the share seen on each side, and a rate where there is an exposure. Beside
every count of incidents stands the exposure of each line and zone, side by side.

Never: an absence without coverage, a side named by anything but the place, two readings
merged into one.
"""

from holdfire.verification.change import RateChange, rate_change
from holdfire.verification.exposure_count import (
    Counted,
    CountedBin,
    CountedExposure,
    counted_exposures,
)
from holdfire.verification.exposure_held import HeldExposure, held_exposure
from holdfire.verification.exposure_rate import (
    ExposedRate,
    expected_seen,
    exposed_rate,
    unseen_at_most,
)
from holdfire.verification.exposure_record import Exposure, Kind, Strip, SubjectKind, Watched
from holdfire.verification.exposure_time import watched_time
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
    "Counted",
    "CountedBin",
    "CountedExposure",
    "CoverageShare",
    "ExposedRate",
    "Exposure",
    "HeldCount",
    "HeldExposure",
    "Kind",
    "Match",
    "Rate",
    "RateChange",
    "ReadingVerdict",
    "Strip",
    "SubjectKind",
    "Verdict",
    "Verification",
    "Watched",
    "Witness",
    "count_by_side",
    "counted_exposures",
    "expected_seen",
    "exposed_rate",
    "held_exposure",
    "label",
    "rate_change",
    "unseen_at_most",
    "verify",
    "watched_time",
]
