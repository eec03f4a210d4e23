"""Which minimum distance an object must keep: the table first, then the general rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfire.agreement.terms import MinDistance
from holdfire.agreement.weapon import matches
from holdfire.base.quantity import Quantity, Unit, within
from holdfire.base.truth import Truth, any_of

__all__ = ["Required", "required_distance"]


@dataclass(frozen=True, slots=True)
class Required:
    """Is the object bound at all, and by which distance (km)?

    ``distance`` spans every distance still possible, so that a comparison with it is
    unknown where the doubt about the object matters; ``None`` when it is surely not bound.
    """

    bound: Truth
    distance: Quantity | None


def required_distance(
    terms: MinDistance, attributes: Iterable[tuple[str, tuple[object, ...]]]
) -> Required:
    """The distance for an object with these possible attribute values.

    A row of the table that surely names the object settles it, higher or lower than the
    general distance, and whether or not ``objects`` reaches it. Where a row only may name
    it, both the row and the general rule stay possible.
    """
    known = tuple(attributes)
    rows = {name: matches(known, terms.table_objects[name]) for name in terms.table}
    sure = [terms.table[name] for name, truth in rows.items() if truth is Truth.TRUE]
    if sure:
        return Required(Truth.TRUE, _span(sure))
    possible = [terms.table[name] for name, truth in rows.items() if truth is Truth.UNKNOWN]
    general = Truth.FALSE
    if terms.distance is not None:
        general = matches(known, terms.objects)
        if general is not Truth.FALSE:
            possible.append(terms.distance)
    bound = any_of([general, *rows.values()])
    return Required(bound, _span(possible) if possible else None)


def _span(distances: list[Quantity]) -> Quantity:
    """From the smallest to the largest."""
    return within(
        min(distance.low for distance in distances),
        max(distance.high for distance in distances),
        Unit.KILOMETRE,
    )
