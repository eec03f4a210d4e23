from __future__ import annotations

import pytest

from holdfire.base.errors import BadInput
from holdfire.observations.registry import sources
from holdfire.service.affiliation import affiliation_of, known_affiliations, seal_of


def test_a_seal_does_not_depend_on_the_answer() -> None:
    assert seal_of("firms") == seal_of("firms")
    assert seal_of("firms") != seal_of("ucdp")


def test_the_operator_is_heard_before_the_shipped_answer() -> None:
    assert affiliation_of("firms", {}) == "neutral"
    assert affiliation_of("firms", {"firms": "unknown"}) == "unknown"


def test_there_is_no_default() -> None:
    with pytest.raises(BadInput, match="HF-9011"):
        affiliation_of("my-camera", {})


def test_every_source_that_is_known_by_format_has_an_answer() -> None:
    named = {source.manifest.name for source in sources()} - {"mapped"}
    assert named <= set(known_affiliations())
