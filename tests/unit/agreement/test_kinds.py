from __future__ import annotations

import re
from pathlib import Path

import pytest

from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.clause_text import COMMON_KEYS
from holdfire.agreement.header import HEADER_KEYS
from holdfire.agreement.kinds import KINDS_READ
from holdfire.agreement.weapon import KINDS
from holdfire.agreement.words import (
    ACTS,
    AGREEMENT_KINDS,
    CATEGORIES,
    EXERCISES,
    FLYING,
    SIDES,
    WIDTHS,
    WINDOWS,
)

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference"


def test_every_kind_is_read() -> None:
    assert set(KINDS_READ) == set(ClauseKind)
    assert len(KINDS_READ) == 18


def test_no_kind_takes_a_key_that_every_clause_has() -> None:
    for kind, reader in KINDS_READ.items():
        assert not set(reader.keys) & set(COMMON_KEYS), kind


@pytest.mark.parametrize("kind", list(ClauseKind))
def test_the_reference_lists_exactly_the_keys_of_a_kind(kind: ClauseKind) -> None:
    page = (DOCS / "clause-kinds.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{kind.value}` |"))
    assert set(re.findall(r"`(\w+)`", row.split("|")[3])) == set(KINDS_READ[kind].keys)


def test_the_reference_names_every_key_and_word() -> None:
    pages = " ".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    vocabulary = (ACTS, AGREEMENT_KINDS, CATEGORIES, EXERCISES, FLYING, KINDS, SIDES, WINDOWS)
    words = {word for words in vocabulary for word in words}
    for word in {*HEADER_KEYS, *COMMON_KEYS, *WIDTHS, *words}:
        assert f"`{word}`" in pages or f"{word}:" in pages, word
