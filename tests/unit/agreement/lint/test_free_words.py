from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.free_words import sentences_of, things_of, who_of


@pytest.mark.parametrize(
    ("keys", "who", "things", "sentences"),
    [
        ("kind: access\nbody: OSCE", ["OSCE"], [], []),
        ("kind: permitted_only\npermitted: [A, B]\narea: town", ["A", "B"], [], []),
        ("kind: storage\nobjects: tank\nsites: [depot]\nmonitored_by: M", ["M"], [], []),
        ("kind: flow\nobjects: [lorries]", [], ["lorries"], []),
        ("kind: no_crossing\nline: front\nunless: leave", [], [], ["leave"]),
        (
            "kind: procedural\nbody: M\nact: warn\ntrigger: fire\nsteps: {land: [first, last]}",
            ["M"],
            [],
            ["warn", "fire", "first", "last"],
        ),
        ("kind: cessation\nexcept: [return fire]", [], [], ["return fire"]),
    ],
)
def test_the_words_that_no_vocabulary_checks(
    clause: Callable[[str], Clause],
    keys: str,
    who: list[str],
    things: list[str],
    sentences: list[str],
) -> None:
    found = clause(keys)
    assert list(who_of(found)) == who
    assert list(things_of(found)) == things
    assert list(sentences_of(found)) == sentences
