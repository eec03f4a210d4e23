"""Stone Soup on objects that move steadily: how many detections a second it associates.

The variant is named in each figure: global nearest neighbour with 2-D assignment, and nearest
neighbours from a k-d tree of the predicted states (five, 3 sigma). It is asked for what it is
made for, tracks; holdfire's front would be slower for it.
"""

from __future__ import annotations

import time
import warnings
from datetime import UTC, datetime, timedelta

import numpy as np

with warnings.catch_warnings():
    # Stone Soup imports packages that still use what they call deprecated.
    warnings.simplefilter("ignore")
    from stonesoup.dataassociator.neighbour import (  # type: ignore[import-untyped]
        GNNWith2DAssignment,
    )
    from stonesoup.dataassociator.tree import (  # type: ignore[import-untyped]
        DetectionKDTreeGNN2D,
    )
    from stonesoup.hypothesiser.distance import (  # type: ignore[import-untyped]
        DistanceHypothesiser,
    )
    from stonesoup.measures import Mahalanobis  # type: ignore[import-untyped]
    from stonesoup.models.measurement.linear import (  # type: ignore[import-untyped]
        LinearGaussian,
    )
    from stonesoup.models.transition.linear import (  # type: ignore[import-untyped]
        CombinedLinearGaussianTransitionModel,
        ConstantVelocity,
    )
    from stonesoup.predictor.kalman import KalmanPredictor  # type: ignore[import-untyped]
    from stonesoup.types.detection import Detection  # type: ignore[import-untyped]
    from stonesoup.types.state import GaussianState  # type: ignore[import-untyped]
    from stonesoup.types.track import Track  # type: ignore[import-untyped]
    from stonesoup.updater.kalman import KalmanUpdater  # type: ignore[import-untyped]

__all__ = ["VARIANTS", "detections_per_second"]

VARIANTS = ("GNN with 2-D assignment", "GNN with 2-D assignment and a k-d tree")
START = datetime(2024, 1, 1, tzinfo=UTC)
SPACING, GATE, NEIGHBOURS, DETECTS = 30.0, 3.0, 5, 0.9


def _scans(objects: int, scans: int) -> list[set[Detection]]:
    """Detections of objects on a grid, and one false alarm per object, in each scan."""
    generator = np.random.default_rng(0)
    side = int(np.ceil(np.sqrt(objects)))
    places = SPACING * np.stack(np.unravel_index(np.arange(objects), (side, side)), axis=1)
    speeds = generator.normal(0.0, 1.0, (objects, 2))
    found = []
    for scan in range(1, scans + 1):
        when = START + timedelta(seconds=scan)
        seen = generator.random(objects) < DETECTS
        real = (places + scan * speeds + generator.normal(0.0, 1.0, (objects, 2)))[seen]
        false = generator.uniform(0.0, SPACING * side, (objects, 2))
        spots = np.concatenate([real, false])
        found.append({Detection(spot[:, None], timestamp=when) for spot in spots})
    return found


def detections_per_second(variant: str, objects: int = 100, scans: int = 5) -> float:
    """Detections associated and tracks updated in a CPU second."""
    motion = CombinedLinearGaussianTransitionModel([ConstantVelocity(0.01)] * 2)
    model = LinearGaussian(ndim_state=4, mapping=(0, 2), noise_covar=np.eye(2))
    predictor, updater = KalmanPredictor(motion), KalmanUpdater(model)
    guess = DistanceHypothesiser(predictor, updater, Mahalanobis(), missed_distance=GATE)
    if variant == VARIANTS[0]:
        associator = GNNWith2DAssignment(guess)
    else:
        associator = DetectionKDTreeGNN2D(
            guess, predictor, updater, number_of_neighbours=NEIGHBOURS,
            max_distance_covariance_multiplier=GATE,
        )  # fmt: skip
    side = int(np.ceil(np.sqrt(objects)))
    places = SPACING * np.stack(np.unravel_index(np.arange(objects), (side, side)), axis=1)
    tracks = {
        Track([GaussianState([x, 0.0, y, 0.0], np.eye(4), timestamp=START)])
        for x, y in places.tolist()
    }
    count, spent = 0, 0.0
    for found in _scans(objects, scans):
        when = next(iter(found)).timestamp
        start = time.process_time()
        chosen = associator.associate(tracks, found, when)
        for track, hypothesis in chosen.items():
            track.append(updater.update(hypothesis) if hypothesis else hypothesis.prediction)
        spent += time.process_time() - start
        count += len(found)
    return count / spent
