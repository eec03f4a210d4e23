"""Cameras and patrols of the mission: who stands where, sees how far, and reports in words."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Entry, Sheet
from holdfire.exercises.sensors.shift import Shift, breaks, spans
from holdfire.exercises.world.calendar import instant, seconds_of
from holdfire.exercises.world.front import Front, Spot
from holdfire.exercises.world.happening import Happening
from holdfire.exercises.world.weather import Weather
from holdfire.observations.osce.directions import Directions, Manner
from holdfire.observations.osce.item import Item
from holdfire.observations.osce.location import Location
from holdfire.observations.osce.numbers import Amount, Bound
from holdfire.observations.osce.occasion import Occasion
from holdfire.observations.osce.position import Position
from holdfire.observations.osce.sentence import Sentence, compose

__all__ = ["Post", "camera_posts", "observer_shifts", "patrol_posts", "word_sheet"]

CAMERAS = 12
CAMERA_KM, CAMERA_P = 5.0, 0.75
PATROLS_A_DAY = 6
PATROL_KM, PATROL_P = 8.0, 0.6
PATROL_HOURS = (8.0, 16.0)
_FALSE_A_DAY = 0.4
_SEEN = (Phenomenon.EXPLOSION, Phenomenon.STRIKE, Phenomenon.LIGHT_FIRE, Phenomenon.HEAVY_FIRE)


@dataclass(frozen=True, slots=True)
class Post:
    """An observer at a settlement, with the times (seconds) when it could not see, and why."""

    name: str
    kind: Modality
    spot: Spot
    start_s: float
    end_s: float
    blind: tuple[tuple[float, float, str], ...]

    @property
    def range_km(self) -> float:
        """How far it notices what happens."""
        return CAMERA_KM if self.kind is Modality.CAMERA else PATROL_KM

    @property
    def p_detect(self) -> float:
        """The probability that it notices one episode in range."""
        return CAMERA_P if self.kind is Modality.CAMERA else PATROL_P

    def looks(self, when_s: float) -> bool:
        """Was it on duty and able to see?"""
        on_duty = self.start_s <= when_s < self.end_s
        return on_duty and not any(a <= when_s < b for a, b, _ in self.blind)


def camera_posts(
    rng: np.random.Generator, front: Front, weather: Weather, days: int
) -> list[Post]:
    """Cameras in the settlements nearest to the line; fog blinds them, power fails."""
    near = sorted(front.settlements, key=lambda s: abs(s.x - front.contact_at(s.y)))
    posts = []
    for number, spot in enumerate(near[:CAMERAS], 1):
        blind = [(a, b, "outage") for a, b in breaks(rng, days, 0.1, 5.0)]
        for day, fog in enumerate(weather.fog):
            if fog:
                blind.append((seconds_of(day, 4.0), seconds_of(day, 10.0), "weather"))
        end = days * 86_400.0
        cuts = tuple(sorted(blind))
        posts.append(Post(f"CAM-{number:02d}", Modality.CAMERA, spot, 0.0, end, cuts))
    return posts


def patrol_posts(rng: np.random.Generator, front: Front, days: int) -> list[Post]:
    """Each day's patrols in settlements drawn afresh; some are not let through."""
    posts = []
    for day in range(days):
        chosen = rng.choice(len(front.settlements), PATROLS_A_DAY, replace=False)
        for number, index in enumerate(chosen, 1):
            start, end = (seconds_of(day, hour) for hour in PATROL_HOURS)
            denied = rng.random() < 0.12
            blind = ((start, end, "access denied"),) if denied else ()
            spot = front.settlements[int(index)]
            name = f"PATROL-{day + 1:03d}-{number}"
            posts.append(Post(name, Modality.PATROL, spot, start, end, blind))
    return posts


def observer_shifts(posts: Iterable[Post]) -> list[Shift]:
    """The log of each post."""
    shifts = []
    for post in posts:
        for start, end, sees in spans(post.start_s, post.end_s, [b[:2] for b in post.blind]):
            why = next((w for a, b, w in post.blind if a <= start < b), "outage")
            shifts.append(
                Shift(
                    post.name,
                    post.kind,
                    start,
                    end,
                    _SEEN,
                    post.p_detect if sees else 0.0,
                    post.spot.x,
                    post.spot.y,
                    post.range_km,
                    reason="" if sees else why,
                )
            )
    return shifts


@dataclass(frozen=True, slots=True)
class _Seen:
    """One thing for one sentence: the item, what is true of it, when."""

    item: Item
    truth: str
    when_s: float


def word_sheet(
    rng: np.random.Generator,
    posts: Sequence[Post],
    happenings: Iterable[Happening],
    face: Face,
    name: str,
) -> Sheet:
    """The sentences of these posts as JSON lines, in order of time and post.

    Everything that one post noticed in one part of a day stands in one sentence.
    """
    seen: dict[tuple[int, tuple[str, int]], list[_Seen]] = {}
    for one in happenings:
        if one.kind not in _SEEN:
            continue
        for index, post in enumerate(posts):
            away = math.hypot(one.x - post.spot.x, one.y - post.spot.y)
            noticed = post.looks(one.start_s) and away <= post.range_km
            if noticed and rng.random() < post.p_detect:
                item = _item(rng, post, one, face)
                key = (index, _part(one.start_s))
                seen.setdefault(key, []).append(_Seen(item, one.id, one.start_s))
    for index, post in enumerate(posts):
        hours = (post.end_s - post.start_s) / 3600.0
        for _ in range(rng.poisson(_FALSE_A_DAY * hours / 24.0 / 3.0)):
            when = float(rng.uniform(post.start_s, post.end_s))
            item = _false_item(rng, post, face)
            if post.looks(when):
                seen.setdefault((index, _part(when)), []).append(_Seen(item, FALSE, when))
    entries = []
    for (index, part), items in sorted(
        seen.items(), key=lambda pair: (pair[1][0].when_s, pair[0])
    ):
        entries.append(_entry(posts[index], part, sorted(items, key=lambda s: s.when_s)))
    return Sheet(name, "", tuple(entries))


def _part(when_s: float) -> tuple[str, int]:
    """The part of the day, and the day on which it begins (a night begins at 20:00)."""
    day, hour = int(when_s // 86_400.0), when_s % 86_400.0 / 3600.0
    if hour < 5.0:
        return "night", day - 1
    for name, end in (("morning", 12.0), ("afternoon", 17.0), ("evening", 20.0)):
        if hour < end:
            return name, day
    return "night", day


def _entry(post: Post, part: tuple[str, int], seen: Sequence[_Seen]) -> Entry:
    """One row: the sentence and the truth of each of its items."""
    first = instant(seconds_of(part[1]))
    last = instant(seconds_of(part[1] + 1)) if part[0] == "night" else None
    occasion = Occasion(
        (part[0],),
        (first.month, first.day),
        None if last is None else (last.month, last.day),
        (last or first).year,
    )
    sentence = Sentence(
        "camera" if post.kind is Modality.CAMERA else "patrol",
        tuple(one.item for one in seen),
        Position(post.spot.name),
        occasion,
    )
    days = f"{first:%Y-%m-%d}" if last is None else f"{first:%Y-%m-%d}/{last:%m-%d}"
    row = {
        "date": days,
        "text": compose(sentence),
        "place": post.spot.name,
        "how": post.kind.value,
        "post": post.name,
    }
    return Entry(json.dumps(row, ensure_ascii=False), tuple(one.truth for one in seen))


def _item(rng: np.random.Generator, post: Post, one: Happening, face: Face) -> Item:
    """What is said of one episode: number, distance and direction, each with its doubt."""
    east, north = one.x - post.spot.x, one.y - post.spot.y
    away = math.hypot(east, north)
    wide = 0.15 if post.kind is Modality.CAMERA else 0.25
    judged = away * float(np.exp(rng.normal(0.0, wide / 2.0)))
    low = max(0.1, math.floor(judged * (1.0 - wide) * 2.0) / 2.0)
    high = math.ceil(judged * (1.0 + wide) * 2.0) / 2.0
    azimuth = math.degrees(math.atan2(east, north)) + float(rng.normal(0.0, 4.0))
    where = Location(low, high, Directions(Manner.SINGLE, (face.wind(azimuth),)))
    heavy = one.kind is not Phenomenon.LIGHT_FIRE
    count = max(1, int(rng.binomial(one.rounds, 0.85)))
    amount = Amount(count, count, Bound.ABOUT if count > 20 else Bound.EXACT)
    means = "recorded" if post.kind is Modality.CAMERA else "heard"
    mode = "undetermined" if heavy else None
    return Item("explosion" if heavy else "burst", amount, means, where, mode)


def _false_item(rng: np.random.Generator, post: Post, face: Face) -> Item:
    """Something taken for an explosion or a burst: blasting, hunting, an engine."""
    low = float(rng.integers(1, 4))
    wind = face.wind(float(rng.uniform(0.0, 360.0)))
    where = Location(low, low + 1.0, Directions(Manner.SINGLE, (wind,)))
    means = "recorded" if post.kind is Modality.CAMERA else "heard"
    count = int(rng.integers(1, 4))
    if rng.random() < 0.5:
        return Item("explosion", Amount(count, count), means, where, "undetermined")
    return Item("burst", Amount(count, count), means, where)
