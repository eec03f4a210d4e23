"""The drawn world of an exercise: land, promises kept or broken, happenings, weather."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.fire import draw_heat
from holdfire.exercises.world.force import draw_force
from holdfire.exercises.world.front import Front, draw_front
from holdfire.exercises.world.happening import Happening, numbered
from holdfire.exercises.world.plan import Plan, draw_plan
from holdfire.exercises.world.traffic import draw_flights, draw_lorries
from holdfire.exercises.world.weapons import draw_weapons
from holdfire.exercises.world.weather import Weather, draw_weather

__all__ = ["World", "draw_world"]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is so, before anybody looks."""

    days: int
    front: Front
    plan: Plan
    weather: Weather
    happenings: tuple[Happening, ...]


def draw_world(streams: Streams, days: int) -> World:
    """Draw the world; each part from its own stream."""
    front = draw_front(streams.of("front"))
    plan = draw_plan(streams.of("plan"), days)
    happenings = numbered(
        [
            *draw_force(streams.of("force"), front, plan, days),
            *draw_weapons(streams.of("weapons"), front, plan, days),
            *draw_flights(streams.of("flights"), front, plan, days),
            *draw_heat(streams.of("heat"), front, days),
            *draw_lorries(streams.of("lorries"), front, plan, days),
        ]
    )
    weather = draw_weather(streams.of("weather"), days)
    return World(days, front, plan, weather, happenings)
