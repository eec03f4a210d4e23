"""What has been told so far: a set of facts, whatever order and batches they came in.

Two rows with one id and different content cannot both stand: the one whose canonical content
is smaller does, the other is kept aside, so arrival decides nothing. An origin group is no
part of a detection's content (it depends on which copies are known): of those that the rows
of an observation came with, the one of the highest revision stands for all of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, HoldfireError
from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.detections import DETECTION_SCHEMA, Coverage
from holdfire.incidents.evidence import evidence_of
from holdfire.incidents.live.fact import (
    Batch,
    Correction,
    Receipt,
    Refusal,
    RefusalReason,
    Watermark,
    Withdrawal,
)
from holdfire.incidents.model import Kernel

__all__ = ["Known", "key_of", "known_with"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Row = dict[str, Any]

_KERNEL = Kernel()
_CHUNKS = 64


@dataclass(frozen=True)
class Known:
    """The facts. ``rows`` (n) only grows: a row whose content or group changed is added again.

    ``latest`` (n,) marks the rows that are not superseded, ``row_of`` gives them by id;
    ``observation`` (n,) is a key of the row's observation id. ``groups`` is the origin group
    of each observation, with its revision; ``looked`` the revision of each source's coverage.
    """

    rows: pa.Table = field(default_factory=DETECTION_SCHEMA.empty_table)
    latest: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    row_of: Mapping[str, int] = field(default_factory=dict)
    observation: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    groups: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    corrections: frozenset[Correction] = frozenset()
    withdrawals: frozenset[Withdrawal] = frozenset()
    watermarks: Mapping[str, Watermark] = field(default_factory=dict)
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    looked: Mapping[str, int] = field(default_factory=dict)
    refusals: frozenset[Refusal] = frozenset()


@dataclass(slots=True)
class _Tally:
    """What a batch adds, while it is read."""

    stored: int = 0
    repeated: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def key_of(text: str) -> int:
    """A number for a text, equal everywhere; different texts nearly always differ."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _plain(value: object) -> object:
    """A cell as a JSON value."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def _content(row: Mapping[str, Any]) -> str:
    """The canonical content of a row but for its origin group."""
    return canonical_json({k: _plain(v) for k, v in row.items() if k != "origin_group"})


def _fault(row: Mapping[str, Any]) -> str:
    """What makes a row unusable; empty if nothing does."""
    try:
        canonical_json({name: _plain(value) for name, value in row.items()})
        if not row["observation_id"] or not row["source"]:
            return "no observation or no source"
        list(evidence_of(pa.Table.from_pylist([dict(row)], DETECTION_SCHEMA), _KERNEL))
    except (ValueError, KeyError, TypeError, HoldfireError) as error:
        return str(error)[:200]
    return ""


def _sound(table: pa.Table) -> bool:
    """Whether every row can be used, asked at once."""
    for name in ("id", "observation_id", "source"):
        if table.column(name).null_count:
            return False
    for column, kind in zip(table.columns, table.schema, strict=True):
        if pa.types.is_floating(kind.type):
            values = column.drop_null().to_numpy()
            if len(values) and not np.isfinite(values).all():
                return False
    try:
        list(evidence_of(table, _KERNEL))
    except (ValueError, KeyError, TypeError, HoldfireError):
        return False
    return True


def _usable(table: pa.Table, tally: _Tally) -> list[Row]:
    """The rows that can be used; the others are refused."""
    rows: list[Row] = table.to_pylist()
    if _sound(table):
        return rows
    kept = []
    for row in rows:
        if not row["id"]:
            digest = sha256_hex(repr(sorted(row.items(), key=lambda one: one[0])).encode())
            tally.refusals.append(Refusal("", RefusalReason.NO_ID, digest[:32]))
        elif fault := _fault(row):
            tally.refusals.append(Refusal(str(row["id"]), RefusalReason.UNREADABLE, fault))
        else:
            kept.append(row)
    return kept


def _loser(row: Row) -> Refusal:
    """A row that does not stand because another one of its id does."""
    digest = sha256_hex(_content(row).encode())[:32]
    return Refusal(str(row["id"]), RefusalReason.OTHER_CONTENT, f"content {digest}")


def _old_rows(known: Known, ids: Iterable[str]) -> dict[str, Row]:
    """The rows of those ids that are known."""
    places = [known.row_of[one] for one in sorted(set(ids) & known.row_of.keys())]
    rows: list[Row] = known.rows.take(pa.array(places, pa.int64())).to_pylist()
    return {row["id"]: row for row in rows}


def _chosen(before: Mapping[str, Row], rows: Iterable[Row], tally: _Tally) -> dict[str, Row]:
    """The rows to add, by id; ``before`` are those known already."""
    new: dict[str, Row] = {}
    for row in rows:
        id_ = str(row["id"])
        old = new.get(id_) or before.get(id_)
        if old is None:
            tally.stored += 1
            new[id_] = row
            continue
        ours, theirs = _content(old), _content(row)
        if ours == theirs:
            tally.repeated += 1
        else:
            tally.refusals.append(_loser(max(old, row, key=_content)))
        if theirs < ours:
            new[id_] = row
    return new


def _groups(
    known: Known, rows: Iterable[Row], batch: Batch
) -> tuple[dict[str, tuple[int, str]], set[str]]:
    """The origin groups of all observations, and of which of them it changed."""
    found = dict(known.groups)
    changed = set()
    told = [(str(row["observation_id"]), str(row["origin_group"] or "")) for row in rows]
    for observation, group in [*told, *batch.groups.items()]:
        old = found.get(observation)
        new = max(old or (batch.revision, group), (batch.revision, group))
        found[observation] = new
        if old is not None and old[1] != new[1]:
            changed.add(observation)
    return found, changed


def _regrouped(
    known: Known,
    new: Mapping[str, Row],
    groups: Mapping[str, tuple[int, str]],
    changed: set[str],
) -> dict[str, Row]:
    """``new`` and all rows of changed observations, each with its origin group."""
    if changed:
        keys = np.array([key_of(one) for one in sorted(changed)], dtype=np.int64)
        hits = np.flatnonzero(np.isin(known.observation, keys) & known.latest)
        rows = known.rows.take(hits).to_pylist()
        old = {row["id"]: row for row in rows if row["observation_id"] in changed}
        new = {**old, **new}
    return {
        id_: {**row, "origin_group": groups[row["observation_id"]][1] or None}
        for id_, row in new.items()
    }


def _with_rows(known: Known, new: Mapping[str, Row]) -> Known:
    """The facts with these rows added, each in the place of the one of its id."""
    if not new:
        return known
    size = known.rows.num_rows
    row_of = dict(known.row_of)
    latest = np.concatenate([known.latest, np.ones(len(new), dtype=bool)])
    for place, id_ in enumerate(new, start=size):
        if id_ in row_of:
            latest[row_of[id_]] = False
        row_of[id_] = place
    added = list(new.values())
    keys = np.array([key_of(row["observation_id"]) for row in added], dtype=np.int64)
    rows = pa.concat_tables([known.rows, pa.Table.from_pylist(added, DETECTION_SCHEMA)])
    if rows.column(0).num_chunks > _CHUNKS:
        rows = rows.combine_chunks()
    return replace(
        known,
        rows=rows,
        latest=latest,
        row_of=row_of,
        observation=np.concatenate([known.observation, keys]),
    )


def _watermarks(known: Known, batch: Batch, tally: _Tally) -> dict[str, Watermark]:
    """The furthest statement of each source; of equal ones the one due latest."""
    found = dict(known.watermarks)
    for one in batch.watermarks:
        old = found.get(one.source)
        ranks = [(w.until, w.due is not None, w.due or w.until) for w in (old, one) if w]
        if old is not None and ranks[1] <= ranks[0]:
            tally.repeated += 1
        else:
            tally.stored += 1
            found[one.source] = one
    return found


def _coverage(
    known: Known, batch: Batch, tally: _Tally
) -> tuple[dict[str, Coverage], dict[str, int]]:
    """The records by id, and the revision of each source's.

    Those of an older revision give way; of different ones of one id the smaller stands.
    """
    found, revisions = dict(known.coverage), dict(known.looked)
    for one in batch.coverage:
        stands = revisions.setdefault(one.source, batch.revision)
        if stands < batch.revision:
            revisions[one.source] = batch.revision
            found = {id_: old for id_, old in found.items() if old.source != one.source}
        held = found.get(one.id)
        if batch.revision < stands or held == one:
            tally.repeated += 1
        elif held is None:
            tally.stored += 1
            found[one.id] = one
        else:
            kept, left = sorted((held, one), key=repr)
            digest = sha256_hex(repr(left).encode())[:32]
            detail = f"coverage {digest}"
            tally.refusals.append(Refusal(one.id, RefusalReason.OTHER_CONTENT, detail))
            found[one.id] = kept
    return found, revisions


def known_with(known: Known, batch: Batch) -> tuple[Known, Receipt]:
    """The facts with those of a batch, and what became of each of its rows.

    Raises :class:`BadInput` (``HF-5010``) when the table of detections lacks a column.
    """
    if batch.detections.schema.names != DETECTION_SCHEMA.names:
        raise BadInput(Code.LIVE_BATCH_MALFORMED, "a batch is not a table of detections")
    tally = _Tally()
    rows = _usable(batch.detections, tally)
    before = _old_rows(known, (str(row["id"]) for row in rows))
    groups, changed = _groups(known, rows, batch)
    new = _regrouped(known, _chosen(before, rows, tally), groups, changed)
    facts: list[int] = []
    for told, held in (
        (batch.corrections, known.corrections),
        (batch.withdrawals, known.withdrawals),
    ):
        fresh = len(frozenset(told) - held)
        tally.stored += fresh
        tally.repeated += len(told) - fresh
        facts.append(len(told))
    watermarks = _watermarks(known, batch, tally)
    coverage, looked = _coverage(known, batch, tally)
    after = replace(
        _with_rows(known, new),
        groups=groups,
        corrections=known.corrections | frozenset(batch.corrections),
        withdrawals=known.withdrawals | frozenset(batch.withdrawals),
        watermarks=watermarks,
        coverage=coverage,
        looked=looked,
        refusals=known.refusals | frozenset(tally.refusals),
    )
    rows_in = batch.detections.num_rows + sum(facts)
    rows_in += len(batch.watermarks) + len(batch.coverage)
    return after, Receipt(rows_in, tally.stored, tally.repeated, tuple(tally.refusals))
