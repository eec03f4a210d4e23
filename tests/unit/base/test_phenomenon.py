"""The taxonomy is neutral and its groups are disjoint."""

from __future__ import annotations

from holdfire.base.phenomenon import FORCE, PRESENCE, Modality, Phenomenon


def test_heat_alarms_and_flares_alone_do_not_show_force() -> None:
    silent = {Phenomenon.THERMAL, Phenomenon.ALARM, Phenomenon.FLARE, Phenomenon.STATEMENT}
    assert not silent & FORCE


def test_being_present_is_not_using_force() -> None:
    assert not FORCE & PRESENCE
    assert set(Phenomenon) >= FORCE | PRESENCE


def test_values_are_stable_words() -> None:
    assert {kind.value for kind in Phenomenon} == {kind.name.lower() for kind in Phenomenon}
    assert {way.value for way in Modality} == {way.name.lower() for way in Modality}
