"""One clause before all sensors: seen, left undetermined, or never to be called kept?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfire.agreement.clause import Clause
from holdfire.agreement.sensing.observability import Grade
from holdfire.agreement.sensing.prospect import Cell, cell_of
from holdfire.agreement.sensing.seeing import at_least, together
from holdfire.agreement.sensing.sensors import Network, Sensor, Span
from holdfire.agreement.sensing.signs import needs_of_clause

__all__ = ["ASSUMPTIONS", "Outlook", "Standing", "outlook_of"]

Share = Callable[[Sensor, Clause], Span]
"""How much of a clause's area a sensor has in view."""

ASSUMPTIONS = (
    "One look detects with p_detect and takes place with the availability: q = a * p.",
    (
        "A violation that lasts T hours meets n = floor(T / r) looks at a revisit of r hours, "
        "and one more with probability f = T / r - n: seen once with 1 - (1 - q)^n * (1 - f q);"
        " a sensor that watches continuously counts as one look."
    ),
    (
        "Sensors miss and fail independently, each is an origin of its own; alleged means seen "
        "by at least min_origins of them (tail of the Poisson binomial distribution)."
    ),
    (
        "Watched is the share of time and area with p_detect of at least absent_at: a, or "
        "a * min(1, holds / r); of several 1 - prod(1 - w). Complied needs min_coverage."
    ),
    "Of several things to look for, the weakest gives the low end and the best the high end.",
)
"""The formulas, said with every output."""


class Standing(StrEnum):
    """How a clause stands; the first two come first in every list."""

    UNSERVED = "nobody can observe it"
    NEVER_KEPT = "can never be complied, only unobserved or violated"
    OPEN = "whether it can be complied is open"
    SERVED = "can be shown violated and complied"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the drafters may expect. Every probability is an interval.

    ``alleged`` and ``unseen``: a standing violation is alleged, or seen by nobody; what is
    left is ``undetermined``. ``watched``: the share of time and area in which absence is
    known. ``wait_h``: the shortest of the longest waits. ``season`` is the worst one.
    """

    clause: Clause
    standing: Standing
    cells: tuple[Cell, ...]
    alleged: Span
    undetermined: Span
    unseen: Span
    watched: Span
    wait_h: float | None
    weakest: str
    season: str


@dataclass(frozen=True, slots=True)
class _Season:
    """The same for one season."""

    name: str
    cells: tuple[Cell, ...]
    alleged: Span
    undetermined: Span
    unseen: Span
    watched: Span
    weakest: str


def outlook_of(
    clause: Clause,
    network: Network,
    share: Share,
    *,
    month: int | None = None,
    standing_h: float = 24.0,
) -> Outlook:
    """All sensors over all seasons, or over those of one month; the worst season is named."""
    seasons = [
        _season(clause, network.sensors, share, name, standing_h)
        for name in network.names_of_seasons(month)
    ]
    worst = min(seasons, key=lambda each: (each.alleged[0], each.watched[0], each.name))
    watched = _span(each.watched for each in seasons)
    waits = [
        cell.wait_h for cell in worst.cells if cell.shows.violation and cell.wait_h is not None
    ]
    return Outlook(
        clause,
        _standing(clause, [cell for each in seasons for cell in each.cells], watched),
        worst.cells,
        _span(each.alleged for each in seasons),
        _span(each.undetermined for each in seasons),
        _span(each.unseen for each in seasons),
        watched,
        min(waits, default=None),
        worst.weakest,
        worst.name if _differ(seasons) else "",
    )


def _differ(seasons: Sequence[_Season]) -> bool:
    """Do the figures of the seasons differ? One season alone is named, too."""
    figures = {(each.alleged, each.undetermined, each.watched) for each in seasons}
    return len(seasons) == 1 or len(figures) > 1


def _span(spans: Iterable[Span]) -> Span:
    """From the lowest to the highest."""
    known = list(spans)
    return min(low for low, _ in known), max(high for _, high in known)


def _standing(clause: Clause, cells: Sequence[Cell], watched: Span) -> Standing:
    """The group of a clause."""
    if not any(cell.shows.violation for cell in cells):
        return Standing.UNSERVED
    able = any(cell.shows.compliance is not Grade.NO for cell in cells)
    if not able or watched[1] < clause.standard.min_coverage:
        return Standing.NEVER_KEPT
    if watched[0] < clause.standard.min_coverage:
        return Standing.OPEN
    return Standing.SERVED


def _season(
    clause: Clause, sensors: Sequence[Sensor], share: Share, season: str, standing_h: float
) -> _Season:
    """One season: each thing to look for by itself, then the weakest and the best."""
    cells = tuple(
        cell_of(clause, sensor, share(sensor, clause), season, standing_h) for sensor in sensors
    )
    needs = [need.name for need in needs_of_clause(clause)]
    fewest = clause.standard.min_origins
    rows = {need: _seen_by(cells, need) for need in needs}
    alleged = {need: _tail(spans, fewest) for need, spans in rows.items()}
    anybody = {need: _tail(spans, 1) for need, spans in rows.items()}
    weakest = min(needs, key=lambda need: (alleged[need][0], anybody[need][0], need))
    open_low = min(max(0.0, anybody[n][0] - alleged[n][1]) for n in needs)
    open_high = max(min(1.0, anybody[n][1] - alleged[n][0]) for n in needs)
    unseen = [(1.0 - high, 1.0 - low) for low, high in anybody.values()]
    return _Season(
        season,
        cells,
        _span(alleged.values()),
        _exact_open(rows, fewest) or (open_low, open_high),
        _span(unseen),
        _watched(cells, needs),
        weakest,
    )


def _exact_open(rows: dict[str, list[Span]], fewest: int) -> Span | None:
    """Seen, but by too few, where every probability is one number."""
    if any(low != high for spans in rows.values() for low, high in spans):
        return None
    shares = []
    for spans in rows.values():
        chances = [low for low, _ in spans]
        shares.append(at_least(chances, 1) - at_least(chances, fewest))
    return max(0.0, min(shares)), max(0.0, *shares)


def _seen_by(cells: Iterable[Cell], need: str) -> list[Span]:
    """The probability of each sensor that it sees a violation of this need."""
    return [
        glimpse.seen
        for cell in cells
        if cell.shows.violation
        for glimpse in cell.glimpses
        if glimpse.need == need
    ]


def _tail(spans: Sequence[Span], fewest: int) -> Span:
    """At least so many sensors see it, at each end."""
    low = at_least((each[0] for each in spans), fewest)
    return low, at_least((each[1] for each in spans), fewest)


def _watched(cells: Iterable[Cell], needs: Sequence[str]) -> Span:
    """The share watched for all needs: between independent and nested times."""
    ends: list[Span] = []
    known = list(cells)
    for need in needs:
        shares = [
            glimpse.watched
            for cell in known
            if cell.shows.compliance
            for glimpse in cell.glimpses
            if glimpse.need == need
        ]
        ends.append((together([s[0] for s in shares]), together([s[1] for s in shares])))
    low = math.prod(each[0] for each in ends)
    return low, min(each[1] for each in ends)
