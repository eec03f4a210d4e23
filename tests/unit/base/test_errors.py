"""Errors tell the person what to do, and the shell how it ended."""

from __future__ import annotations

import pytest

from holdfire.base import errors
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, BadQuantity, HoldfireError

ENDINGS = {
    "BadInput": 3,
    "BadInstant": 3,
    "BadQuantity": 3,
    "HoldfireError": 70,
    "IntegrityFailure": 5,
    "MalformedAgreement": 3,
    "MalformedObservation": 3,
    "MissingPart": 3,
    "NotPermitted": 6,
    "SourceUnavailable": 4,
    "Stale": 3,
}


@pytest.mark.parametrize("name", errors.__all__)
def test_each_kind_ends_the_program_in_its_own_way(name: str) -> None:
    kind: type[HoldfireError] = getattr(errors, name)
    assert kind.exit_code == ENDINGS[name]
    assert issubclass(kind, HoldfireError)


def test_an_error_takes_its_sentences_from_its_code() -> None:
    error = BadQuantity(Code.QUANTITY_NOT_FINITE, "the range is not a number")
    assert error.why == Code.QUANTITY_NOT_FINITE.why
    assert error.lines() == (
        "HF-1001 the range is not a number",
        f"why it matters: {Code.QUANTITY_NOT_FINITE.why}",
        f"next: {Code.QUANTITY_NOT_FINITE.next_step}",
    )


def test_own_sentences_replace_those_of_the_code() -> None:
    error = BadInput(
        Code.GEOMETRY_INVALID, "ring 2 crosses itself", where="zones.geojson:3", why="A.",
        next_step="B.",
    )  # fmt: skip
    assert error.fields() == {
        "code": "HF-1007",
        "what": "ring 2 crosses itself",
        "where": "zones.geojson:3",
        "why": "A.",
        "next_step": "B.",
    }
    assert error.lines()[1] == "where: zones.geojson:3"
    assert str(error) == "HF-1007 ring 2 crosses itself"
