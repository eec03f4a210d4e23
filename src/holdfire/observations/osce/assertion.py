"""What a report tells, as assertions: counts as intervals, sectors, times, set-valued kinds.

Attributes: ``what`` (the thing counted), ``means`` (camera, uav, heard, saw, recorded),
``mode`` (undetermined, impact, outgoing, airburst), ``kind`` and ``calibre_mm`` (lists),
``distance_km`` and ``directions`` as stated, ``flight`` (from, to), ``after_s``,
``sequence`` (position in a stated order), ``of_which`` (parts assessed more closely),
``count_bound`` (at_least, more_than, up_to). Counts of a daily summary carry ``cfv`` true,
``cfv_total`` [low, high], ``cfv_share`` (all, explosions, other), ``cfv_period`` (current,
previous) and ``region``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from holdfire.base.instant import TimeBasis, TimeSpan
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.place import NOWHERE, Place
from holdfire.observations.osce.daily import RegionCount
from holdfire.observations.osce.item import Item
from holdfire.observations.osce.numbers import Amount, Bound, count_of
from holdfire.observations.osce.remark import Remark
from holdfire.observations.osce.sentence import Sentence
from holdfire.observations.osce.whereabouts import Atlas, Whereabouts, near, seen_from
from holdfire.observations.record import Assertion, Count, PlaceFound

__all__ = ["RECENT", "Told", "of_region", "of_remark", "of_sentence", "until"]

RECENT = timedelta(days=7)
"""How long before it was seen "recent damage" may have been done."""

_DAY = timedelta(days=1)
_HEAVY = frozenset({"artillery", "mortar", "mlrs", "tank"})
_PHENOMENA = {
    "explosion": Phenomenon.EXPLOSION,
    "projectile": Phenomenon.PROJECTILE,
    "rocket": Phenomenon.PROJECTILE,
    "tracer round": Phenomenon.PROJECTILE,
    "muzzle flash": Phenomenon.FLASH,
    "flash": Phenomenon.FLASH,
    "illumination flare": Phenomenon.FLARE,
    "signal flare": Phenomenon.FLARE,
    "flare": Phenomenon.FLARE,
}
Told = tuple[list[Assertion], tuple[str, ...]]


def _phenomenon(item: Item) -> Phenomenon:
    """The neutral kind; shots, bursts and rounds by the weapon, light when none is named."""
    named = _PHENOMENA.get(item.what)
    if named is not None:
        return named
    heavy = any(weapon.kind in _HEAVY for weapon in item.weapons)
    return Phenomenon.HEAVY_FIRE if heavy else Phenomenon.LIGHT_FIRE


def _weapon_attributes(item: Item) -> dict[str, object]:
    """Kinds and calibres named, as lists; unknown is absent."""
    found: dict[str, object] = {}
    if item.weapons:
        found["kind"] = sorted({weapon.kind for weapon in item.weapons})
    calibres = sorted({w.calibre_mm for w in item.weapons if w.calibre_mm is not None})
    if calibres:
        found["calibre_mm"] = calibres
    if item.parts:
        found["of_which"] = [
            {
                "count": [count_of(part.amount).low, count_of(part.amount).high],
                "kind": sorted({weapon.kind for weapon in part.weapons}),
            }
            for part in item.parts
        ]
    return found


def _attributes(item: Item, observer: str) -> dict[str, object]:
    """Everything an item says beside its count, place and time."""
    found: dict[str, object] = {
        "what": item.what,
        "means": item.means if observer == "patrol" else observer,
        **_weapon_attributes(item),
    }
    location = item.location
    if item.mode is not None:
        found["mode"] = item.mode
    if location.km_low is not None:
        found["distance_km"] = [location.km_low, location.km_high]
    if location.directions is not None:
        found["directions"] = list(location.directions.winds)
    if item.flight is not None:
        found["flight"] = list(item.flight)
    if item.later_s is not None:
        found["after_s"] = item.later_s
    bound = None if item.amount is None else item.amount.bound
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN, Bound.UP_TO):
        found["count_bound"] = bound.value
    return found


def of_sentence(sentence: Sentence, where: Whereabouts | None, time: TimeSpan | None) -> Told:
    """The items of a sentence, each with its own sector; later ones start later."""
    made: list[Assertion] = []
    flags: list[str] = []
    elapsed = 0
    for number, item in enumerate(sentence.items):
        place, found = seen_from(where, item.location)
        flags.extend(found)
        attributes = _attributes(item, sentence.observer)
        if sentence.in_sequence:
            attributes["sequence"] = number
        elapsed += item.later_s or 0
        if item.amount is None:
            flags.append("count.not_stated")
        made.append(
            Assertion(
                phenomenon=_phenomenon(item),
                source_term=item.what,
                count=None if item.amount is None else count_of(item.amount),
                attributes=attributes,
                place=place,
                time=_later(time, elapsed),
            )
        )
    return made, tuple(flags)


def _later(time: TimeSpan | None, elapsed_s: int) -> TimeSpan | None:
    """The interval of what came some seconds after the first item of the sentence."""
    if time is None or elapsed_s == 0:
        return time
    return replace(time, start=min(time.start + timedelta(seconds=elapsed_s), time.end))


def _shares(count: RegionCount) -> list[tuple[str, Phenomenon, Count]]:
    """The total split so that nothing is counted twice: explosions, and all others."""
    total = count_of(count.total)
    if count.explosions is None:
        return [("all", Phenomenon.CLASH, total)]
    among = count_of(count.explosions)
    low, high = max(0, total.low - among.high), max(0, total.high - among.low)
    if count.explosions == count.total:
        low = high = 0
    rest = Count(low, high, total.approximate or among.approximate)
    shares = [("explosions", Phenomenon.EXPLOSION, among)]
    return shares if high == 0 else [*shares, ("other", Phenomenon.CLASH, rest)]


def of_region(count: RegionCount, period: TimeSpan | None, atlas: Atlas) -> Told:
    """A region's counts of the period and of the 24 h before it."""
    place, flags = _region(count.region, atlas)
    made = [
        Assertion(
            phenomenon=phenomenon,
            source_term="ceasefire violations" if share != "explosions" else "explosions",
            count=number,
            attributes=_cfv(count.region, count.total, share, "current"),
            place=place,
            time=period,
        )
        for share, phenomenon, number in _shares(count)
    ]
    if count.previous is not None:
        made.append(
            Assertion(
                phenomenon=Phenomenon.CLASH,
                source_term="ceasefire violations",
                count=count_of(count.previous),
                attributes=_cfv(count.region, count.previous, "all", "previous"),
                place=place,
                time=None if period is None else until(period.start),
            )
        )
        if count.previous_words != "24 hours":
            flags = (*flags, "time.previous_period_assumed")
    return made, flags


def _cfv(region: str, total: Amount, share: str, period: str) -> dict[str, object]:
    """The attributes of a region's count."""
    counted = count_of(total)
    return {
        "cfv": True,
        "cfv_total": [counted.low, counted.high],
        "cfv_share": share,
        "cfv_period": period,
        "region": region,
    }


def until(ends: datetime) -> TimeSpan:
    """The 24 h up to an instant."""
    return TimeSpan(ends - _DAY, ends, TimeBasis.LOCAL)


def _region(name: str, atlas: Atlas) -> tuple[Place, tuple[str, ...]]:
    """The region as a place."""
    if atlas.finder is None:
        return NOWHERE, ("place.no_gazetteer",)
    found = atlas.finder.region(name, country=atlas.country, zone=atlas.zone)
    if isinstance(found, PlaceFound):
        return found.place, ()
    return NOWHERE, ("place.region_not_found",)


def of_remark(remark: Remark, period: TimeSpan | None, atlas: Atlas) -> Told:
    """A remark near each of its places, or without one."""
    time, flags = period, list[str]()
    if remark.backward:
        flags.append("time.before_seen")
        time = None if period is None else replace(period, start=period.end - RECENT)
    if not remark.names:
        plain = Assertion(
            remark.phenomenon,
            remark.term,
            attributes=remark.attributes,
            place=NOWHERE,
            time=time,
        )
        return [plain], tuple(flags)
    made: list[Assertion] = []
    for name in remark.names:
        place, found = near(name, remark.region, atlas)
        flags.extend(found)
        attributes = {**remark.attributes, "near": name}
        made.append(
            Assertion(
                remark.phenomenon, remark.term, attributes=attributes, place=place, time=time
            )
        )
    return made, tuple(flags)
