"""The oracle of partitions against cases with another answer in closed form."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.oracle.partition import (
    Posterior,
    Scene,
    Sight,
    Timing,
    partitions,
    space_integral,
    time_integral,
)


def sight(number: int, seed: int) -> Sight:
    generator = np.random.default_rng((seed, number))
    ee, nn = generator.uniform(0.3, 3.0, 2)
    return Sight(
        place=(float(generator.normal()), float(generator.normal())),
        spread=(float(ee), float(0.3 * math.sqrt(ee * nn)), float(nn)),
        times=(
            (1.0, Timing(float(generator.normal(0, 30)), float(generator.uniform(50, 900)))),
        ),
        false=float(10 ** generator.uniform(-6, -4)),
        seen=(float(generator.uniform(0.1, 0.6)), float(generator.uniform(0.1, 0.6))),
        channel=number,
        marks=frozenset({number}),
    )


def scene(size: int, seed: int = 0) -> Scene:
    sights = tuple(sight(number, seed) for number in range(size))
    return Scene(sights, (2e-5, 1e-6), tuple(one.seen for one in sights))


def test_partitions_are_as_many_as_bell_says() -> None:
    assert [len(list(partitions(range(n)))) for n in range(9)] == [
        1, 1, 2, 5, 15, 52, 203, 877, 4140,
    ]  # fmt: skip


@pytest.mark.parametrize("size", [2, 3])
def test_the_plane_is_that_of_a_fine_grid(size: int) -> None:
    sights = scene(size, 5).sights
    axis = np.linspace(-14.0, 14.0, 1_401)
    east, north = np.meshgrid(axis, axis)
    product = np.ones_like(east)
    for one in sights:
        matrix = np.array([[one.spread[0], one.spread[1]], [one.spread[1], one.spread[2]]])
        inverse, dx, dy = np.linalg.inv(matrix), east - one.place[0], north - one.place[1]
        square = inverse[0, 0] * dx**2 + 2 * inverse[0, 1] * dx * dy + inverse[1, 1] * dy**2
        product *= np.exp(-square / 2) / (2 * np.pi * np.sqrt(np.linalg.det(matrix)))
    step = axis[1] - axis[0]
    assert space_integral(sights) == pytest.approx(product.sum() * step**2, rel=1e-10)


def test_times_have_their_closed_forms() -> None:
    one, other = Timing(5.0, 4.0), Timing(8.0, 9.0)
    normal = math.exp(-9.0 / 26.0) / math.sqrt(2 * math.pi * 13.0)
    assert time_integral((((1.0, one),), ((1.0, other),))) == pytest.approx(normal, rel=1e-12)
    window = Timing(low=4.0, high=20.0)
    held = 0.5 * (math.erf(15 / math.sqrt(8)) - math.erf(-1 / math.sqrt(8))) / 16.0
    assert time_integral((((1.0, one),), ((1.0, window),))) == pytest.approx(held, rel=1e-12)
    tail = Timing(low=-math.inf, high=10.0, growth=0.5)  # exponential before 10
    meet = time_integral((((1.0, tail),), ((1.0, Timing(low=6.0, high=8.0)),)))
    assert meet == pytest.approx((math.exp(-1.0) - math.exp(-2.0)) / 2.0, rel=1e-12)
    apart = time_integral((((1.0, window),), ((1.0, Timing(low=30.0, high=40.0)),)))
    assert apart == 0.0
    mixed = time_integral((((0.25, one), (0.75, other)), ((1.0, window),)))
    parts = [time_integral((((1.0, part),), ((1.0, window),))) for part in (one, other)]
    assert mixed == pytest.approx(0.25 * parts[0] + 0.75 * parts[1], rel=1e-12)


@pytest.mark.parametrize("size", range(1, 7))
def test_existence_is_one_less_the_product_of_false_alarms(size: int) -> None:
    found = Posterior(scene(size, size))
    whole = math.fsum(
        math.prod(found.events[b] + found.false_weight(b) for b in blocks)
        for blocks in partitions(range(size))
    )
    none = math.prod(one.false for one in found.scene.sights)
    assert found.exists() == pytest.approx(1.0 - none / whole, rel=1e-10)
    assert math.fsum(chance for _, chance in found.weighed) == pytest.approx(1.0, rel=1e-12)
    assert found.number() >= found.exists() - 1e-12
    assert found.exists((0,)) <= found.exists() + 1e-12


def test_units_do_not_matter() -> None:
    """Kilometres to metres and seconds to minutes leave every probability as it is."""
    plain = scene(4, 9)
    scaled = Scene(
        tuple(
            replace(
                one,
                place=(1e3 * one.place[0], 1e3 * one.place[1]),
                spread=(1e6 * one.spread[0], 1e6 * one.spread[1], 1e6 * one.spread[2]),
                times=(
                    (1.0, Timing(one.times[0][1].mean / 60, one.times[0][1].variance / 3600)),
                ),
                false=one.false * 60 / 1e6,
            )
            for one in plain.sights
        ),
        (plain.rates[0] * 60 / 1e6, plain.rates[1] * 60 / 1e6),
        plain.watch,
    )
    one, other = Posterior(plain), Posterior(scaled)
    assert one.exists() == pytest.approx(other.exists(), rel=1e-11)
    assert one.best == other.best


def test_a_common_mark_keeps_detections_apart() -> None:
    pair = scene(2, 3)
    same = tuple(replace(one, marks=frozenset({1})) for one in pair.sights)
    assert Posterior(replace(pair, sights=same)).best == ((0,), (1,))
