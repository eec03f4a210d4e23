"""From the observations of a workspace to the batch of what live fusion does not know yet."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from holdfire.detections import detect, judge_coverage
from holdfire.incidents.live import Batch, Known
from holdfire.service.live.follower import Follower, Taken
from holdfire.service.scope import read_scope
from holdfire.service.workspace import Workspace

__all__ = ["feed"]


def _batch(known: Known, detections: pa.Table, batch: Batch) -> Batch:
    """The batch with the rows that are new, and origin groups that are others than before."""
    names = ("id", "observation_id", "origin_group")
    ids, told, group = ([str(v) for v in detections.column(n).to_pylist()] for n in names)
    fresh = np.array([one not in known.row_of for one in ids], dtype=bool)
    pairs = zip(told, group, strict=True)
    groups = {
        observation: group
        for observation, group in pairs
        if observation in known.groups and known.groups[observation][1] != group
    }
    return Batch(
        detections=detections.filter(pa.array(fresh)),
        coverage=batch.coverage,
        groups=groups,
        revision=batch.revision,
    )


def feed(workspace: Workspace, follower: Follower) -> Taken | None:
    """Take in the files of the workspace that were not followed yet; ``None`` for none.

    Origin groups and declared coverage depend on all files; those of the highest number of
    files stand.
    """
    files = workspace.ledger.files()
    new = {file.id for file in files} - follower.store.files()
    if not new:
        return None
    scope = read_scope(workspace, files)
    seen = tuple(one for one in judge_coverage(scope.rows) if one.p_detect_low is not None)
    told = Batch(coverage=seen, revision=len(files))
    batch = _batch(follower.state.known, detect(scope.rows), told)
    return follower.take(batch, sorted(new))
