from __future__ import annotations

import pytest

from holdfire.reports.likelihood import confidence_word, likelihood_word


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, None),
        (0.0099, None),
        (0.01, "almost no chance"),
        (0.0499, "almost no chance"),
        (0.05, "very unlikely"),
        (0.1999, "very unlikely"),
        (0.20, "unlikely"),
        (0.4499, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5499, "roughly even chance"),
        (0.55, "likely"),
        (0.7999, "likely"),
        (0.80, "very likely"),
        (0.9499, "very likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.9901, None),
        (1.0, None),
    ],
)
def test_the_edges_of_icd_203_are_half_open(probability: float, word: str | None) -> None:
    assert likelihood_word(probability) == word


@pytest.mark.parametrize(
    ("origins", "modalities", "calibrated", "word"),
    [
        (2, 2, True, "high"),
        (2, 2, False, "moderate"),
        (2, 1, True, "moderate"),
        (1, 1, True, "low"),
        (1, 2, True, "low"),
    ],
)
def test_confidence_comes_from_the_basis_alone(
    origins: int, modalities: int, *, calibrated: bool, word: str
) -> None:
    assert confidence_word(origins, modalities, calibrated=calibrated) == word
