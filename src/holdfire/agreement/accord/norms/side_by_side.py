"""All readings of a contested text on the same facts, side by side.

A reading is a question of law: evidence cannot settle it, so it is in no witness and no
average. Before the competent body chooses, every reading stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.instance import Instance, Word
from holdfire.agreement.accord.norms.judging import instances
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Trace

__all__ = ["Joint", "under_every_reading", "under_reading"]


@dataclass(frozen=True, slots=True)
class Joint:
    """One instance under every reading; a reading without it has no such instance."""

    norm: str
    key: tuple[Value, ...]
    under: Mapping[str, Instance | None]

    @property
    def contested(self) -> bool:
        """Do the readings differ?"""
        return len(set(self.words.values())) > 1

    @property
    def words(self) -> Mapping[str, Word | None]:
        """The verdict under each reading."""
        return {
            name: None if one is None else one.word for name, one in sorted(self.under.items())
        }

    def said(self) -> str:
        """The joint statement: under every reading, or contested with the map."""
        words = {
            name: word.value if word else "no instance" for name, word in self.words.items()
        }
        if not self.contested:
            return f"{next(iter(words.values()))} under every reading"
        listed = "; ".join(f"{name}: {word}" for name, word in words.items())
        return f"contested ({listed})"


def under_reading(accord: Accord, name: str) -> Accord:
    """The accord as one reading reads it; raises ``KeyError`` for a name that is none."""
    for reading in accord.readings:
        if reading.name == name:
            return replace(accord, readings=(reading,))
    raise KeyError(name)


def under_every_reading(
    accord: Accord,
    norm: str,
    trace: Trace,
    at: int,
    known_at: int,
    *,
    decisions: Iterable[Decision] | None = None,
) -> tuple[Joint, ...]:
    """Every instance of a norm with its verdict under each reading, by key."""
    given = None if decisions is None else tuple(decisions)
    names = [reading.name for reading in accord.readings]
    found: dict[tuple[object, ...], dict[str, Instance]] = {}
    for name in names:
        read = under_reading(accord, name)
        for one in instances(read, norm, trace, at, known_at, decisions=given):
            found.setdefault(one.identity, {})[name] = one
    return tuple(
        Joint(
            next(iter(under.values())).norm,
            next(iter(under.values())).key,
            {name: under.get(name) for name in names},
        )
        for _, under in sorted(found.items(), key=lambda item: repr(item[0]))
    )
