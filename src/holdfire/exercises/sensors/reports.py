"""News of attacks in the VIINA layout: originals, copies, rewrites and false claims.

Three channels live on each side and two on neither. A channel tells more of what its own
side suffers; both sides' channels do so alike, and claim as much that never happened. A
copy repeats another channel's words, a rewrite only its address; neither is a new witness.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import FALSE, Sheet, csv_sheet
from holdfire.exercises.world.calendar import instant
from holdfire.exercises.world.front import Front, Spot
from holdfire.exercises.world.happening import Happening
from holdfire.observations.viina.meaning import ZONE

__all__ = ["COLUMNS", "report_sheet"]

COLUMNS = (
    "event_id_1pd", "date", "n_reports", "event_ids_matching", "sources_matching",
    "source_urls", "target_classes", "target_terms", "attack_terms", "geonameid", "asciiname",
    "ADM1_NAME", "ADM2_NAME", "longitude", "latitude", "location_bucket", "location_method",
    "nearest_ru_distance_km", "nearest_ru_geonameid", "nearest_ru_name", "a_ukr_init_field",
    "a_ukr_init", "a_ukr_field", "a_ukr", "a_rus_init_field", "a_rus_init", "a_rus_field",
    "a_rus", "ua_actor_text", "ru_scope_text", "representative_text", "Stage1Triage",
    "CandidateCensusComplete",
)  # fmt: skip

_CHANNELS = {-1: ("channel-1", "channel-2", "channel-3"),
             1: ("channel-4", "channel-5", "channel-6"),
             0: ("channel-7", "channel-8")}  # fmt: skip
_NEAR_KM = 5.0
_FALSE_A_DAY = 0.25
_COPIED, _REWRITTEN = 0.5, 0.3
_PARTS = (
    (
        "Residents speak of {what} near {place} in the {part} of {day}.",
        "In the {part} of {day} {what} was reported at {place}.",
        "{place}: {what} on {day}, in the {part}, says an official of the district.",
        "People who live close to {place} tell of {what} ({day}, {part}).",
        "Our correspondent writes from {place} about {what} during the {part} of {day}.",
        "{what} once more at {place}, this time in the {part} of {day}.",
    ),
    (
        "The windows of several houses shook.",
        "Smoke could be seen from the main road.",
        "Nobody there can say from which direction it came.",
        "A school nearby was closed for the rest of the week.",
        "It lasted a few minutes and then stopped.",
        "Two witnesses give different hours.",
    ),
    (
        "No one is known to be hurt.",
        "The hospital declined to comment.",
        "Electricity went out in some streets.",
        "A barn and a fence were damaged.",
        "The mission has been asked to come and look.",
        "Photographs sent to us show a crater in a field.",
    ),
    (
        "We could not check this independently.",
        "More is expected tomorrow.",
        "The account rests on a telephone call.",
        "Other villages remained quiet.",
        "Traffic was turned back at the edge of the village.",
        "The council will meet about it.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Message:
    """One message: who sent it, about which place, when (seconds), and what is true."""

    channel: str
    spot: Spot
    when_s: float
    words: str
    objects: str
    address: str
    truth: str


def report_sheet(
    rng: np.random.Generator,
    front: Front,
    happenings: Sequence[Happening],
    days: int,
    face: Face,
) -> Sheet:
    """All messages in order of time, copies after their originals."""
    originals = [
        message for one in happenings if one.force for message in _told(rng, front, one)
    ]
    for side in (-1, 1):
        number = rng.poisson(_FALSE_A_DAY * days)
        originals += [_invented(rng, front, side, days) for _ in range(number)]
    messages: list[_Message] = []
    for message in sorted(originals, key=lambda one: one.when_s):
        messages += [message, *_echoes(rng, message)]
    rows = [_row(number, one, face) for number, one in enumerate(messages, 1)]
    return csv_sheet("reports.csv", COLUMNS, rows)


def _told(rng: np.random.Generator, front: Front, one: Happening) -> list[_Message]:
    """The original messages about a happening near a named place; most have none."""
    if one.kind not in (Phenomenon.EXPLOSION, Phenomenon.STRIKE):
        return []
    places = (*front.settlements, front.waterworks, front.town)
    spot = min(places, key=lambda s: math.hypot(s.x - one.x, s.y - one.y))
    if math.hypot(spot.x - one.x, spot.y - one.y) > _NEAR_KM:
        return []
    struck = one.kind is Phenomenon.STRIKE
    chances = {-one.side: 0.8, one.side: 0.3, 0: 0.6} if struck else {
        -one.side: 0.2, one.side: 0.03, 0: 0.06}  # fmt: skip
    return [
        _message(rng, channel, spot, one.start_s, one.id, struck=struck)
        for side in (-1, 1, 0)
        for channel in _CHANNELS[side]
        if rng.random() < chances[side]
    ]


def _invented(rng: np.random.Generator, front: Front, side: int, days: int) -> _Message:
    """A claim of something that never happened, at a place on the channel's own side."""
    own = [s for s in front.settlements if side * (s.x - front.contact_at(s.y)) > 0]
    places = [*(own or front.settlements), front.waterworks]
    spot = places[int(rng.integers(len(places)))]
    channel = _CHANNELS[side][int(rng.integers(3))]
    when = float(rng.uniform(0.0, days * 86_400.0))
    struck = spot is front.waterworks
    return _message(rng, channel, spot, when, FALSE, struck=struck)


def _message(
    rng: np.random.Generator,
    channel: str,
    spot: Spot,
    when_s: float,
    truth: str,
    *,
    struck: bool,
) -> _Message:
    """One original in the words of its channel."""
    when = instant(when_s).astimezone(ZoneInfo(ZONE))
    part = ("night", "morning", "afternoon", "evening")[when.hour // 6]
    what = "a strike on the substation of the water works" if struck else "shelling"
    chosen = " ".join(sentences[int(rng.integers(len(sentences)))] for sentences in _PARTS)
    words = chosen.format(what=what, place=spot.name, part=part, day=f"{when:%d.%m.%Y}")
    address = f"https://{channel}.example/{int(when_s)}-{int(rng.integers(1000, 9999))}"
    objects = "ENERGY_GRID_SUPPORT" if struck else ""
    said = f"{words[0].upper()}{words[1:]} ({channel}, {int(rng.integers(100, 999))})"
    return _Message(channel, spot, when_s, said, objects, address, truth)


def _echoes(rng: np.random.Generator, message: _Message) -> list[_Message]:
    """Copies (the same words, another address) and rewrites (other words, the same one)."""
    others = [c for side in (-1, 1, 0) for c in _CHANNELS[side] if c != message.channel]
    made = []
    if rng.random() < _COPIED:
        channel = others[int(rng.integers(len(others)))]
        number = int(rng.integers(10_000, 99_999))
        address = f"https://{channel}.example/{int(message.when_s)}-{number}"
        made.append(replace(message, channel=channel, address=address))
    if rng.random() < _REWRITTEN:
        channel = others[int(rng.integers(len(others)))]
        told = message.address.rpartition("/")[2]
        words = (
            f"{channel}, on {message.spot.name}: see what {message.channel} wrote in {told}."
        )
        made.append(replace(message, channel=channel, words=words))
    return made


def _row(number: int, one: _Message, face: Face) -> tuple[list[object], str]:
    """One message as a row of the layout; columns that nobody filled stay empty."""
    lon, lat = face.lon_lat(one.spot.x, one.spot.y, 6)
    day: date = instant(one.when_s).astimezone(ZoneInfo(ZONE)).date()
    filled: dict[str, object] = {
        "event_id_1pd": number,
        "date": f"{day:%Y%m%d}",
        "n_reports": 1,
        "event_ids_matching": 500_000 + number,
        "sources_matching": one.channel,
        "source_urls": one.address,
        "target_classes": one.objects,
        "target_terms": "substation" if one.objects else "",
        "attack_terms": "strike" if one.objects else "shelling",
        "asciiname": one.spot.name,
        "longitude": lon,
        "latitude": lat,
        "representative_text": one.words,
    }
    return [filled.get(name) for name in COLUMNS], one.truth
