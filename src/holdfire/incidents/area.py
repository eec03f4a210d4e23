"""The region of an incident: its own place, or what its witnesses' places have in common."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.base.place import Covariance, Place, PlaceKind, point
from holdfire.base.region import Moments, Node, ellipse_90, nodes_of
from holdfire.incidents.record import Region
from holdfire.incidents.witness import Witness

__all__ = ["region_of"]


def _region(spot: Moments, nodes: tuple[Node, ...] | None) -> Region:
    """The region of these moments; the nodes of a normal where none are given."""
    lon, lat, ee, en, nn = spot
    if nodes is None:
        nodes = nodes_of(point(lon, lat, Covariance(ee, en, nn)))
    major, minor, angle = ellipse_90((ee, en, nn))
    return Region(lon, lat, ee, en, nn, major, minor, angle, nodes or ((lon, lat, 1.0),))


def _own_nodes(places: Sequence[Place]) -> tuple[Node, ...] | None:
    """The nodes of one and the same place with an extent, as its source gave it."""
    first = places[0]
    bare = first.kind is PlaceKind.POINT and first.covariance is None
    if bare or any(one != first for one in places[1:]):
        return None
    return nodes_of(first)


def region_of(
    members: Sequence[Witness], place: tuple[float, float], spread: tuple[float, float, float]
) -> Region | None:
    """Where the cell's happening was; ``None`` when no member says.

    One witness: the nodes of the place itself. Several: a normal density with the mean
    (degrees) and covariance (km²) of all that the cell accounts for. A point without stated
    accuracy has the model's assumed one.
    """
    if len(members) == 1:
        spot = members[0].spot
        if spot is None:
            return None
        return _region(spot, _own_nodes([one.place for one in members[0].members]))
    ee, en, nn = (value * 1e6 for value in spread)
    return _region((*place, ee, en, nn), None)
