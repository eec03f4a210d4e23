"""From a row to one observation with all it asserts, and to the seal for who controls what."""

from __future__ import annotations

from dataclasses import dataclass, field

from holdfire.base.instant import TimeSpan, day_span
from holdfire.base.phenomenon import Modality
from holdfire.base.place import NOWHERE, Place
from holdfire.observations.batching import Kept
from holdfire.observations.osce.assertion import Told, of_region, of_remark, of_sentence, until
from holdfire.observations.osce.manifest import MANIFEST
from holdfire.observations.osce.occasion import days_of, span_of
from holdfire.observations.osce.position import stated_control
from holdfire.observations.osce.report import Report, read_report
from holdfire.observations.osce.row import Days, Row, Shape
from holdfire.observations.osce.sentence import Sentence
from holdfire.observations.osce.whereabouts import Atlas, locate, observer_place
from holdfire.observations.record import (
    Assertion,
    Observation,
    ReadContext,
    Sealed,
    observation_id,
)
from holdfire.observations.text import language_of, text_key

__all__ = ["Meant", "mean"]

_MODALITIES = {"camera": Modality.CAMERA, "uav": Modality.UAV}


@dataclass(frozen=True, slots=True)
class Meant:
    """The row as kept, and the days it spoke of, for "the same evening" in the next row."""

    kept: Kept
    days: Days | None


@dataclass(slots=True)
class _Draft:
    """What has been made of a row so far."""

    asserted: list[Assertion] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    time: TimeSpan | None = None
    place: Place = NOWHERE
    days: Days | None = None

    def add(self, told: Told) -> None:
        """Take over assertions and flags."""
        self.asserted.extend(told[0])
        self.flags.extend(told[1])


def mean(
    row: Row,
    index: int,
    context: ReadContext,
    atlas: Atlas,
    zone: str,
    before: Days | None,
) -> Meant:
    """The observation of a row. ``before`` are the days the row before it spoke of."""
    report = read_report(row.text)
    period = _period(row, zone)
    draft = _Draft(flags=list(row.flags))
    for region in report.regions:
        draft.add(of_region(region, period, atlas))
    for remark in report.remarks:
        draft.add(of_remark(remark, period, atlas))
    for sentence in report.sentences:
        _take_sentence(draft, sentence, row, atlas, zone, before)
    if not report.sentences:
        draft.time = period
    if report.unread:
        draft.flags.append("text.unread")
    if not report.tells:
        draft.flags.append("text.nothing_recognised")
    observation = _observation(row, index, context, report, draft)
    return Meant(Kept(observation, _seal(row, observation)), draft.days)


def _period(row: Row, zone: str) -> TimeSpan | None:
    """The 24 h to the cut-off, or the days of the row; ``None`` when it gives neither."""
    if row.ends is not None:
        return until(row.ends)
    if row.days is None:
        return None
    return day_span(row.days[0], zone, (row.days[1] - row.days[0]).days + 1)


def _take_sentence(
    draft: _Draft,
    sentence: Sentence,
    row: Row,
    atlas: Atlas,
    zone: str,
    before: Days | None,
) -> None:
    """Add one observation sentence; its days are known to the sentences after it."""
    known = draft.days or row.days
    if known is None and before is not None:
        known = before
        draft.flags.append("time.from_previous_row")
    time, flags = _time(sentence, row, known, zone)
    draft.flags.extend(flags)
    if sentence.occasion is not None:
        draft.days = days_of(sentence.occasion, known)[0]
    draft.days = draft.days or known
    where = None
    if sentence.position is None:
        draft.flags.append("place.not_stated")
    else:
        where, found = locate(sentence.position, atlas)
        draft.flags.extend(found)
    if not draft.asserted:
        draft.time, draft.place = time, observer_place(where)
    draft.add(of_sentence(sentence, where, time))


def _time(
    sentence: Sentence, row: Row, known: Days | None, zone: str
) -> tuple[TimeSpan | None, tuple[str, ...]]:
    """When the sentence says, else the reporting period, else the day of the row."""
    if sentence.occasion is not None:
        return span_of(sentence.occasion, known, zone)
    period = _period(row, zone)
    if period is not None:
        return period, ()
    if known is None:
        return None, ("time.no_day",)
    return day_span(known[0], zone, (known[1] - known[0]).days + 1), ()


def _observation(
    row: Row, index: int, context: ReadContext, report: Report, draft: _Draft
) -> Observation:
    """The row as a record; the words nobody understood are given as spans of the narrative."""
    residual = dict(row.residual)
    if report.unread:
        residual["unread"] = [list(span) for span in report.unread]
    key = text_key(row.text)
    observer = report.sentences[0].observer if report.sentences else ""
    return Observation(
        id=observation_id(MANIFEST.name, row.key),
        source=MANIFEST.name,
        modality=Modality.PATROL
        if row.shape is Shape.DAILY
        else _MODALITIES.get(observer, Modality.PATROL),
        raw_sha256=context.raw_sha256,
        record_index=index,
        synthetic=context.synthetic,
        affiliation_seal=context.affiliation_seal,
        time=draft.time,
        place=draft.place,
        asserted=tuple(draft.asserted),
        origin_keys=() if key is None else (key,),
        narrative=row.text,
        language=language_of(row.text),
        flags=tuple(dict.fromkeys(draft.flags)),
        residual=residual,
    )


def _seal(row: Row, observation: Observation) -> Sealed | None:
    """What the row says about who controls a place, kept apart from the record."""
    payload: dict[str, object] = dict(row.sealed)
    stated = stated_control(row.text)
    if stated:
        payload["stated_control"] = [[place, words] for place, words in stated]
    if not payload:
        return None
    return Sealed(observation.id, observation.affiliation_seal, payload)
