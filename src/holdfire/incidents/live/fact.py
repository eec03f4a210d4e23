"""What may arrive: detections, corrections, withdrawals, coverage, and how far a source is.

A detection's id is its content. Nothing that arrived is edited: a correction is a further
detection with a statement that it replaces another one, a withdrawal is a statement that one
no longer stands. Both are facts with ids of their own, so the same one twice is one fact,
and both may arrive before what they speak of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import pyarrow as pa

from holdfire.base.identity import content_id
from holdfire.detections import DETECTION_SCHEMA, Coverage

__all__ = [
    "Batch",
    "Correction",
    "Receipt",
    "Refusal",
    "RefusalReason",
    "Watermark",
    "Withdrawal",
]


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """``by`` stands in the place of ``replaces``; each is a detection or an observation id.

    ``source`` is who says so: only the source of a detection can replace it.
    """

    replaces: str
    by: str
    source: str
    reason: str = ""

    @property
    def id(self) -> str:
        """The content id of the fact."""
        return content_id("correction", self.replaces, self.by, self.source, self.reason)


@dataclass(frozen=True, slots=True, order=True)
class Withdrawal:
    """``subject`` no longer stands: a detection, an observation or a coverage record.

    ``source`` is who says so: only the source of a thing can withdraw it.
    """

    subject: str
    source: str
    reason: str = ""

    @property
    def id(self) -> str:
        """The content id of the fact."""
        return content_id("withdrawal", self.subject, self.source, self.reason)


@dataclass(frozen=True, slots=True)
class Watermark:
    """All that ``source`` will tell of event times up to ``until`` has been told.

    Said by the adapter (a pass is complete, a station is up to date, a channel was read),
    never inferred from a clock. ``due`` is when the source is next expected to say more.
    """

    source: str
    until: datetime
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What arrives together. The order of its parts and rows means nothing.

    ``detections`` has ``DETECTION_SCHEMA``. ``groups`` gives observations an origin group
    other than the one in their rows (a copy was found later). Of several groups that an
    observation was given, by rows or so, the one of the highest ``revision`` stands; of a
    source's coverage, all records of the highest revision.
    """

    detections: pa.Table = field(default_factory=DETECTION_SCHEMA.empty_table)
    corrections: tuple[Correction, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    watermarks: tuple[Watermark, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0


class RefusalReason(StrEnum):
    """Why a row of a batch was not believed."""

    NO_ID = "no_id"
    UNREADABLE = "unreadable"
    OTHER_CONTENT = "other_content"


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row kept aside: its id (empty if it has none), why, and what was wrong with it."""

    subject: str
    reason: RefusalReason
    detail: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the rows of a batch: ``rows_in == stored + repeated + quarantined``.

    Corrections, withdrawals, watermarks and coverage records are rows too. ``repeated``
    were known already.
    """

    rows_in: int
    stored: int
    repeated: int
    refusals: tuple[Refusal, ...] = ()

    @property
    def quarantined(self) -> int:
        """Rows kept aside."""
        return len(self.refusals)
