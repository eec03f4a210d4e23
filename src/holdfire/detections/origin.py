"""Origin groups: what came from one origin counts once, however often it was passed on.

(a) Alarms share the group of their origin system and admin unit: two records of one alarm
system are one witness. (b) Rows that share an origin key (an address, a text's mark), or
whose texts are tellings of one message (``copying``), are joined; the group is named by the
hash of its smallest key. :func:`origin_joins` says of each join why it was made.
(c) Every other row is its own origin. The result does not depend on the order of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

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
from holdfire.detections.copying import Copy, copies_of

__all__ = ["ORIGIN_JOIN_SCHEMA", "origin_groups", "origin_joins"]

_JOIN_FIELDS: list[pa.Field[Any]] = [
    pa.field("left", pa.string()),
    pa.field("right", pa.string()),
    pa.field("rule", pa.string()),
    pa.field("llr", pa.float64()),
    pa.field("keys", pa.list_(pa.string())),
]

ORIGIN_JOIN_SCHEMA = pa.schema(_JOIN_FIELDS)
"""One row per join of two observations (ids, ``left < right``). ``rule``: ``key`` (a common
origin key), ``exact``, ``near``, ``rewritten``, ``translated``, ``cited`` or ``alarm``; ``llr``
the log of the odds, null where the rule needs none; ``keys`` what both have, the most telling
first."""


def _pairs(observations: pa.Table, copies: Sequence[Copy]) -> tuple[Ints, Ints, list[str]]:
    """Edges between rows and origin keys (numbered after the rows), and the keys."""
    lengths, values = listed(observations.column("origin_keys"))
    parents = np.repeat(np.arange(len(lengths)), lengths)
    keys, names = codes_of(values)
    pairs = np.array([(one.left, one.right) for one in copies], np.int64).reshape(-1, 2)
    rows = observations.num_rows
    left = np.concatenate([parents, pairs[:, 0]])
    right = np.concatenate([keys + rows, pairs[:, 1]])
    return left, right, [str(name) for name in names.to_pylist()]


def _joined(observations: pa.Table) -> tuple[Ints, list[str]]:
    """Rows joined to others or to a key, and the name of the group of each."""
    left, right, keys = _pairs(observations, copies_of(observations))
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


def _shared_keys(observations: pa.Table, ids: Sequence[str]) -> list[dict[str, object]]:
    """The joins by origin keys: each row with the next that has the key."""
    lengths, values = listed(observations.column("origin_keys"))
    parents = np.repeat(np.arange(len(lengths)), lengths).tolist()
    owners: dict[str, set[str]] = defaultdict(set)
    for row, key in zip(parents, values.to_pylist(), strict=True):
        owners[str(key)].add(ids[row])
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(owners):
        for pair in pairwise(sorted(owners[key])):
            keys[pair].append(key)
    return [
        {"left": left, "right": right, "rule": "key", "llr": None, "keys": own}
        for (left, right), own in keys.items()
    ]


def origin_joins(observations: pa.Table, systems: Mapping[str, str]) -> pa.Table:
    """Why rows share an origin group, as :data:`ORIGIN_JOIN_SCHEMA`, sorted by ids and rule.

    The groups of :func:`origin_groups` are what these joins connect: leaving a join out and
    connecting the rest undoes it. A group of many rows lists a chain, not every pair.
    """
    ids = [str(one) for one in observations.column("id").to_pylist()]
    rows = _shared_keys(observations, ids)
    for one in copies_of(observations):
        left, right = sorted((ids[one.left], ids[one.right]))
        why = {"rule": one.why.rule, "llr": one.why.llr, "keys": list(one.why.keys)}
        rows.append({"left": left, "right": right, **why})
    units: dict[str, list[str]] = defaultdict(list)
    for row, group in zip(*_alarms(observations, systems), strict=True):
        units[group].append(ids[int(row)])
    for group, members in sorted(units.items()):
        rows += [
            {"left": left, "right": right, "rule": "alarm", "llr": None, "keys": [group]}
            for left, right in pairwise(sorted(members))
        ]
    rows.sort(key=lambda row: (row["left"], row["right"], row["rule"]))
    return pa.Table.from_pylist(rows, ORIGIN_JOIN_SCHEMA)
