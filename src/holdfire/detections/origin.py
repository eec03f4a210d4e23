"""Origin groups: what came from one origin counts once, however often it was passed on.

(a) Alarms share the group of their origin system and admin unit: two records of one alarm
system are one witness. (b) Rows that share an origin key (an address, a text's mark), or
whose texts are copies, are joined; the group is named by the hash of its smallest key.
(c) Every other row is its own origin. The result does not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from holdfire.base.identity import content_id
from holdfire.base.phenomenon import Modality
from holdfire.detections.columns import (
    Column,
    Ints,
    codes_of,
    equal_to,
    filled,
    listed,
    picked,
    replaced,
)
from holdfire.detections.copying import copied_pairs

__all__ = ["origin_groups"]


def _pairs(observations: pa.Table) -> tuple[Ints, Ints, list[str]]:
    """Edges between rows and origin keys (numbered after the rows), and the keys."""
    lengths, values = listed(observations.column("origin_keys"))
    parents = np.repeat(np.arange(len(lengths)), lengths)
    keys, names = codes_of(values)
    copies = np.array(copied_pairs(observations), dtype=np.int64).reshape(-1, 2)
    rows = observations.num_rows
    left = np.concatenate([parents, copies[:, 0]])
    right = np.concatenate([keys + rows, copies[:, 1]])
    return left, right, [str(name) for name in names.to_pylist()]


def _joined(observations: pa.Table) -> tuple[Ints, list[str]]:
    """Rows joined to others or to a key, and the name of the group of each."""
    left, right, keys = _pairs(observations)
    if not len(left):
        return np.zeros(0, dtype=np.int64), []
    rows = observations.num_rows
    size = rows + len(keys)
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    linked = np.unique(np.concatenate([left, right]))
    linked_rows = linked[linked < rows]
    ids = picked(observations.column("id"), linked_rows).to_pylist()
    # A key names its group before any row does: rows come and go, an address stays.
    smallest: dict[int, tuple[int, str]] = {}
    names = [(int(label[rows + place]), (0, key)) for place, key in enumerate(keys)]
    names += [
        (int(label[row]), (1, str(id_))) for row, id_ in zip(linked_rows, ids, strict=True)
    ]
    for group, name in names:
        smallest[group] = min(smallest.get(group, name), name)
    hashed = {group: content_id("origin", name) for group, (_, name) in smallest.items()}
    return linked_rows, [hashed[int(label[row])] for row in linked_rows]


def _alarms(observations: pa.Table, systems: Mapping[str, str]) -> tuple[Ints, list[str]]:
    """Alarm rows with an admin unit, and the group of their system and unit."""
    alarms = equal_to(observations.column("modality"), Modality.ALARM.value)
    rows = np.flatnonzero(alarms & filled(observations.column("admin_code")))
    chosen = observations.select(["source", "admin_code"]).take(rows).to_pydict()
    hashed: dict[tuple[str, str], str] = {}
    for pair in set(zip(chosen["source"], chosen["admin_code"], strict=True)):
        source, unit = pair
        hashed[pair] = content_id("origin-system", systems.get(source) or source, unit)
    pairs = zip(chosen["source"], chosen["admin_code"], strict=True)
    return rows, [hashed[pair] for pair in pairs]


def origin_groups(observations: pa.Table, systems: Mapping[str, str]) -> Column:
    """The origin group of each row; ``systems`` names the origin system of a source.

    Alarms of one system and unit keep one group at all times; association merges only those
    that coincide.
    """
    groups: Column = observations.column("id").combine_chunks()
    for rows, names in (_joined(observations), _alarms(observations, systems)):
        if len(rows):
            mask = np.zeros(observations.num_rows, dtype=bool)
            mask[rows] = True
            where = np.zeros(observations.num_rows, dtype=np.int64)
            where[rows] = np.arange(len(rows))
            groups = replaced(groups, mask, picked(pa.array(names), where))
    return groups
