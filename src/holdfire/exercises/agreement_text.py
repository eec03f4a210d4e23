"""The agreement of an exercise in the format of the agreement file, and its geometry."""

from __future__ import annotations

import json
import math

import numpy as np

from holdfire.exercises.face import PARTIES, Face
from holdfire.exercises.world.calendar import START, ZONE, iso
from holdfire.exercises.world.front import Floats, Front, Spot
from holdfire.exercises.world.traffic import LORRIES_A_DAY, NO_FLY_KM
from holdfire.exercises.world.world import World

__all__ = ["DISTANCE_KM", "agreement_text", "gazetteer_text", "geometry_text"]

_SIDES = {"A": "Western side", "B": "Eastern side"}
DISTANCE_KM = 15
"""Heavy weapons stand at least so far behind the line after the deadline."""

_HEAD = """\
format: holdfire-agreement/1
id: {name}
title: Exercise {name}, seed {seed}, {days} days (synthetic)
kind: ceasefire
hypothetical: yes
time_zone: {zone}
parties:
  - {{id: {first}, name: {first_name}}}
  - {{id: {second}, name: {second_name}}}
anchors:
  in_force: {start}
starts: in_force
ends: in_force + {days} d
lines:
  contact_line:
    description: the actual line of contact
    as_of: 2024-05-05
    sides: {{left: A, right: B}}
  earlier_line:
    description: the line of an earlier date
    as_of: 2023-09-19
    sides: {{left: A, right: B}}
zones:
  town: the settlement on the line that stays free of tanks
  crossing: the crossing point for lorries with aid
sites:
  waterworks: the water works on the line with their substation
sources:
  T: the text of the exercise, written by the generator
geometry_files: [geometry.geojson]
note: Everything here is invented. The place is open sea; nobody has agreed to anything.
clauses:
"""
_FOR_ALL = """\
  - id: "1"
    ref: Art. 1
    kind: cessation
    acts: [any_weapon]
    source: T
    evidence: seen
    summary: Both sides stop using weapons.
"""
_FOR_ONE = """\
  - id: "2{party}"
    ref: Art. 2
    kind: stand_fast
    actors: [{party}]
    line: contact_line
    source: T
    evidence: seen
    summary: The forces of each side stay on its own side of the line of contact.
  - id: "4{party}"
    ref: Art. 4
    kind: withdraw_by
    actors: [{party}]
    objects: {{kind: [artillery, mortar, mlrs], calibre: ">= 100 mm"}}
    area: {{band: "0..{km} km", from: contact_line, side: {party}}}
    deadline: in_force + {deadline} d
    standard: {{min_origins: 1}}
    source: T
    evidence: seen
    summary: Heavy weapons leave the {km} km on each side of the line of contact in time.
  - id: "5{party}"
    ref: Art. 5
    kind: min_distance
    actors: [{party}]
    starts: in_force + {deadline} d
    objects: {{kind: [artillery, mortar, mlrs], calibre: ">= 100 mm"}}
    line_by_party: {{{lines}}}
    distance: {km} km
    standard: {{min_origins: 1}}
    source: T
    evidence: seen
    summary: After that they stand at least {km} km behind each side's own line.
"""
_REST = """\
  - id: "3"
    ref: Art. 3
    kind: exclusion
    objects: {{kind: tank}}
    area: [town]
    standard: {{min_origins: 1}}
    source: T
    evidence: seen
    summary: No tanks in the settlement on the line.
  - id: "6"
    ref: Art. 6
    kind: no_fly
    objects: [any_aircraft]
    area: {{within: {fly:g} km, of: contact_line}}
    standard: {{min_origins: 1}}
    source: T
    evidence: seen
    summary: Nothing flies near the line of contact.
  - id: "7"
    ref: Art. 7
    kind: protected_object
    objects: [power_transmission]
    standard: {{min_origins: 1}}
    source: T
    evidence: seen
    summary: The substation of the water works is not struck.
  - id: "8"
    ref: Art. 8
    kind: flow
    objects: [aid_truck]
    minimum: {lorries}
    per: day
    places: [crossing]
    standard: {{min_origins: 1}}
    source: T
    evidence: seen
    summary: At least {lorries} lorries with aid pass each day.
"""


def agreement_text(name: str, seed: int, world: World, face: Face) -> str:
    """The whole file. In the mirror the sides change places, and with them their clauses."""
    first, second = face.party(-1), face.party(1)
    head = _HEAD.format(
        name=name,
        seed=seed,
        days=world.days,
        zone=ZONE,
        start=iso(START)[:-4],
        first=first,
        first_name=_SIDES[first],
        second=second,
        second_name=_SIDES[second],
    )
    earlier = face.party(world.front.earlier_side)
    lines = ", ".join(
        f"{party}: {'earlier' if party == earlier else 'contact'}_line"
        for party in (first, second)
    )
    deadline = world.plan.deadline_day
    for_each = [
        _FOR_ONE.format(party=party, lines=lines, km=DISTANCE_KM, deadline=deadline)
        for party in (first, second)
    ]
    rest = _REST.format(fly=NO_FLY_KM, lorries=LORRIES_A_DAY)
    return "".join([head, _FOR_ALL, *for_each, rest])


def geometry_text(front: Front, face: Face) -> str:
    """The lines and zones as GeoJSON, each with the name it has in the agreement."""
    sides = {"left": PARTIES[0], "right": PARTIES[1]}
    features = [
        _line("contact_line", front.contact_x, front.y_km, face, sides),
        _line("earlier_line", front.earlier_x, front.y_km, face, sides),
        _disc("town", "zone", front.town, face),
        _disc("crossing", "zone", front.crossing, face),
        _disc("waterworks", "site", front.waterworks, face),
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n"


def gazetteer_text(front: Front, face: Face) -> str:
    """The settlements as a list of places that a gazetteer takes in."""
    rows = ["name,lon,lat,radius_m"]
    for spot in (*front.settlements, front.town, front.waterworks, front.crossing):
        lon, lat = face.lon_lat(spot.x, spot.y, 6)
        rows.append(f"{spot.name},{lon},{lat},{spot.radius_m:.0f}")
    return "\n".join(rows) + "\n"


def _line(
    name: str, x_km: Floats, y_km: Floats, face: Face, sides: dict[str, str]
) -> dict[str, object]:
    """A line from south to north; west stays at its left hand in the mirror too."""
    shown = [list(face.degrees(float(x), float(y))) for x, y in zip(x_km, y_km, strict=True)]
    return {
        "type": "Feature",
        "properties": {"name": name, "kind": "line", "source": "exercise", "sides": sides},
        "geometry": {"type": "LineString", "coordinates": shown},
    }


def _disc(name: str, kind: str, spot: Spot, face: Face) -> dict[str, object]:
    """A place as a polygon of 48 corners."""
    radius = spot.radius_m / 1000.0
    corners = [
        list(face.degrees(spot.x + radius * math.sin(a), spot.y + radius * math.cos(a)))
        for a in np.linspace(0.0, -2.0 * np.pi, 49)[:-1]
    ]
    return {
        "type": "Feature",
        "properties": {"name": name, "kind": kind, "source": "exercise", "label": spot.name},
        "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]},
    }
