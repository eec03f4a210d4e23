"""What patrols saw of weapons and forces near where they stood."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from holdfire.base.phenomenon import PRESENCE, Modality
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.observer import Post
from holdfire.exercises.sensors.sheet import Sheet
from holdfire.exercises.sensors.shift import Shift
from holdfire.exercises.sensors.sighting import sighting_row, sighting_sheet
from holdfire.exercises.world.happening import Happening

__all__ = ["PATROL_KM", "PATROL_P", "patrol_sightings", "presence_shifts"]

PATROL_P, PATROL_KM = 0.5, 3.0
"""The probability to see one weapon, and how far a patrol looks around."""

_SEEN = tuple(sorted(PRESENCE))


def patrol_sightings(
    rng: np.random.Generator, posts: Sequence[Post], happenings: Sequence[Happening], face: Face
) -> Sheet:
    """What patrols saw near where they stood."""
    rows = []
    for post in posts:
        for one in happenings:
            low, high = max(post.start_s, one.start_s), min(post.end_s, one.end_s)
            if one.kind not in PRESENCE or low >= high or post.blind:
                continue
            near = math.hypot(one.x - post.spot.x, one.y - post.spot.y) <= PATROL_KM
            if near and rng.random() < PATROL_P:
                rows.append(
                    sighting_row(rng, one, (low + high) / 2.0, 400.0, face, post.name, "P")
                )
    title = "Weapons and forces seen by patrols of an exercise"
    return sighting_sheet(
        "sightings-patrol.csv", rows, "exercise-patrols", title, Modality.PATROL
    )


def presence_shifts(posts: Iterable[Post]) -> list[Shift]:
    """The log of what patrols can see of weapons and forces."""
    return [
        Shift(
            post.name,
            post.kind,
            post.start_s,
            post.end_s,
            _SEEN,
            0.0 if post.blind else PATROL_P,
            post.spot.x,
            post.spot.y,
            PATROL_KM,
            reason=post.blind[0][2] if post.blind else "",
        )
        for post in posts
    ]
