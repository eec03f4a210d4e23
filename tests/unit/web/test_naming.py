from __future__ import annotations

from holdfire.agreement.clause import ClauseKind
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.reports.likelihood import WORDS
from holdfire.verification.verdict import Verdict
from holdfire.web.naming import (
    CLAUSE_KINDS,
    LIKELIHOOD,
    MODALITIES,
    PHENOMENA,
    VERDICTS,
    named,
)


def test_every_record_word_has_a_page_word() -> None:
    assert set(PHENOMENA) == set(Phenomenon)
    assert set(MODALITIES) == set(Modality)
    assert set(VERDICTS) == set(Verdict)
    assert set(CLAUSE_KINDS) == set(ClauseKind)
    assert set(LIKELIHOOD) == set(WORDS)


def test_a_violation_is_never_named_without_alleged() -> None:
    assert VERDICTS[Verdict.VIOLATED] == "violated (alleged)"


def test_an_unforeseen_word_stands_as_it_is() -> None:
    assert named(PHENOMENA, "new kind") == "new kind"
