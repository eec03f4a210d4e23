from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from holdfire.agreement.agreement import Agreement, Amendment, Party, Reading

DAY = datetime(2031, 5, 1, tzinfo=UTC)


def test_an_agreement_cannot_be_changed() -> None:
    agreement = Agreement("a", "t", "truce", (Party("X", "Xland"),), (Reading("r", "t", ()),))
    with pytest.raises(FrozenInstanceError):
        agreement.title = "other"  # type: ignore[misc]


def test_an_amendment_is_retroactive_only_if_adopted_after_its_effect() -> None:
    later = DAY.replace(month=6)
    assert not Amendment("m", DAY, "t", "T").retroactive
    assert not Amendment("m", DAY, "t", "T", adopted=DAY).retroactive
    assert Amendment("m", DAY, "t", "T", adopted=later).retroactive
