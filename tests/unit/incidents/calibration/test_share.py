"""The share of the confirmed, against what was drawn and against its spread over worlds."""

from __future__ import annotations

import numpy as np

from holdfire.incidents.calibration.share import share_of

BLOCKS = 40


def drawn(generator: np.random.Generator, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Gains of 2,000 items: a true partner in N(0, 1) among even ones, 0.2 per unit."""
    true = generator.random(2_000) < share
    place = generator.normal(size=2_000)
    chance = generator.poisson(0.2 * 20.0, 2_000)
    gain = np.full(2_000, -1.0)
    gain += true * np.exp(-0.5 * place**2) / np.sqrt(2.0 * np.pi) / 0.2
    for item, number in enumerate(chance.tolist()):
        others = generator.uniform(-10.0, 10.0, number)
        gain[item] += (np.exp(-0.5 * others**2) / np.sqrt(2.0 * np.pi) / 0.2).sum()
    return gain, np.arange(2_000) % BLOCKS


def test_value_and_error() -> None:
    generator = np.random.default_rng(5)
    found = [
        share_of(*(gain, np.ones(len(gain)), block, BLOCKS, 0.99))
        for gain, block in (drawn(generator, 0.3) for _ in range(60))
    ]
    values = np.array([one.value for one in found if one is not None])
    sigmas = np.array([one.sigma for one in found if one is not None])
    assert len(values) == 60
    assert abs(values.mean() - 0.3) < 3.0 * values.std() / np.sqrt(60)
    assert 0.75 < sigmas.mean() / values.std() < 1.33  # sd of a sd from 60: 9 %


def test_nothing_to_tell() -> None:
    nothing = np.full(10, -1.0)
    assert share_of(nothing, np.ones(10), np.arange(10), 10, 0.99) is None
    assert share_of(nothing[:0], nothing[:0], np.arange(0), 10, 0.99) is None
