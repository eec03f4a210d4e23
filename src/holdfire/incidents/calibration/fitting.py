"""The fit: chances to detect, false alarms and density together, round by round.

Three statements of the data are put together. (1) The share of s's detections that t
confirms is e_s p_t, for every ordered pair. (2) The share of happenings confirmed by two or
more others that s detects is p_s (leave one sensor out). (3) e_s = p_s Λ / N_s ties the
share of real detections to the number of happenings Λ. In logarithms this is linear in
(log p, log Λ) and solved by least squares; (2) needs the probability that the others'
cells are happenings, which needs the parameters: so it is repeated until it stands. Then
κ_s = N_s (1 − e_s) / volume, and λ by cell is what makes the counts likeliest (EM).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.incidents.calibration.anchoring import Anchors, anchors_without
from holdfire.incidents.calibration.applying import Rates, apply, moved_times
from holdfire.incidents.calibration.ground import Ground, local_rates
from holdfire.incidents.calibration.overlap import agreements, extent_of, middle_times
from holdfire.incidents.calibration.pairing import Lateness, lateness, pairing
from holdfire.incidents.calibration.share import Share, share_of
from holdfire.incidents.linking import with_crowding
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Fitting", "fitted"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.integer]

_ROUNDS, _STOP, _DENSITY_ROUNDS = 8, 0.005, 60
_SEGMENTS, _STRIPS = 12, 6
_MOST = 0.99
_WORST_LOG = 0.7
_NARROW = 0.1
_DIGITS = 6


@dataclass(frozen=True)
class Fitting:
    """The state of a fit.

    ``log_p`` (channels,) NaN where not told; ``pull`` (blocks, channels + 1) influence of
    blocks on log p and, last, log Λ. ``confirm`` as told.
    """

    log_p: Floats
    log_events: float
    pull: Floats
    counts: Floats
    density: Floats
    anchors: dict[int, Anchors]
    late: Lateness
    confirm: Floats
    rounds: int
    settled: bool

    @property
    def detects(self) -> Floats:
        """The chances to detect."""
        return np.exp(self.log_p)

    @property
    def real(self) -> Floats:
        """The share of each channel's detections that are of a happening."""
        real = self.detects * np.exp(self.log_events)
        return np.asarray(np.minimum(real / np.maximum(self.counts, 1.0), 0.999))


@dataclass
class _Equations:
    """Linear statements of log p and log Λ with their weights and influences."""

    rows: list[Floats] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    sigmas: list[float] = field(default_factory=list)
    pulls: list[Floats] = field(default_factory=list)

    def add(self, row: Floats, value: float, share: Share) -> None:
        """A statement whose left side is the log of a share, unless it is too vague."""
        sigma = share.sigma / share.value
        if sigma <= _WORST_LOG:
            self.rows.append(row)
            self.values.append(value)
            self.sigmas.append(max(sigma, 1e-4))
            self.pulls.append(share.pull / share.value)

    def solve(self) -> tuple[Floats, Floats]:
        """The solution and the influence of each block on it."""
        weight = 1.0 / np.array(self.sigmas)
        matrix = np.array(self.rows) * weight[:, None]
        inverse = np.linalg.pinv(matrix, rcond=1e-9)
        found = inverse @ (np.array(self.values) * weight)
        pull = (np.array(self.pulls).T * weight) @ inverse.T
        known = (np.abs(matrix) > 0.0).any(axis=0)
        return np.where(known, found, np.nan), np.where(known, pull, np.nan)


def _blocks(time: Floats, place: Floats) -> Ints:
    """A block of each item: segments of time by strips of place, of about equal counts.

    Strips are by the distance from the middle, rounded: a mirrored map has the same blocks.
    """

    def part(values: Floats, parts: int) -> Ints:
        ends = np.quantile(values, np.arange(1, parts) / parts) if len(values) else np.zeros(0)
        return np.searchsorted(ends, values).astype(np.int64)

    middle = float(np.median(place)) if len(place) else 0.0
    away = np.asarray(np.round(np.abs(place - middle), _DIGITS), np.float64)
    return np.asarray(part(time, _SEGMENTS) * _STRIPS + part(away, _STRIPS), np.int64)


def fitted(table: WitnessTable, ground: Ground, *, correct_clocks: bool = False) -> Fitting:
    """Fit all channels of a table; deterministic.

    Raises ``BadInput`` where no channel confirms another.
    ``correct_clocks``: times are moved by the lateness found, before anything else is.
    """
    whole = with_crowding(table)
    state = _rounds(whole, ground)
    if correct_clocks and np.isfinite(state.late.value).any():
        total = np.zeros(len(state.log_p))
        sigma = state.late.sigma
        for _ in range(3):
            step = np.nan_to_num(state.late.value)
            total += np.where(np.abs(step) > 1.645 * np.nan_to_num(sigma), step, 0.0)
            moved = _moved(whole, total)
            state = _rounds(moved, ground)
            if (
                np.abs(np.nan_to_num(state.late.value)) <= 2.0 * np.nan_to_num(state.late.sigma)
            ).all():
                break
        late = Lateness(
            np.where(np.isfinite(state.late.value), total, np.nan), state.late.sigma
        )
        state = replace(state, late=late)
    return state


def _moved(table: WitnessTable, late: Floats) -> WitnessTable:
    """The table with times moved back by the lateness of each channel."""
    return replace(table, time=moved_times(table, late))


def _rounds(table: WitnessTable, ground: Ground) -> Fitting:
    """Rounds until the parameters stand."""
    channels = ground.volume.shape[1]
    counts = np.bincount(table.channel, minlength=channels).astype(np.float64)
    times = middle_times(table)
    timely = _timely(table, ground)
    expected: Floats | None = None
    block = _blocks(times, table.place[:, 0])
    log_p, log_events = np.full(channels, np.nan), 0.0
    pull = np.zeros((_SEGMENTS * _STRIPS, channels + 1))
    real = np.full((len(ground.volume), channels), 0.5)
    anchors: dict[int, Anchors] = {}
    settled, rounds = False, 0
    density = np.ones(len(ground.volume))
    confirm = np.full((channels, channels), np.nan)
    while rounds < _ROUNDS and not settled:
        rounds += 1
        rates = local_rates(ground, table.channel, times, expected)
        seen = agreements(table, rates.log_at(ground.cell, times, table.channel))
        gain = pairing(table, ground, rates, seen).gain
        gain[:, ~timely] = np.nan
        gain[~timely[table.channel]] = np.nan
        equations, confirm = _pair_equations(table, ground, gain, block, real, counts)
        if not equations.rows:
            raise BadInput(Code.CALIBRATION_EMPTY, "no channel confirms another here")
        if not anchors:
            log_p, log_events = _start(equations, counts)
        else:
            for channel, one in anchors.items():
                share = share_of(
                    one.gain,
                    one.exists,
                    _blocks(one.time, one.place[:, 0]),
                    _SEGMENTS * _STRIPS,
                    _MOST,
                )
                if share is not None:
                    row = np.zeros(channels + 1)
                    row[channel] = 1.0
                    equations.add(row, np.log(share.value), share)
            before = log_p
            found, pull = equations.solve()
            log_p, log_events = np.minimum(found[:-1], np.log(_MOST)), float(found[-1])
            settled = bool(np.nanmax(np.abs(log_p - before)) < _STOP)
        density = _density(ground, table.channel, log_p, log_events, counts)
        real = _real(density, log_p, log_events, counts, ground)
        expected = _expected(density, log_p, log_events, counts, ground)
        if settled:
            continue
        given = _rates(log_p, log_events, counts, ground, density)
        told = apply(table, ground.cell, given)
        anchors = {
            s: anchors_without(told, ground, rates, s) for s in range(channels) if timely[s]
        }
    late = lateness(table, ground, rates, seen, confirm)
    return Fitting(
        log_p, log_events, pull, counts, density, anchors, late, confirm, rounds, settled
    )


def _timely(table: WitnessTable, ground: Ground) -> npt.NDArray[np.bool_]:
    """Channels whose times are narrow against the period: else its ends are all there is."""
    sigma = np.sqrt(extent_of(table)[1])
    most = (ground.period[1] - ground.period[0]) * _NARROW
    found = np.zeros(ground.volume.shape[1], np.bool_)
    for channel in np.unique(table.channel).tolist():
        found[channel] = float(np.median(sigma[table.channel == channel])) <= most
    return found


def _pair_equations(
    table: WitnessTable, ground: Ground, gain: Floats, block: Ints, real: Floats, counts: Floats
) -> tuple[_Equations, Floats]:
    """What the pairs of channels say."""
    channels = gain.shape[1]
    equations = _Equations()
    confirm = np.full((channels, channels), np.nan)
    for s in range(channels):
        rows = np.flatnonzero(table.channel == s)
        if not len(rows):
            continue
        local = real[ground.cell[rows], s]
        scale = local / local.mean()
        for t in range(channels):
            told = np.isfinite(gain[rows, t]) if t != s else np.zeros(len(rows), np.bool_)
            some = rows[told]
            share = share_of(
                gain[some, t], scale[told], block[some], _SEGMENTS * _STRIPS, _MOST
            )
            if share is None:
                continue
            confirm[s, t] = share.value
            row = np.zeros(channels + 1)
            row[s] = row[t] = row[-1] = 1.0
            equations.add(row, float(np.log(share.value * counts[s])), share)
    return equations, confirm


def _start(equations: _Equations, counts: Floats) -> tuple[Floats, float]:
    """A first guess: pairs tell p √Λ; Λ is put between what p ≤ 1 and e ≤ 1 allow."""
    channels = len(counts)
    weight = 1.0 / np.array(equations.sigmas)
    matrix = np.array(equations.rows)[:, :channels]
    known = (matrix > 0.0).any(axis=0)
    found = np.linalg.lstsq(
        matrix * weight[:, None], np.array(equations.values) * weight, rcond=None
    )[0]
    root = np.where(known, found, np.nan)
    least = 2.0 * np.nanmax(root)
    greatest = 2.0 * np.nanmin(np.log(np.maximum(counts, 1.0)) - root)
    events = 0.5 * (least + max(greatest, least)) + 0.1
    return root - 0.5 * events, float(events)


def _rates(
    log_p: Floats, log_events: float, counts: Floats, ground: Ground, density: Floats
) -> Rates:
    """The parameters without intervals, as ``apply`` takes them."""
    p = np.minimum(np.exp(log_p), _MOST)
    false = _false(log_p, log_events, counts, ground)
    none = np.zeros(len(p))
    return Rates(
        np.repeat(p[:, None], 3, axis=1), np.repeat(false[:, None], 3, axis=1), density, none
    )


def _false(log_p: Floats, log_events: float, counts: Floats, ground: Ground) -> Floats:
    """False alarms per km² and second: what happenings do not explain, at least 1 %."""
    real = np.exp(log_p + log_events)
    wrong = np.maximum(counts - real, 0.01 * np.maximum(counts, 1.0))
    return np.asarray(wrong / ground.volume.sum(axis=0))


def _density(
    ground: Ground, channel: Numbers, log_p: Floats, log_events: float, counts: Floats
) -> Floats:
    """λ by cell: EM of the smoothed counts, given p and κ."""
    cells, channels = ground.volume.shape
    known = np.isfinite(log_p)
    number = np.bincount(ground.cell * channels + channel, minlength=cells * channels)
    seen = ground.smooth(number.reshape(cells, channels).astype(np.float64))[:, known]
    looked = ground.smooth(ground.volume)[:, known]
    p = np.exp(log_p[known])
    false = _false(log_p, log_events, counts, ground)[known]
    exposure = np.maximum((looked * p).sum(axis=1), 1e-300)
    mean = float(np.exp(log_events)) / max(float(ground.volume.mean(axis=1).sum()), 1e-300)
    rate = np.full(cells, mean)
    for _ in range(_DENSITY_ROUNDS):
        real = rate[:, None] * p
        rate = (seen * (real / (real + false))).sum(axis=1) / exposure
    return np.asarray(np.maximum(rate, 1e-3 * mean))


def _expected(
    density: Floats, log_p: Floats, log_events: float, counts: Floats, ground: Ground
) -> Floats:
    """Detections per km² and second (cells, channels), κ + p λ; NaN where p is not told."""
    false = _false(log_p, log_events, counts, ground)
    return np.asarray(density[:, None] * np.exp(log_p) + false)


def _real(
    density: Floats, log_p: Floats, log_events: float, counts: Floats, ground: Ground
) -> Floats:
    """The share of real ones (cells, channels)."""
    real = density[:, None] * np.exp(np.nan_to_num(log_p, nan=-2.0))
    false = np.nan_to_num(_false(log_p, log_events, counts, ground), nan=1.0)
    return real / (real + false)
