"""Why a row is kept but not believed: one reason code each, with its next step.

A source finds a :class:`Fault` (field, reason, what was found) and turns it into the
quarantined row with :func:`quarantined`. The row's content is kept, cut at
:data:`CONTENT_LIMIT` characters; the file's own bytes are kept whole by their hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfire.base.codes import Code
from holdfire.observations.record import Quarantined, ReadContext

__all__ = ["CONTENT_LIMIT", "Fault", "Reason", "printable", "quarantined"]

CONTENT_LIMIT = 2000


class Reason(StrEnum):
    """The reason codes of quarantine: stable, lower case, grouped by what is wrong."""

    PARSE = "parse"
    ENCODING = "parse.encoding"
    JSON = "parse.json"
    MISSING = "schema.missing"
    ENUM = "schema.enum"
    NUMBER = "schema.number"
    NONFINITE = "place.nonfinite"
    RANGE = "place.out_of_range"
    SWAPPED = "place.swapped_axes_suspected"
    SYSTEM = "place.coordinate_system"
    SHAPE = "place.shape"
    TIME = "time.unreadable"
    IMPLAUSIBLE = "time.implausible"
    REVERSED = "time.reversed"
    NO_ZONE = "time.no_zone"
    NO_DATE = "time.not_stated"
    SIZE = "size"
    CONTAINER = "container.refused"
    TRUNCATED = "container.truncated"
    CONFLICT = "duplicate.conflicting"


_CODES = {
    Reason.PARSE: Code.ROW_UNREADABLE,
    Reason.ENCODING: Code.ROW_BADLY_ENCODED,
    Reason.JSON: Code.JSON_UNREADABLE,
    Reason.MISSING: Code.FIELD_MISSING,
    Reason.ENUM: Code.FIELD_NOT_IN_LIST,
    Reason.NUMBER: Code.NUMBER_UNREADABLE,
    Reason.NONFINITE: Code.PLACE_NOT_FINITE,
    Reason.RANGE: Code.PLACE_OUT_OF_RANGE,
    Reason.SWAPPED: Code.PLACE_AXES_SUSPECTED,
    Reason.SYSTEM: Code.PLACE_COORDINATE_SYSTEM,
    Reason.SHAPE: Code.PLACE_SHAPE_UNREADABLE,
    Reason.TIME: Code.TIME_UNREADABLE,
    Reason.IMPLAUSIBLE: Code.TIME_IMPLAUSIBLE,
    Reason.REVERSED: Code.TIME_REVERSED,
    Reason.NO_ZONE: Code.TIME_WITHOUT_ZONE,
    Reason.NO_DATE: Code.DATE_NOT_STATED,
    Reason.SIZE: Code.ROW_TOO_LARGE,
    Reason.CONTAINER: Code.CONTAINER_REFUSED,
    Reason.TRUNCATED: Code.CONTAINER_TRUNCATED,
    Reason.CONFLICT: Code.COPIES_DISAGREE,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the field (empty: the whole row), why, what was found."""

    field: str
    reason: Reason
    found: str

    @property
    def code(self) -> Code:
        """The stable error code of the reason."""
        return _CODES[self.reason]


def printable(text: str, limit: int = CONTENT_LIMIT) -> str:
    """The text cut at ``limit``, with bytes of no encoding and NUL written as escapes."""
    short = text if len(text) <= limit else f"{text[:limit]} … ({len(text)} characters)"
    return short.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def quarantined(
    context: ReadContext, source: str, row: int, fault: Fault, content: str
) -> Quarantined:
    """The row as a quarantine record.

    ``row`` counts as a spreadsheet does: the header is row 1, blank rows count, a record
    of several lines is one row. 0 stands for the file as a whole.
    """
    return Quarantined(
        source=source,
        raw_sha256=context.raw_sha256,
        file=printable(context.file, 500),
        row=row,
        field=printable(fault.field, 200),
        reason=f"{fault.reason.value}: {printable(fault.found, 300)}",
        code=str(fault.code),
        next_step=fault.code.next_step,
        content=printable(content),
    )
