"""A whole text of a report: its sentences one by one, what each tells, and what none told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfire.observations.osce.daily import RegionCount, read_daily
from holdfire.observations.osce.remark import Remark, read_remarks
from holdfire.observations.osce.sentence import Sentence, read_sentence

__all__ = ["LONGEST_TEXT", "Report", "read_report"]

LONGEST_TEXT = 20_000
"""Characters of one text that are read; what follows is kept and counted as unread."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a text tells. ``unread`` are spans (start, end) of the text, in order."""

    regions: tuple[RegionCount, ...]
    remarks: tuple[Remark, ...]
    sentences: tuple[Sentence, ...]
    unread: tuple[tuple[int, int], ...]

    @property
    def tells(self) -> bool:
        """Did any rule understand anything?"""
        return bool(self.regions or self.remarks or self.sentences)


_SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?]\*?(?=\s+[A-ZА-ЯІЇЄ“\"„‘(]|\s*$|\s*\n)|(?=\n)|$)")
_CLAUSE = re.compile(r"[^;]+")


def read_report(text: str) -> Report:
    """Read a text of any length and content; never raises."""
    head = text[:LONGEST_TEXT]
    daily = read_daily(head)
    remarks: list[Remark] = []
    sentences: list[Sentence] = []
    unread: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(head):
        start, end = match.span()
        counted = [span for span in daily.read if start <= span[0] < end]
        if counted:
            unread.extend(_rest(head, start, end, counted))
            continue
        told = [
            (remark, clause.span())
            for clause in _CLAUSE.finditer(head, start, end)
            for remark in read_remarks(clause[0])
        ]
        if told:
            remarks.extend(remark for remark, _ in told)
            unread.extend(_rest(head, start, end, [span for _, span in told]))
            continue
        reading = read_sentence(match[0])
        if reading is None:
            unread.append((start, end))
        else:
            sentences.append(reading.sentence)
            unread.extend((start + a, start + b) for a, b in reading.unread)
    if len(text) > LONGEST_TEXT:
        unread.append((LONGEST_TEXT, len(text)))
    return Report(daily.regions, tuple(remarks), tuple(sentences), tuple(unread))


def _rest(
    text: str, start: int, end: int, read: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The parts of a sentence beside the spans read that hold letters or digits."""
    rest: list[tuple[int, int]] = []
    for low, high in [*sorted(set(read)), (end, end)]:
        if low > start and any(c.isalnum() for c in text[start:low]):
            rest.append((start, low))
        start = max(start, high)
    return rest
