"""The room exercises: simulated ceasefires with known truth, and scores against it.

Enters: a name, a seed and a length; or the folder of an exercise and the output of a run.
Leaves: the folder (agreement, geometry, observations in the sources' formats, truth), or
the figures of the score. Both sides are drawn alike, and the mirror exchanges them exactly.
Never: real data, unseeded chance, or a figure that a run could have influenced.
"""

from holdfire.exercises.exercise import Exercise, generate
from holdfire.exercises.folder import write_exercise
from holdfire.exercises.score.scoring import Score, score

__all__ = ["Exercise", "Score", "generate", "score", "write_exercise"]
