"""The summary: at most eight sentences, and what could not be seen stands first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from holdfire.reports.record import RateStep, ReportInput
from holdfire.reports.wording import Wording
from holdfire.verification.verdict import ReadingVerdict, Verdict

__all__ = ["summary_sentences"]

MOST = 8
MOST_STEPS = 2
LEAST_INCIDENTS = 10


def summary_sentences(given: ReportInput, words: Wording) -> list[str]:
    """Whole sentences in the language of ``words``; each figure is in the annex too."""
    said = [_unseen(given, words), _rows(given, words)]
    said.append(_origins(given, words))
    said.extend(_reading(reading, words) for reading in given.verification.readings)
    said.extend(_step(step, words) for step in _telling(given.rate_steps))
    said.extend(_chance(given, words))
    return said[:MOST]


def _unseen(given: ReportInput, words: Wording) -> str:
    """How much of the agreement's area and time anybody could see."""
    share = given.verification.coverage.share
    if share is None or share == 0:
        return words.say(
            "No source in this run has stated a measured probability of seeing what the "
            "clauses speak of, so silence shows nothing."
        )
    return words.say(
        "The sources could see {share} of the area and time that the clauses speak of; about "
        "the rest nothing can be said.",
        share=words.percent(share),
    )


def _rows(given: ReportInput, words: Wording) -> str:
    """Incidents and what they rest on."""
    return words.count(
        "{n} incident was recorded from {observations} observations inside the period.",
        "{n} incidents were recorded from {observations} observations inside the period.",
        len(given.incidents),
        observations=given.accounting.in_period,
    )


def _origins(given: ReportInput, words: Wording) -> str:
    """How many incidents have independent origins, and what chance alone would give."""
    found = given.origins
    return words.say(
        "{incidents} of them rest on two or more independent origins. Reports of different "
        "sources meet in {groups} groups; random dates alone would give {mean} (95 % range "
        "{low} to {high}).",
        incidents=found.incidents,
        groups=found.groups,
        mean=found.mean,
        low=found.low,
        high=found.high,
    )


def _reading(reading: ReadingVerdict, words: Wording) -> str:
    """The count of each verdict under one reading."""
    counted = Counter(clause.verdict for clause in reading.clauses)
    return words.say(
        "Reading {reading}, clauses: violated (alleged) {violated}, complied {complied}, "
        "undetermined {undetermined}, unobserved {unobserved}.",
        reading=reading.title or reading.reading,
        violated=counted.get(Verdict.VIOLATED, 0),
        complied=counted.get(Verdict.COMPLIED, 0),
        undetermined=counted.get(Verdict.UNDETERMINED, 0),
        unobserved=counted.get(Verdict.UNOBSERVED, 0),
    )


def _telling(steps: Sequence[RateStep]) -> list[RateStep]:
    """The steps with the most incidents; the others stand in their section."""
    large = [step for step in steps if step.before + step.after >= LEAST_INCIDENTS]
    return sorted(large, key=lambda s: (-(s.before + s.after), s.source))[:MOST_STEPS]


def _step(step: RateStep, words: Wording) -> str:
    """One change of a rate, with its interval."""
    at = step.at.strftime("%Y-%m-%d %H:%M")
    if step.ratio is None or step.low is None or step.high is None:
        return words.say(
            "The rate of {source} incidents before and after {at} UTC cannot be compared: one "
            "side has no days or no incidents.",
            source=step.source,
            at=at,
        )
    return words.say(
        "The daily rate of {source} incidents after {at} UTC was {ratio} times the rate before "
        "(95 % interval {low} to {high}; {before} incidents in {before_days} days before, "
        "{after} in {after_days} after).",
        source=step.source,
        at=at,
        ratio=step.ratio,
        low=step.low,
        high=step.high,
        before=step.before,
        before_days=step.before_days,
        after=step.after,
        after_days=step.after_days,
    )


def _chance(given: ReportInput, words: Wording) -> list[str]:
    """The pair of sources whose agreement stands out most from chance, and by how much."""
    if not given.chance:
        return []
    best = max(given.chance, key=lambda c: (c.observed - c.high, c.left, c.right))
    return [
        words.say(
            "{observed} reports from {left} have a partner in {right}; random dates alone "
            "would give {mean} (95 % range {low} to {high}).",
            left=best.left,
            right=best.right,
            observed=best.observed,
            mean=best.mean,
            low=best.low,
            high=best.high,
        )
    ]
