"""Which of the known detections stand: not replaced, not withdrawn, not superseded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from holdfire.detections import Coverage
from holdfire.incidents.live.fact import Correction, Withdrawal
from holdfire.incidents.live.known import Known, key_of

__all__ = ["Idle", "IdleReason", "Standing", "standing_of"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class IdleReason(StrEnum):
    """Why a correction or withdrawal has no effect."""

    UNKNOWN = "unknown"
    """What it speaks of has not arrived; it takes effect as soon as it does."""

    FOREIGN = "foreign"
    """It comes from another source than the thing it speaks of."""

    CIRCLE = "circle"
    """Corrections replace each other in a circle; none of them takes effect."""


@dataclass(frozen=True, slots=True, order=True)
class Idle:
    """A fact without effect, and why."""

    fact: str
    subject: str
    reason: IdleReason


@dataclass(frozen=True)
class Standing:
    """``rows`` (n,) marks the rows of :class:`Known` that stand; ``coverage`` is sorted by id.

    ``heirs`` gives for each replaced detection what stands in its place; ``idle`` lists the
    facts that have no effect, sorted.
    """

    rows: Flags
    coverage: tuple[Coverage, ...]
    heirs: Mapping[str, tuple[str, ...]]
    idle: tuple[Idle, ...]


def _places(known: Known, subjects: Iterable[str]) -> dict[str, list[int]]:
    """The latest rows of each detection or observation id; none for one not known."""
    found: dict[str, list[int]] = {}
    observations = []
    for subject in sorted(set(subjects)):
        if subject in known.row_of:
            found[subject] = [known.row_of[subject]]
        else:
            observations.append(subject)
    if not observations:
        return found
    keys = np.array([key_of(one) for one in observations], dtype=np.int64)
    hits = np.flatnonzero(np.isin(known.observation, keys) & known.latest)
    texts = known.rows.column("observation_id").take(hits).to_pylist()
    wanted = set(observations)
    for place, text in zip(hits.tolist(), texts, strict=True):
        if text in wanted:
            found.setdefault(str(text), []).append(place)
    return found


def _circles(edges: Mapping[Correction, list[tuple[int, int]]]) -> set[Correction]:
    """The corrections that lie on a circle."""
    pairs = np.array([pair for own in edges.values() for pair in own], dtype=np.int64)
    if not len(pairs):
        return set()
    places, codes = np.unique(pairs, return_inverse=True)
    codes = codes.reshape(-1, 2)
    shape = (len(places), len(places))
    graph = coo_array((np.ones(len(codes), np.int8), (codes[:, 0], codes[:, 1])), shape=shape)
    _, label = connected_components(graph, directed=True, connection="strong")
    at = dict(zip(places.tolist(), label.tolist(), strict=True))
    return {fact for fact, own in edges.items() if any(at[a] == at[b] for a, b in own)}


def _replaced(
    known: Known, places: Mapping[str, list[int]], sources: Mapping[int, str]
) -> tuple[dict[int, set[int]], list[Idle]]:
    """By replaced row the rows in its place, and the corrections without effect."""
    idle: list[Idle] = []
    edges: dict[Correction, list[tuple[int, int]]] = {}
    for fact in sorted(known.corrections):
        old, new = places.get(fact.replaces, []), places.get(fact.by, [])
        if not old or not new:
            subject = fact.by if old else fact.replaces
            idle.append(Idle(fact.id, subject, IdleReason.UNKNOWN))
        elif any(sources[place] != fact.source for place in (*old, *new)):
            idle.append(Idle(fact.id, fact.replaces, IdleReason.FOREIGN))
        else:
            edges[fact] = [(a, b) for a in old for b in new]
    circles = _circles(edges)
    idle.extend(Idle(one.id, one.replaces, IdleReason.CIRCLE) for one in circles)
    found: dict[int, set[int]] = defaultdict(set)
    for fact, pairs in edges.items():
        if fact not in circles:
            for old_row, new_row in pairs:
                found[old_row].add(new_row)
    return found, idle


def _withdrawn(
    known: Known, places: Mapping[str, list[int]], sources: Mapping[int, str]
) -> tuple[set[str], list[Idle]]:
    """The subjects withdrawn, and the withdrawals without effect."""
    gone: set[str] = set()
    idle: list[Idle] = []
    for fact in sorted(known.withdrawals):
        found = {sources[place] for place in places.get(fact.subject, [])}
        if fact.subject in known.coverage:
            found.add(known.coverage[fact.subject].source)
        if found == {fact.source}:
            gone.add(fact.subject)
        else:
            reason = IdleReason.FOREIGN if found else IdleReason.UNKNOWN
            idle.append(Idle(fact.id, fact.subject, reason))
    return gone, idle


def _subjects(facts: Iterable[Correction | Withdrawal]) -> Iterable[str]:
    """Every id the facts speak of."""
    for fact in facts:
        if isinstance(fact, Correction):
            yield fact.replaces
            yield fact.by
        else:
            yield fact.subject


def standing_of(known: Known) -> Standing:
    """Which rows and coverage records stand; a function of the set of facts.

    A detection is replaced as soon as both it and what replaces it have arrived, and it
    stays so when the latter is withdrawn: its source no longer holds to either.
    """
    places = _places(known, _subjects([*known.corrections, *known.withdrawals]))
    every = sorted({place for own in places.values() for place in own})
    texts = known.rows.column("source").take(np.array(every, dtype=np.int64)).to_pylist()
    sources = dict(zip(every, map(str, texts), strict=True))
    replaced, idle = _replaced(known, places, sources)
    gone, more = _withdrawn(known, places, sources)
    rows = known.latest.copy()
    rows[sorted(replaced)] = False
    rows[sorted(place for one in gone for place in places.get(one, []))] = False
    named = sorted({*replaced, *(b for own in replaced.values() for b in own)})
    ids = known.rows.column("id").take(np.array(named, dtype=np.int64)).to_pylist()
    id_of = dict(zip(named, map(str, ids), strict=True))
    return Standing(
        rows=rows,
        coverage=tuple(known.coverage[one] for one in sorted(set(known.coverage) - gone)),
        heirs={
            id_of[old]: tuple(sorted(id_of[one] for one in new))
            for old, new in sorted(replaced.items())
        },
        idle=tuple(sorted([*idle, *more])),
    )
