"""All sensors looking at the world: their files, and the log of what they could see."""

from __future__ import annotations

from holdfire.exercises.face import Face
from holdfire.exercises.sensors.airspace import (
    air_outages,
    air_sheet,
    air_shifts,
    counter_shifts,
    crossing_sheet,
)
from holdfire.exercises.sensors.array import array_sheet, array_shifts, draw_arrays
from holdfire.exercises.sensors.fixed_watch import watch_outages, watch_sheet, watch_shifts
from holdfire.exercises.sensors.observer import (
    camera_posts,
    observer_shifts,
    patrol_posts,
    word_sheet,
)
from holdfire.exercises.sensors.patrol import patrol_sightings, presence_shifts
from holdfire.exercises.sensors.reports import report_sheet
from holdfire.exercises.sensors.sheet import Sheet
from holdfire.exercises.sensors.shift import Shift, log_sheet
from holdfire.exercises.sensors.sortie import draw_sorties, sortie_shifts, sortie_sightings
from holdfire.exercises.sensors.thermal import draw_passes, thermal_sheet, thermal_shifts
from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.fire import draw_fires
from holdfire.exercises.world.world import World

__all__ = ["observe"]


def observe(
    streams: Streams, world: World, face: Face
) -> tuple[tuple[Sheet, ...], tuple[Shift, ...]]:
    """Every file of observations, the sensor log last, and the shifts that it shows."""
    sheets: list[Sheet] = []
    shifts: list[Shift] = []
    for look in (_instruments, _people, _sightings):
        more, looked = look(streams, world, face)
        sheets += more
        shifts += looked
    return (*sheets, log_sheet(shifts, face)), tuple(shifts)


def _instruments(streams: Streams, world: World, face: Face) -> tuple[list[Sheet], list[Shift]]:
    """Satellites, arrays, the air watch and the counter."""
    days, happenings = world.days, world.happenings
    passes = draw_passes(streams.of("passes"), world.weather, days)
    fires = draw_fires(streams.of("fires"), happenings)
    arrays = draw_arrays(streams.of("arrays"), world.front, days)
    outages = air_outages(streams.of("air outages"), days)
    sheets = [
        thermal_sheet(streams.of("pixels"), passes, fires, face),
        array_sheet(streams.of("origins"), arrays, happenings, days, face),
        air_sheet(streams.of("tracks"), outages, happenings, days, face),
        crossing_sheet(happenings, face),
    ]
    shifts = [
        *thermal_shifts(passes),
        *array_shifts(arrays, days),
        *air_shifts(outages, world.front, days),
        *counter_shifts(world.front, days),
    ]
    return sheets, shifts


def _people(streams: Streams, world: World, face: Face) -> tuple[list[Sheet], list[Shift]]:
    """Cameras and patrols in words; what patrols saw; the news."""
    days, happenings = world.days, world.happenings
    cameras = camera_posts(streams.of("cameras"), world.front, world.weather, days)
    patrols = patrol_posts(streams.of("patrols"), world.front, days)
    sheets = [
        word_sheet(streams.of("recorded"), cameras, happenings, face, "cameras.jsonl"),
        word_sheet(streams.of("heard"), patrols, happenings, face, "patrols.jsonl"),
        patrol_sightings(streams.of("seen"), patrols, happenings, face),
        report_sheet(streams.of("reports"), world.front, happenings, days, face),
    ]
    shifts = [*observer_shifts(cameras), *observer_shifts(patrols), *presence_shifts(patrols)]
    return sheets, shifts


def _sightings(streams: Streams, world: World, face: Face) -> tuple[list[Sheet], list[Shift]]:
    """Sorties and the fixed watches."""
    front, days, happenings = world.front, world.days, world.happenings
    sorties = draw_sorties(streams.of("sorties"), front, world.weather, days)
    outages = watch_outages(streams.of("watch outages"), days)
    sheets = [
        sortie_sightings(streams.of("from above"), sorties, happenings, face),
        watch_sheet(streams.of("watched"), outages, happenings, front, face),
    ]
    return sheets, [*sortie_shifts(sorties), *watch_shifts(outages, front, days)]
