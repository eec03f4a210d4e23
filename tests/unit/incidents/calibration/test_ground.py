"""The ground: cells, edges, and rates of even and uneven crowds."""

from __future__ import annotations

import numpy as np

from holdfire.incidents.calibration.ground import local_rates, square_ground

BOX = np.array([0.0, 0.0]), np.array([40.0, 20.0])


def test_cells_and_edges() -> None:
    place = np.array([[1.0, 1.0], [39.0, 19.0], [-5.0, 50.0]])
    ground = square_ground(place, (0.0, 10.0), BOX, 2, (10.0, 5.0))
    assert ground.cell.tolist() == [0, 7, 1]
    assert ground.volume.shape == (8, 2)
    assert np.allclose(ground.volume, 1_000.0)


def test_the_mean_inverse_rate_is_true_for_a_poisson_crowd() -> None:
    generator = np.random.default_rng(3)
    ratios = []
    for _ in range(40):
        count = generator.poisson(4_000)
        place, time = generator.uniform(0.0, 1.0, (count, 2)) * BOX[1], generator.random(count)
        ground = square_ground(place, (0.0, 1.0), BOX, 1, (2.0, 2.0))
        zero = np.zeros(count, np.int64)
        rates = local_rates(ground, zero, time)
        ratios.append(float((np.exp(-rates.log_at(ground.cell, time, zero)) * 5.0).mean()))
    # Every run has about 400 independent patches; edges are within the kernel's norm.
    assert abs(np.mean(ratios) - 1.0) < 0.01


def test_few_detections_follow_what_is_expected() -> None:
    place = np.array([[1.0, 1.0], [39.0, 19.0]])
    ground = square_ground(place, (0.0, 1.0), BOX, 1, (10.0, 1.0))
    expected = np.linspace(1.0, 8.0, 8)[:, None]
    zero = np.zeros(2, np.int64)
    rates = local_rates(ground, zero, np.array([0.5, 0.5]), expected)
    assert np.all(np.diff(rates.rate[1:7, 0]) > 0.0)
