"""The words everything else is written in: instants, places, quantities, truth, errors.

In: numbers and text with their units. Out: values that cannot be mistaken for others.
Never: a file, a clock, a setting, a side.

Geometry (geodesy, frame, chain, polyline, zone_index, region) is imported from its own file
only: it needs numpy and PROJ, and this door is passed by every command.
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
from holdfire.base.identity import NAMESPACE, canonical_json, content_id, group_id, sha256_hex
from holdfire.base.instant import (
    EPOCH,
    TimeBasis,
    TimeSpan,
    day_span,
    from_micros,
    local_instant,
    micros,
    parse_instant,
)
from holdfire.base.phenomenon import FORCE, PRESENCE, Modality, Phenomenon
from holdfire.base.place import (
    NOWHERE,
    Covariance,
    Place,
    PlaceKind,
    Stated,
    admin,
    disc,
    point,
    polygon,
    rectangle,
    sector,
)
from holdfire.base.quantity import Probability, Quantity, Unit, exactly, within
from holdfire.base.truth import Truth, all_of, any_of

__all__ = [
    "EPOCH",
    "FORCE",
    "NAMESPACE",
    "NOWHERE",
    "PRESENCE",
    "BadInput",
    "BadInstant",
    "BadQuantity",
    "Code",
    "Covariance",
    "HoldfireError",
    "IntegrityFailure",
    "MalformedAgreement",
    "MalformedObservation",
    "MissingPart",
    "Modality",
    "NotPermitted",
    "Phenomenon",
    "Place",
    "PlaceKind",
    "Probability",
    "Quantity",
    "SourceUnavailable",
    "Stale",
    "Stated",
    "TimeBasis",
    "TimeSpan",
    "Truth",
    "Unit",
    "admin",
    "all_of",
    "any_of",
    "canonical_json",
    "content_id",
    "day_span",
    "disc",
    "exactly",
    "from_micros",
    "group_id",
    "local_instant",
    "micros",
    "parse_instant",
    "point",
    "polygon",
    "rectangle",
    "sector",
    "sha256_hex",
    "within",
]
