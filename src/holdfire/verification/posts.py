"""From the incidents of a clause to the posts of its trace: one by one, and all together.

Incidents do not add up inside the engine. What they show together is posted as one thing
beside them, with the probability that verification gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from holdfire.agreement.accord.trace import Lack, Possible
from holdfire.agreement.clause import Standard
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor
from holdfire.verification.lacking import lack_of
from holdfire.verification.matching import SUBSTANTIAL, Tally
from holdfire.verification.posting import Post
from holdfire.verification.spending import doubtful_of_all, doubtful_of_one, is_possible
from holdfire.verification.verdict import Witness
from holdfire.verification.window import Window
from holdfire.verification.witness import ORIGINS, said_of, said_of_origins

__all__ = ["MOST_DOUBTFUL", "MOST_SURE", "Measure", "posts_of"]

MOST_SURE = 3
"""So many incidents that show the clause not kept by themselves are posted one by one."""

MOST_DOUBTFUL = 1
"""So many incidents that only may show it are posted; the others stand in the whole."""

_MOST_IDS = 20

Numbers = Mapping[str, Possible]

Measure = Callable[[int, Mapping[str, Lack]], tuple[Numbers, Numbers]]

_TIME = ("time", ())

_TIMED = frozenset({"time", "time and place"})


def posts_of(
    evidence: Evidence,
    found: Tally,
    standard: Standard,
    window: Window,
    measure: Measure | None = None,
) -> tuple[Post, ...]:
    """What the clause is asked of: the incidents that may match; none where none may.

    ``measure`` gives what is measured of one incident, by its number and what is unknown of
    it: its set-valued numbers, and its distances by line.
    """
    reached = found.low >= standard.violated_at and len(found.origins) >= standard.min_origins
    if not reached and not is_possible(found.high, standard):
        return ()
    cells = _Cells(evidence, found, standard)
    posts = [_one(index, cells, window, measure) for index in _chosen(found, standard)]
    if int((found.each.high > 0.0).sum()) > 1 or not posts:
        posts.append(_all(cells, window))
    return _needed(posts)


def _needed(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Without the posts that settle nothing: what they lack, another lacks less of.

    Posts share their cells, so one that lacks more than another is true only where the
    other is (absorption); two that lack the same time are one, the one posted last.
    """
    lacking = [
        frozenset((lack.fact, lack.key) for lack in post.unknown.values()) for post in posts
    ]
    return tuple(
        post
        for number, post in enumerate(posts)
        if not any(
            other < lacking[number]
            or (other == lacking[number] and _TIME in other and after > number)
            for after, other in enumerate(lacking)
        )
    )


class _Cells:
    """The cells of what is missing, each made when it is first asked for."""

    __slots__ = ("_made", "evidence", "found", "standard")

    def __init__(self, evidence: Evidence, found: Tally, standard: Standard) -> None:
        self.evidence = evidence
        self.found = found
        self.standard = standard
        self._made: dict[str, Lack] = {}

    def of(self, factor: Factor) -> Lack:
        """The cell of a condition of the evidence."""
        if factor.name not in self._made:
            said = said_of(self.evidence, self.found, factor)
            self._made[factor.name] = lack_of(factor.name, said)
        return self._made[factor.name]

    def origins(self) -> Lack:
        """The cell of independent origins."""
        if ORIGINS not in self._made:
            said = said_of_origins(self.evidence, self.found, self.standard)
            self._made[ORIGINS] = lack_of(ORIGINS, said)
        return self._made[ORIGINS]

    def origins_of(self, name: str, count: int) -> Lack:
        """The cell of one incident's origins; that of all where they are too few as well."""
        least = self.standard.min_origins
        if len(self.found.origins) < least:
            return self.origins()
        what = (
            f"incident {name} rests on {count} independent origins where the clause asks for "
            f"{least}"
        )
        return lack_of(ORIGINS, Witness("weak", what, (name,)), name)


def _chosen(found: Tally, standard: Standard) -> list[int]:
    """The incidents to post one by one; equal ones in the order of their ids."""
    sure = np.flatnonzero(found.each.low >= standard.violated_at)
    maybe = np.flatnonzero(
        (found.each.high > 1.0 - standard.violated_at) & (found.each.low < standard.violated_at)
    )
    first = sure[np.argsort(-found.each.low[sure], kind="stable")][:MOST_SURE]
    then = maybe[np.argsort(-found.each.high[maybe], kind="stable")][:MOST_DOUBTFUL]
    return [int(index) for index in (*first, *then)]


def _one(index: int, cells: _Cells, window: Window, measure: Measure | None) -> Post:
    """One incident: its conditions by the standard, its time as it is known.

    A time that surely lies inside the window is posted as its first instant, because which
    one it was does not matter; one that reaches over an end is posted as the interval it is.
    """
    found, evidence = cells.found, cells.evidence
    spent = [factor for factor in found.factors if factor.name != "time"]
    lows = [float(factor.low[index]) for factor in spent]
    unknown = {
        _leaf(spent[number]): cells.of(spent[number])
        for number in doubtful_of_one(lows, cells.standard)
    }
    timed = next((factor for factor in found.factors if factor.name in _TIMED), None)
    start, end = int(evidence.start_us[index]), int(evidence.end_us[index])
    if timed is not None and timed.name == "time" and timed.low[index] < 1.0:
        unknown["time"] = cells.of(timed)
    else:
        start = end = max(start, window.start_us)
    groups = evidence.incidents[index].origin_groups
    name = evidence.incidents[index].id
    if len(groups) < cells.standard.min_origins:
        unknown[ORIGINS] = cells.origins_of(name, len(groups))
    numbers, measured = ({}, {}) if measure is None else measure(index, unknown)
    return Post(
        name,
        start,
        end,
        unknown,
        {**numbers, **_origins(len(groups), unknown, cells.standard)},
        measured,
        ids=(name,),
    )


def _all(cells: _Cells, window: Window) -> Post:
    """All incidents together: the probability that any of them matches."""
    found, standard = cells.found, cells.standard
    unknown: dict[str, Lack] = {}
    start = end = window.start_us
    if found.low < standard.violated_at:
        for factor in doubtful_of_all(found, standard):
            unknown[_leaf(factor)] = cells.of(factor)
            if factor.name == "time":
                start -= 1
        if not unknown:
            unknown[ORIGINS] = cells.origins()
    if len(found.origins) < standard.min_origins:
        unknown[ORIGINS] = cells.origins()
    some = np.flatnonzero(found.each.low >= SUBSTANTIAL)[:_MOST_IDS]
    count = int((found.each.high > 0.0).sum())
    return Post(
        f"any of {count} incidents",
        start,
        end,
        unknown,
        _origins(len(found.origins), unknown, standard),
        ids=tuple(cells.evidence.incidents[int(index)].id for index in some),
    )


def _leaf(factor: Factor) -> str:
    """The condition of the formula that a condition of the evidence stands for."""
    return "place" if factor.name == "time and place" else factor.name


def _origins(
    count: int, unknown: Mapping[str, Lack], standard: Standard
) -> Mapping[str, Possible]:
    """The number of independent origins; where it is in doubt, too few or more than known.

    It is in doubt as well where the incidents are many enough and rest on one source that may
    err for one reason: then they may all have one origin, whatever the number asked for.
    """
    lack = unknown.get(ORIGINS)
    if lack is None:
        return {ORIGINS: Possible(low=count, high=count)}
    fewest = min(count, standard.min_origins - 1)
    return {ORIGINS: Possible(low=fewest, high=None, lack=lack)}
