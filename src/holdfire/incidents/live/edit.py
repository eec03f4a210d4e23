"""What an analyst may say of incidents: these are one, this one is several, take that back.

Edits are entries of a log, never changes of a detection: each names detections, who, why and
when, and is applied to whatever the solve gives, now and after later data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import canonical_json, content_id

__all__ = ["Edit", "EditKind", "EditStatus", "merge", "split", "standing_edits", "undo"]


class EditKind(StrEnum):
    """What the analyst says."""

    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class EditStatus(StrEnum):
    """What an edit does to the incidents now."""

    APPLIED = "applied"
    AGREED = "agreed"
    """The solve gives by itself what the edit asks for."""

    IDLE = "idle"
    """Too few of its detections still stand; it is applied again if they return."""

    IMPOSSIBLE = "impossible"
    """Members came that exclude each other: one origin, one scan, or no common time."""

    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the log.

    ``sides`` are groups of detection ids: of a merge each is one of the incidents that are
    one, of a split each is one of the happenings. ``undoes`` is the id of the edit that an
    undo takes back. ``numbers`` are the public numbers it was said of; ``at`` is when, ISO
    8601 in UTC.
    """

    kind: EditKind
    sides: tuple[tuple[str, ...], ...]
    undoes: str
    numbers: tuple[int, ...]
    author: str
    reason: str
    at: str

    @property
    def id(self) -> str:
        """The content id of the entry."""
        said = [self.kind.value, self.sides, self.undoes, self.numbers]
        return content_id("edit", canonical_json([*said, self.author, self.reason, self.at]))


def _said(author: str, reason: str) -> None:
    """Refuse an edit without who and why."""
    if not author.strip() or not reason.strip():
        raise BadInput(
            Code.EDIT_EMPTY,
            "an edit has no author or no reason",
            next_step="Say who decides this and why; both are shown beside the incident.",
        )


def _sides(sides: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The sides sorted, each detection once."""
    return tuple(sorted(tuple(sorted(set(side))) for side in sides))


def merge(
    sides: Sequence[Sequence[str]],
    *,
    numbers: Sequence[int],
    author: str,
    reason: str,
    at: str,
) -> Edit:
    """These incidents (the detections of each) are one happening.

    Raises :class:`BadInput` (``HF-5012``) for fewer than two, or without author or reason.
    """
    _said(author, reason)
    made = _sides(sides)
    if len(set(made)) < 2 or not all(made):
        raise BadInput(Code.EDIT_EMPTY, "a merge needs two incidents or more")
    return Edit(EditKind.MERGE, made, "", tuple(sorted(numbers)), author, reason, at)


def split(
    whole: Sequence[str],
    parts: Sequence[Sequence[str]],
    *,
    number: int,
    author: str,
    reason: str,
    at: str,
) -> Edit:
    """The incident with these detections is several: each of ``parts``, and what is left.

    Raises :class:`BadInput` (``HF-5012``) for a part that is empty, is all of it, overlaps
    another or holds something else, or without author or reason.
    """
    _said(author, reason)
    named = [one for part in parts for one in part]
    rest = set(whole) - set(named)
    sides = _sides([*parts, sorted(rest)] if rest else parts)
    strange = set(named) - set(whole)
    if strange or len(set(named)) < len(named) or len(sides) < 2 or not all(sides):
        raise BadInput(
            Code.EDIT_EMPTY,
            "the parts of a split do not divide the incident",
            where=", ".join(sorted(strange)),
        )
    return Edit(EditKind.SPLIT, sides, "", (number,), author, reason, at)


def undo(edit: Edit, log: Iterable[Edit], *, author: str, reason: str, at: str) -> Edit:
    """Take back a merge or split.

    Raises :class:`BadInput` (``HF-5012``) for an undo, an edit that was taken back already,
    or without author or reason.
    """
    _said(author, reason)
    undone = {one.undoes for one in log if one.kind is EditKind.UNDO}
    if edit.kind is EditKind.UNDO or edit.id in undone:
        raise BadInput(
            Code.EDIT_EMPTY,
            "this edit is an undo or was taken back already",
            next_step="To have it again, merge or split again.",
        )
    return Edit(EditKind.UNDO, (), edit.id, edit.numbers, author, reason, at)


def standing_edits(log: Sequence[Edit]) -> tuple[Edit, ...]:
    """The merges and splits that were not taken back, in the order of the log."""
    undone = {one.undoes for one in log if one.kind is EditKind.UNDO}
    return tuple(one for one in log if one.kind is not EditKind.UNDO and one.id not in undone)
