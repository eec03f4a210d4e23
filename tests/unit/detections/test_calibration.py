import pytest

from holdfire.base.errors import BadInput, BadQuantity
from holdfire.detections.calibration import Traits, read_calibration, shipped_calibration

TEXT = """
detector: thermal
version: 1
entries:
  - for: {modality: thermal}
    exists: {value: 0.9, low: 0.7, high: 0.95}
    p_detect: null
    date: 2026-11-24
    reason: assumed
  - for: {source: firms, synthetic: true}
    exists: {value: 0.8, low: 0.75, high: 0.85}
    p_detect: {low: 0.3, high: 0.5}
    measured_on: exercise minsk-like, seeds 1-20
    date: 2026-11-24
    reason: counted against the truth
  - for: {modality: thermal, flag: confidence.low}
    exists: {value: 0.6, low: 0.3, high: 0.9}
    date: 2026-11-24
    reason: assumed
"""


def traits(source: str, *, synthetic: bool, flags: tuple[str, ...] = ()) -> Traits:
    return Traits(source, "thermal", "thermal", synthetic, frozenset(flags))


def test_the_entry_that_names_most_of_a_row_wins() -> None:
    calibration = read_calibration(TEXT, "x.yaml")
    real = calibration.find(traits("firms", synthetic=False))
    exercise = calibration.find(traits("firms", synthetic=True))
    doubtful = calibration.find(traits("firms", synthetic=False, flags=("confidence.low",)))
    assert real is not None
    assert exercise is not None
    assert doubtful is not None
    assert (real.exists.value, real.exists.calibrated) == (0.9, False)
    assert (exercise.exists.value, exercise.exists.calibrated) == (0.8, True)
    assert exercise.p_detect == (0.3, 0.5)
    assert doubtful.exists.value == 0.6


def test_source_counts_before_flag_when_both_name_as_much() -> None:
    calibration = read_calibration(TEXT, "x.yaml")
    found = calibration.find(traits("firms", synthetic=True, flags=("confidence.low",)))
    assert found is not None
    assert found.measured_on is not None


def test_a_row_that_no_entry_is_for_has_none() -> None:
    calibration = read_calibration(TEXT, "x.yaml")
    assert calibration.find(Traits("ucdp", "curated", "clash", synthetic=False)) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("synthetic: true}", "modality: thermal}", "synthetic"),
        ("source: firms", "origin: firms", "origin"),
        ("date: 2026-11-24", "date: soon", "date"),
        ("reason: assumed", "reason: ''", "reason"),
        ("value: 0.9,", "value: high,", "value"),
        ("version: 1", "version: one", "version"),
        ("entries:", "entries: []\nrest:", "entries"),
        ("{modality: thermal}", "[modality]", "for"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_field(
    old: str, new: str, said: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read_calibration(TEXT.replace(old, new, 1), "x.yaml")
    assert caught.value.code == "HF-4501"
    assert said in caught.value.what
    assert caught.value.where == "x.yaml"


def test_text_that_is_not_yaml_is_refused() -> None:
    with pytest.raises(BadInput, match="HF-4501"):
        read_calibration("a: [", "x.yaml")


def test_numbers_that_are_no_probability_are_refused() -> None:
    with pytest.raises(BadQuantity):
        read_calibration(TEXT.replace("high: 0.95", "high: 0.5"), "x.yaml")


@pytest.mark.parametrize("name", ["thermal", "sighting", "passthrough"])
def test_shipped_entries_state_their_basis(name: str) -> None:
    calibration = shipped_calibration(name)
    assert calibration.detector == name
    for entry in calibration.entries:
        assert entry.reason
        if entry.measured_on is None:
            assert entry.p_detect is None, "a probability to detect needs a measurement"
            assert entry.reason.startswith("Assumed"), "an assumption calls itself one"
