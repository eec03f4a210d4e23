from __future__ import annotations

import pytest

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.plain.catalogue import LANGUAGES, catalogue
from holdfire.agreement.accord.plain.grammar import Heard, Said
from holdfire.agreement.accord.plain.measures import CONSTANT, FUTURE, PAST_BOUND
from holdfire.agreement.accord.term import Constant

DAY = 86_400_000_000


@pytest.mark.parametrize(
    ("constant", "words"),
    [
        (Constant(250_000_000, "km"), "25 km"),
        (Constant(249_990_000, "km"), "24.999 km"),
        (Constant(1000, "mm"), "100 mm"),
        (Constant(805, "mm"), "80.5 mm"),
        (Constant(7 * DAY, "d"), "7 × 24 h"),
        (Constant(7 * DAY, "w"), "1 × 168 h"),
        (Constant(7 * DAY, "h"), "168 h"),
        (Constant(1, "min"), "1/60000000 min"),
        (Constant(0, "instant"), "the instant 1970-01-01 00:00:00 UTC"),
        (Constant(-1, "instant"), "the instant 1969-12-31 23:59:59.999999 UTC"),
        (Constant(2**62, "instant"), "the instant 4611686018427387904 µs"),
        (Constant(600), "600"),
        (Constant("600"), "“600”"),
        (Constant(3, "furlong"), "3 in the unit “furlong”"),
    ],
)
def test_a_value_keeps_its_unit_and_is_exact(constant: Constant, words: str) -> None:
    assert CONSTANT.write(constant, Said(catalogue("en"))) == words
    for language in LANGUAGES:
        said = Said(catalogue(language))
        text = CONSTANT.write(constant, said)
        assert text is not None
        assert (constant, len(text)) in CONSTANT.read(0, Heard(text, said))


@pytest.mark.parametrize(
    ("bound", "past", "future"),
    [
        (Bound(), "up to now", "from now on"),
        (
            Bound(0, 7 * DAY),
            "in the last 7 × 24 h (that bound included)",
            "in the next 7 × 24 h (that bound included)",
        ),
        (Bound(3_600_000_000), "1 h ago or earlier", "in 1 h or later"),
        (
            Bound(1, 90_000_000),
            "from 90 s ago to 1 µs ago (both included)",
            "from 1 µs ahead to 90 s ahead (both included)",
        ),
        (
            Bound(0, 0),
            "in the last 0 s (that bound included)",
            "in the next 0 s (that bound included)",
        ),
    ],
)
def test_a_bound_says_both_its_ends(bound: Bound, past: str, future: str) -> None:
    said = Said(catalogue("en"))
    for grammar, words in ((PAST_BOUND, past), (FUTURE, future)):
        assert grammar.write(bound, said) == words
        assert (bound, len(words)) in grammar.read(0, Heard(words, said))


def test_a_length_finer_than_its_base_unit_is_not_read() -> None:
    said = Said(catalogue("en"))
    assert not [
        value for value, end in CONSTANT.read(0, Heard("0.00000001 km", said)) if end > 10
    ]
