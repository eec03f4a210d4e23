"""The words everything else is written in: instants, places, quantities, truth, errors.

In: numbers and text with their units. Out: values that cannot be mistaken for others.
Never: a file, a clock, a setting, a side.

Every command passes this door, so only what costs nothing stands in it. Import the rest from
its own file: instant, place, quantity, identity, and the geometry (geodesy, polyline,
zone_index, region), which needs numpy and PROJ.
"""

from holdfire.base.codes import Code
from holdfire.base.errors import (
    BadInput,
    BadInstant,
    BadQuantity,
    HoldfireError,
    IntegrityFailure,
    MalformedAgreement,
    MalformedObservation,
    MissingPart,
    NotPermitted,
    SourceUnavailable,
    Stale,
)
from holdfire.base.truth import Truth, all_of, any_of

__all__ = [
    "BadInput",
    "BadInstant",
    "BadQuantity",
    "Code",
    "HoldfireError",
    "IntegrityFailure",
    "MalformedAgreement",
    "MalformedObservation",
    "MissingPart",
    "NotPermitted",
    "SourceUnavailable",
    "Stale",
    "Truth",
    "all_of",
    "any_of",
]
