"""Attaching shapes to the names of a text, and finding the one that holds at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.agreement.words import nearest
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.instant import EPOCH

__all__ = ["attach", "geometry_of", "shape_at"]


def attach(agreement: Agreement, shapes: Iterable[Shape]) -> Agreement:
    """The agreement with these shapes beside those it has; its version stays.

    Raises ``BadInput`` for a shape that the text does not name, for a line given as an
    area or the other way round, and for sides that are no parties.
    """
    given = tuple(shapes)
    for shape in given:
        _check_name(agreement, shape)
        _check_sides(agreement, shape)
    sides: dict[str, Mapping[str, str]] = dict(agreement.sides)
    for shape in given:
        if shape.sides:
            sides[shape.name] = {party: side for side, party in sorted(shape.sides.items())}
    kept = (*agreement.shapes, *(shape for shape in given if shape not in agreement.shapes))
    return replace(agreement, shapes=kept, sides=sides)


def _check_name(agreement: Agreement, shape: Shape) -> None:
    """The text names it, as the kind of thing it is."""
    areas = {**agreement.zones, **agreement.sites}
    known = {*agreement.lines, *areas}
    if shape.name not in known:
        meant = nearest(shape.name, known)
        raise BadInput(
            Code.SHAPE_NOT_IN_TEXT,
            f"{agreement.id} names no line, zone or site {shape.name!r}",
            where=shape.source or shape.name,
            next_step=(
                f"Did you mean {meant}?"
                if meant
                else f"Give it as NAME=FILE; names: {', '.join(sorted(known)) or 'none'}."
            ),
        )
    if (shape.kind is ShapeKind.LINE) != (shape.name in agreement.lines):
        what = "a line" if shape.name in agreement.lines else "an area"
        raise BadInput(
            Code.SHAPE_NOT_IN_TEXT,
            f"{shape.name!r} is {what} in the text, but the shape is a {shape.kind}",
            where=shape.source or shape.name,
            next_step="Give the shape that the text means.",
        )


def _check_sides(agreement: Agreement, shape: Shape) -> None:
    """The sides of a line are parties of the text."""
    parties = [party.id for party in agreement.parties]
    for party in shape.sides.values():
        if party not in parties:
            raise BadInput(
                Code.SHAPE_NOT_IN_TEXT,
                f"the sides of {shape.name!r} name {party!r}, who is no party of the text",
                where=shape.source or shape.name,
                next_step=f"Parties: {', '.join(parties)}.",
            )


def shape_at(agreement: Agreement, name: str, at: datetime) -> Shape | None:
    """The shape of a name that holds at an instant (UTC), or ``None``.

    Of several, the one valid from the latest day; a shape without dates holds when no dated
    one does. Zones valid from the same instant are united.
    """
    valid = [
        shape
        for shape in agreement.shapes
        if shape.name == name
        and (shape.valid_from is None or shape.valid_from <= at)
        and (shape.valid_to is None or at < shape.valid_to)
    ]
    if not valid:
        return None
    newest = max(valid, key=_begin)
    same = [shape for shape in valid if shape.valid_from == newest.valid_from]
    if len(same) == 1 or newest.kind is ShapeKind.LINE:
        return newest
    united = shapely.union_all(shapely.from_wkb([shape.wkb for shape in same]))
    return replace(newest, wkb=shapely.to_wkb(united))


def _begin(shape: Shape) -> tuple[bool, datetime]:
    """Dated shapes after undated ones, then by their first instant."""
    return shape.valid_from is not None, shape.valid_from or EPOCH


def geometry_of(shape: Shape) -> BaseGeometry:
    """The geometry in degrees (longitude, latitude), WGS 84."""
    return shapely.from_wkb(shape.wkb)
