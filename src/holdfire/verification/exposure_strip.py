"""Where along a line and when somebody looked: the numbers behind the strip chart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from holdfire.base.instant import from_micros
from holdfire.verification.exposure_places import Part
from holdfire.verification.exposure_record import Strip
from holdfire.verification.exposure_sweep import Swept
from holdfire.verification.factor import FloatArray

__all__ = ["strips_of"]

_MOST_STRETCHES = 40
_MOST_BINS = 60
_THOUSAND = 1000
_LIKELY = 4
"""Independent sensors at the middle of what each detects."""

IntArray = NDArray[np.int64]


def strips_of(
    swept: Sequence[tuple[Part, Swept, IntArray]], edges: IntArray, *, sided: bool
) -> tuple[Strip, ...]:
    """One strip for each side of a line, or one for an area, whatever sides divide it.

    ``edges`` are the borders of all bins, in microseconds. At most 40 stretches and 60 bins;
    where a line changes inside the window its stretches are shares of its length, and the
    borders given are those of the part that came first.
    """
    if not swept:
        return ()
    first = swept[0][0].places
    stretches = _stretches(first.span)
    step = -(-(len(edges) - 1) // _MOST_BINS)
    borders = np.unique(np.append(edges[:-1:step], edges[-1]))
    labels = dict.fromkeys(name for part, _, _ in swept for name in part.places.labels)
    return tuple(
        _strip(label, swept, np.linspace(*first.span, stretches + 1), borders)
        for label in (labels if sided else [""])
    )


def _stretches(span: tuple[float, float]) -> int:
    """How many stretches: one for each unit, up to the most that can be told apart."""
    return int(min(max(round(span[1] - span[0]), 8), _MOST_STRETCHES))


def _strip(
    label: str,
    swept: Sequence[tuple[Part, Swept, IntArray]],
    ends: FloatArray,
    borders: IntArray,
) -> Strip:
    """The shares of one side."""
    whole = np.zeros((len(ends) - 1, len(borders) - 1))
    spent = np.zeros((4, *whole.shape))
    for part, found, edges in swept:
        places = part.places
        here = np.flatnonzero(_on_side(part, label))
        low, high = places.span
        place = (places.along[here] - low) / (high - low) * (len(ends) - 1)
        row = np.clip(place.astype(np.int64), 0, len(ends) - 2)
        column = np.searchsorted(borders, edges[:-1], side="right") - 1
        weight = places.weight[here, None]
        np.add.at(whole, (row[:, None], column[None, :]), weight * np.diff(edges))
        for number, kind in enumerate((*found.state, found.seen[_LIKELY])):
            amount = weight * kind[found.group[here]]
            np.add.at(spent[number], (row[:, None], column[None, :]), amount)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(whole > 0.0, spent / whole, 0.0)
    parts = np.rint(np.round(share, 9) * _THOUSAND).astype(np.int64)
    measured, unmeasured, blind, seen = (tuple(map(tuple, rows)) for rows in parts.tolist())
    return Strip(
        side=label,
        ends=tuple(np.round(ends, 3).tolist()),
        times=tuple(from_micros(at) for at in borders.tolist()),
        measured=measured,
        unmeasured=unmeasured,
        blind=blind,
        seen=seen,
    )


def _on_side(part: Part, label: str) -> NDArray[np.bool_]:
    """Which places lie on the side of that name; all of them without a name."""
    places = part.places
    if not label:
        return np.ones(len(places.lon), np.bool_)
    if label not in places.labels:
        return np.zeros(len(places.lon), np.bool_)
    on_side: NDArray[np.bool_] = places.side == places.labels.index(label)
    return on_side
