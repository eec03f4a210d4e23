"""An accord: a set of norms under each reading, and all that their words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.agreement.accord.norms.norm import Body, Fact, Norm

__all__ = ["AS_WRITTEN", "Accord", "Anchor", "Place", "Reading"]

AS_WRITTEN = "text"
"""The name of the only reading of an accord that declares none."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named instant, or an event that will fix it (``instant`` is ``None`` until then)."""

    name: str
    event: str = ""
    instant: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A line, zone, corridor or site by name, with the day and the source of its geometry."""

    name: str
    kind: str
    described: str = ""
    as_of: str = ""
    source: str = ""
    geometry: str = ""
    sides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the contested places: a question of law, never settled by evidence."""

    name: str
    norms: tuple[Norm, ...]
    title: str = ""
    asserted_by: str = ""


@dataclass(frozen=True, slots=True)
class Accord:
    """The norms of one text in one version. ``version`` is the hash of what it says.

    ``norms`` are those of the first reading, generated ones included. ``amends`` is the
    version of the parent text; ``valid_from`` and ``valid_to`` bound its effect, closed at
    the start and open at the end; ``adopted`` is when it was accepted. All instants are
    microseconds since 1970-01-01T00:00Z, ``None`` is open. ``extends`` names norms whose
    pending deadlines move with this version.
    """

    name: str
    readings: tuple[Reading, ...]
    parties: tuple[str, ...] = ()
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    amends: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    adopted: int | None = None
    extends: tuple[str, ...] = ()
    version: str = ""
    origin: str = field(default="", compare=False)

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms of the first reading."""
        return self.readings[0].norms

    @property
    def retroactive(self) -> bool:
        """Does it take effect before it was adopted?"""
        return (
            self.adopted is not None
            and self.valid_from is not None
            and self.valid_from < self.adopted
        )

    def norm(self, name: str, reading: str = "") -> Norm:
        """The norm of a name under a reading; the first reading when none is given.

        Raises ``KeyError`` when there is none.
        """
        for given in self.readings:
            if reading in {"", given.name}:
                for norm in given.norms:
                    if norm.name == name:
                        return norm
                break
        raise KeyError(name)
