"""An exercise: a simulated ceasefire with known truth, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.exercises.agreement_text import agreement_text, gazetteer_text, geometry_text
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Sheet
from holdfire.exercises.sensors.watching import observe
from holdfire.exercises.verdict_truth import VerdictTruth, true_verdicts
from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.world import draw_world

__all__ = ["DAYS", "NAMES", "Exercise", "generate"]

NAMES = ("minsk-like",)
DAYS = (2, 366)
"""The least and the greatest length of an exercise in days."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """Everything that is written: the text, its geometry, the observations, the truth.

    ``happenings`` are those of the drawn world; with ``mirrored`` they are shown through
    the mirror, and ``parties`` names the party of each side (-1, +1) of the drawn world.
    """

    name: str
    seed: int
    days: int
    mirrored: bool
    agreement: str
    geometry: str
    gazetteer: str
    sheets: tuple[Sheet, ...]
    happenings: tuple[Happening, ...]
    verdicts: tuple[VerdictTruth, ...]

    @property
    def face(self) -> Face:
        """How the drawn world is shown."""
        return Face(self.mirrored)

    def noticed(self) -> frozenset[str]:
        """The happenings to which at least one row corresponds."""
        return _noticed(self.sheets)


def generate(name: str, *, seed: int, days: int, mirrored: bool = False) -> Exercise:
    """Draw the exercise ``name``; pure: the same arguments give the same exercise.

    ``mirrored`` draws the same and shows it with every longitude's sign changed and the
    parties' names exchanged. Raises ``BadInput`` for an unknown name, a negative seed or a
    length outside :data:`DAYS`.
    """
    if name not in NAMES:
        raise BadInput(Code.EXERCISE_UNKNOWN, f"there is no exercise {name!r}")
    if seed < 0 or not DAYS[0] <= days <= DAYS[1]:
        raise BadInput(Code.EXERCISE_LENGTH, f"seed {seed} and {days} days are out of range")
    streams, face = Streams(name, seed, days), Face(mirrored)
    world = draw_world(streams, days)
    sheets, shifts = observe(streams, world, face)
    return Exercise(
        name=name,
        seed=seed,
        days=days,
        mirrored=mirrored,
        agreement=agreement_text(name, seed, world, face),
        geometry=geometry_text(world.front, face),
        gazetteer=gazetteer_text(world.front, face),
        sheets=sheets,
        happenings=world.happenings,
        verdicts=true_verdicts(world, shifts, _noticed(sheets), face),
    )


def _noticed(sheets: tuple[Sheet, ...]) -> frozenset[str]:
    """Every happening that some row is about."""
    return frozenset(
        truth
        for sheet in sheets
        for entry in sheet.entries
        for truth in entry.truth
        if truth and truth != FALSE
    )
