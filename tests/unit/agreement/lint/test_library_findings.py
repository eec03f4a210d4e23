"""What the check says of each text of the library: golden counts by rule, and why.

A text that is quoted as it is keeps its faults; that is what the check is for. Where a count
changes, either a rule changed or the text did; say which in the same commit.

W1 words that the sources leave undefined · W2 no geometry is shipped with the texts · W4, W9 the
tables and widths of Minsk · W5 procedures that only a register shows · W6 contested or vague
words · W7 deadlines that wait for an event, and duties without any time · W8, W12 clauses that
name one party · W10 figures nobody has seen in a source · W11 no text but Donbas 2020, Energy
2025, Lebanon and the Paris profile says what follows a violation; the ladder of Korea 2018 has
no times · W13 no text states thresholds · W14 paragraphs of the armistice, the memorandum of
Idlib and Art. IV of Dayton without a clause · W15 press and private pages as sources · W16 the
armistice lets 1,000 people into a zone that forces must leave, and the memorandum of Idlib
empties a zone before the deadline for leaving it · W17 duties without a deadline or a number.
"""

from __future__ import annotations

from collections import Counter

import pytest

from holdfire.agreement.check import check
from holdfire.agreement.library import library_names, library_text, load_library

GOLDEN: dict[str, dict[str, int]] = {
    "algiers-2000": {"W1": 1, "W2": 1, "W7": 1, "W8": 2, "W9": 1, "W11": 1, "W13": 1},
    "dayton-1a-1995": {"W1": 2, "W2": 5, "W9": 1, "W11": 1, "W13": 1, "W14": 1},
    "donbas-2020": {"W1": 1, "W2": 4, "W5": 5, "W6": 3, "W7": 4, "W13": 1},
    "energy-moratorium-2025": {"W13": 1, "W15": 1},
    "gaza-2025": {"W2": 1, "W8": 1, "W11": 1, "W13": 1, "W15": 1},
    "golan-1974": {"W1": 6, "W2": 10, "W5": 1, "W8": 1, "W10": 2, "W11": 1, "W13": 1, "W15": 1},
    "idlib-2018-2020": {
        "W1": 2,
        "W2": 7,
        "W5": 1,
        "W6": 1,
        "W7": 1,
        "W11": 1,
        "W13": 1,
        "W14": 1,
        "W15": 1,
        "W16": 1,
        "W17": 1,
    },
    "korea-armistice-1953": {
        "W2": 5,
        "W6": 1,
        "W10": 3,
        "W11": 1,
        "W13": 1,
        "W14": 1,
        "W15": 1,
        "W16": 1,
    },
    "korea-cma-2018": {
        "W1": 1,
        "W2": 9,
        "W5": 2,
        "W7": 1,
        "W9": 1,
        "W11": 1,
        "W13": 1,
        "W15": 1,
        "W17": 1,
    },
    "lebanon-2006-2024": {
        "W2": 4,
        "W5": 2,
        "W6": 1,
        "W7": 1,
        "W8": 1,
        "W12": 3,
        "W13": 1,
        "W15": 2,
    },
    "minsk-addendum-2015": {"W2": 2, "W7": 2, "W11": 1, "W13": 1, "W15": 1},
    "minsk-memo-2014": {
        "W1": 2,
        "W2": 6,
        "W4": 2,
        "W5": 1,
        "W7": 2,
        "W9": 1,
        "W10": 1,
        "W11": 1,
        "W13": 1,
        "W15": 1,
        "W17": 1,
    },
    "minsk-package-2015": {"W2": 6, "W5": 1, "W9": 3, "W11": 1, "W13": 1, "W15": 2},
    "moscow-1994": {"W2": 9, "W7": 1, "W10": 1, "W11": 1, "W13": 1},
    "no-ceasefire-2022": {},
    "sinai-1979": {"W1": 3, "W2": 5, "W5": 2, "W10": 2, "W11": 1, "W13": 1, "W15": 1},
    "ukraine-paris-2026": {"W5": 5, "W7": 4, "W13": 1, "W15": 3},
}


@pytest.mark.parametrize("name", library_names())
def test_the_library_keeps_its_known_findings(name: str) -> None:
    found = check(load_library(name), library_text(name)).problems
    assert Counter(problem.rule for problem in found) == GOLDEN[name]


def test_the_two_clashes_of_the_library_are_these() -> None:
    clashes = {
        (name, problem.clause)
        for name in library_names()
        for problem in check(load_library(name)).problems
        if problem.rule == "W16"
    }
    assert clashes == {("idlib-2018-2020", "M6"), ("korea-armistice-1953", "10")}


def test_the_duties_that_bind_nobody_are_these() -> None:
    vacuous = {
        (name, problem.clause)
        for name in library_names()
        for problem in check(load_library(name)).problems
        if problem.rule == "W17"
    }
    assert vacuous == {
        ("idlib-2018-2020", "M8"),  # transit without a number
        ("korea-cma-2018", "gp"),  # guard posts without a day
        ("minsk-memo-2014", "9"),  # foreign formations leave, no day is given
    }
