"""Which incident of a run stands for which true happening: one to one, by shared detections.

For each incident and happening the detections they share are counted. The pairs are taken
in order of falling counts, ties by the higher existence, then by the happening's id, then by
the incident's; and a pair is matched when neither is taken yet. A second fragment of one
happening is a duplicate and stays unmatched. Only the last tie looks at an id made of
content, so the score of an exercise in the mirror is the score of the exercise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Cell", "match", "pair_scores"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One incident of a run and, for each of its detections, the happening or ``None``."""

    id: str
    truths: tuple[str | None, ...]
    existence: float = 1.0


def match(cells: Sequence[Cell]) -> Mapping[str, str]:
    """Incident id to happening id, one to one."""
    shared = [
        (-count, -cell.existence, happening, cell.id)
        for cell in cells
        for happening, count in Counter(t for t in cell.truths if t is not None).items()
    ]
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, happening, cell in sorted(shared):
        if cell not in matched and happening not in taken:
            matched[cell] = happening
            taken.add(happening)
    return matched


def pair_scores(cells: Sequence[Cell]) -> tuple[float | None, float | None]:
    """Precision and recall over pairs of detections put together; ``None`` without pairs.

    A pair is right when both detections are of the same happening; false detections count
    among the pairs that were put together.
    """
    together = sum(_pairs(len(cell.truths)) for cell in cells)
    right = 0
    per_happening: Counter[str] = Counter()
    for cell in cells:
        counted = Counter(t for t in cell.truths if t is not None)
        right += sum(_pairs(count) for count in counted.values())
        per_happening.update(counted)
    belonging = sum(_pairs(count) for count in per_happening.values())
    return (
        right / together if together else None,
        right / belonging if belonging else None,
    )


def _pairs(number: int) -> int:
    """How many pairs so many things make."""
    return number * (number - 1) // 2
