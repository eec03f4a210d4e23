"""The drawn world of an exercise: land, promises kept or broken, happenings, weather."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.exercises.chance import Streams
from holdfire.exercises.fire import draw_heat
from holdfire.exercises.force import draw_force
from holdfire.exercises.front import Front, draw_front
from holdfire.exercises.happening import Happening, numbered
from holdfire.exercises.plan import Plan, draw_plan
from holdfire.exercises.traffic import draw_flights, draw_lorries
from holdfire.exercises.weapons import draw_weapons
from holdfire.exercises.weather import Weather, draw_weather

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
