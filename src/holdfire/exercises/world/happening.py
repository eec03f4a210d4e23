"""One true happening of an exercise: what really occurred, whoever saw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.base.phenomenon import Phenomenon

__all__ = ["Happening", "numbered"]


@dataclass(frozen=True, slots=True)
class Happening:
    """Kilometres of the drawn world, seconds from the start of the ceasefire.

    ``side`` is whose act it was (-1 west, +1 east, 0 nobody's). ``force`` tells the use of
    force from fires, flights, presence and passage. ``rounds`` is the number of single
    explosions, shots, persons or lorries. ``attributes`` are those an ideal observer names.
    """

    id: str
    kind: Phenomenon
    x: float
    y: float
    start_s: float
    end_s: float
    side: int = 0
    rounds: int = 1
    force: bool = False
    attributes: Mapping[str, object] = field(default_factory=dict)


def numbered(drawn: list[Happening]) -> tuple[Happening, ...]:
    """The happenings with their final ids, in the order in which they were drawn."""
    return tuple(
        Happening(
            f"h{number:05d}",
            one.kind,
            one.x,
            one.y,
            float(round(one.start_s)),
            float(round(one.end_s)),
            one.side,
            one.rounds,
            one.force,
            one.attributes,
        )
        for number, one in enumerate(drawn, 1)
    )
