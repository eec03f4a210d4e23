from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from scipy.stats import binom

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.calibration import read_calibration
from holdfire.exercises import generate, write_exercise
from holdfire.exercises.calibrate import Measured, calibration, entries_text, jeffreys


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Measured, ...]:
    folders = []
    for seed in (301, 302):
        folder: Path = tmp_path_factory.mktemp("set") / str(seed)
        write_exercise(generate("minsk-like", seed=seed, days=12), folder)
        folders.append(folder)
    return calibration(folders)


def one(measured: tuple[Measured, ...], source: str, kind: Phenomenon) -> Measured:
    return next(m for m in measured if m.source == source and m.phenomenon is kind)


def test_the_interval_of_a_share_holds_it_as_often_as_it_says() -> None:
    for truth in (0.1, 0.5, 0.85):
        held = sum(
            binom.pmf(part, 60, truth)
            for part in range(61)
            if jeffreys(part, 60).low <= truth <= jeffreys(part, 60).high
        )
        # Brown, Cai and DasGupta (2001): coverage of Jeffreys swings by some 3 % around 95 %
        assert held == pytest.approx(0.95, abs=0.035)


def test_a_share_is_never_certain() -> None:
    assert jeffreys(20, 20).value == pytest.approx(20.5 / 21)
    assert (jeffreys(20, 20).high, jeffreys(0, 20).low) == (1.0, 0.0)


def test_what_was_put_into_the_sensors_is_measured_again(
    measured: tuple[Measured, ...],
) -> None:
    for source, kind, p_detect in (
        ("exercise-arrays", Phenomenon.EXPLOSION, 0.55),
        ("osce", Phenomenon.LIGHT_FIRE, 0.75),
        ("exercise-uav", Phenomenon.WEAPON_PRESENT, 0.85),
    ):
        found = one(measured, source, kind).p_detect
        assert found is not None
        # four standard deviations, and twelve cameras may see one shot twice
        slack = 4 * (p_detect * (1 - p_detect) / found.whole) ** 0.5 + 0.05
        assert found.value == pytest.approx(p_detect, abs=slack)


def test_sources_with_mistakes_are_less_than_sure(measured: tuple[Measured, ...]) -> None:
    arrays = one(measured, "exercise-arrays", Phenomenon.EXPLOSION).exists
    assert 0.4 < arrays.value < 0.8
    assert one(measured, "exercise-crossing", Phenomenon.PASSAGE).exists.part == 24


def test_news_declare_no_field_of_view(measured: tuple[Measured, ...]) -> None:
    news = one(measured, "viina", Phenomenon.STRIKE)
    assert news.modality is Modality.REPORT
    assert news.p_detect is None


def test_the_entries_are_read_as_a_calibration(measured: tuple[Measured, ...]) -> None:
    text = entries_text(measured, set_name="a set", on=date(2026, 11, 24))
    whole = f"detector: sighting\nversion: 1\nentries:\n{text}"
    read = read_calibration(whole, "calibration.yaml")
    assert all(entry.measured_on == "a set" for entry in read.entries)
    assert all(entry["for"]["synthetic"] is True for entry in yaml.safe_load(whole)["entries"])
    assert len(read.entries) == sum(m.exists.whole >= 20 for m in measured)
