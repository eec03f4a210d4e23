"""Stable error codes: append-only, never reused, each with why it matters and what to do.

Ranges: 1000 base · 2000 agreement · 2500 accord · 3000 archive · 4000 observations ·
4500 detections · 5000 incidents · 5500 verification · 8000 reports · 8250 exercises ·
9000 service · 9500 cli · 9700 web.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = ["Code"]


class Code(StrEnum):
    """One code per thing that can go wrong; ``why`` and ``next_step`` are its defaults."""

    why: str
    next_step: str

    def __new__(cls, code: str, why: str, next_step: str) -> Self:
        """Attach the two default sentences to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.why = why
        member.next_step = next_step
        return member

    # 1000 base
    QUANTITY_NOT_FINITE = (
        "HF-1001",
        "A number that is not finite would make every later figure meaningless.",
        "Give a finite number, or leave the field out if the value is unknown.",
    )
    QUANTITY_OUT_OF_RANGE = (
        "HF-1002",
        "A value outside its physical range is a mistake of unit or of field.",
        "Check the unit and the field; the message states the valid range.",
    )
    INSTANT_WITHOUT_ZONE = (
        "HF-1003",
        "Without a zone an instant may be wrong by hours.",
        "Write the offset, for example 2020-07-27T00:01+03:00, or end it with Z.",
    )
    INSTANT_UNREADABLE = (
        "HF-1004",
        "A time that cannot be read cannot be compared with a deadline.",
        "Write the time as ISO 8601, for example 2020-07-27T00:01+03:00.",
    )
    INSTANT_IMPOSSIBLE = (
        "HF-1005",
        "A local time that does not exist or occurs twice has no single instant.",
        "Give the offset explicitly.",
    )
    SPAN_REVERSED = (
        "HF-1006",
        "An interval that ends before it starts contains nothing.",
        "Exchange start and end.",
    )
    GEOMETRY_INVALID = (
        "HF-1007",
        "A place test on a broken shape gives arbitrary answers.",
        "Mend the shape: closed rings, no self-crossing, longitude before latitude.",
    )
