"""Properties of the reports' language: what is written is read back, and nothing raises."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.observations.osce.daily import RegionCount, compose_daily, read_daily
from holdfire.observations.osce.directions import Directions, Manner, sector_of
from holdfire.observations.osce.item import KINDS, Item, Part
from holdfire.observations.osce.location import UNKNOWN, Location, range_m
from holdfire.observations.osce.numbers import (
    Amount,
    Bound,
    count_of,
    exactly,
    read_amount,
    write_amount,
)
from holdfire.observations.osce.occasion import Occasion, read_occasion, span_of, write_occasion
from holdfire.observations.osce.position import Position, Reference
from holdfire.observations.osce.report import read_report
from holdfire.observations.osce.sentence import Sentence, compose, read_sentence
from holdfire.observations.osce.source import SOURCE
from holdfire.observations.osce.weapon import Weapon
from holdfire.observations.record import ReadContext

WINDS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
    "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip
PARTS = ("morning", "afternoon", "evening", "night")
NAMES = ("Staryi Brid", "Nova Kosa", "Kruhle-2", "Zelenyi Hai", "Velyke", "Mar’ivka", "Lys 4")
WEAPONS = (
    "mlrs", "heavy_machine_gun", "machine_gun", "small_arms", "sniper_rifle",
    "anti_aircraft_gun", "grenade_launcher", "rocket_propelled_grenade", "recoilless_gun",
    "anti_tank_missile", "armoured_vehicle", "artillery", "mortar", "tank",
)  # fmt: skip

winds = st.sampled_from(WINDS)
tenths = st.integers(1, 999).map(lambda n: n / 10)
whole = st.integers(1, 300).map(float)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    bound = draw(st.sampled_from(list(Bound)))
    low = draw(st.integers(0, 5000))
    if bound is Bound.BETWEEN:
        return Amount(low, low + draw(st.integers(1, 500)), bound)
    if bound is Bound.ABOUT and draw(st.booleans()):
        return Amount(low, low + draw(st.integers(1, 500)), bound)
    return Amount(low, low, bound)


@st.composite
def directions(draw: st.DrawFn) -> Directions | None:
    manner = draw(st.sampled_from([None, *Manner]))
    if manner is None:
        return None
    if manner is Manner.ALL:
        return Directions(manner)
    if manner in (Manner.SINGLE, Manner.LOOSE):
        return Directions(manner, (draw(winds),))
    return Directions(manner, (draw(winds), draw(winds)))


@st.composite
def locations(draw: st.DrawFn) -> Location:
    seen = draw(directions())
    if draw(st.booleans()):
        return Location(None, None, seen)
    low = draw(tenths)
    high = draw(st.one_of(st.just(low), tenths))
    return Location(min(low, high), max(low, high), seen)


@st.composite
def weapons(draw: st.DrawFn) -> tuple[Weapon, ...]:
    kinds = draw(st.lists(st.sampled_from(WEAPONS), max_size=2, unique=True))
    calibre = st.one_of(st.none(), st.sampled_from([5.45, 7.62, 30.0, 82.0, 122.0, 152.0]))
    return tuple(Weapon(kind, draw(calibre)) for kind in kinds)


@st.composite
def parts(draw: st.DrawFn) -> tuple[Part, ...]:
    if draw(st.integers(0, 3)):
        return ()
    named = draw(weapons().filter(bool))
    return (Part(exactly(draw(st.integers(1, 40))), named),)


@st.composite
def items(draw: st.DrawFn, means: str) -> Item:
    return Item(
        what=draw(st.sampled_from(list(KINDS))),
        amount=draw(st.one_of(amounts(), st.none())),
        means=means,
        location=draw(st.one_of(st.just(UNKNOWN), locations())),
        mode=draw(st.sampled_from([None, "undetermined", "impact", "outgoing", "airburst"])),
        weapons=draw(weapons()),
        flight=draw(st.one_of(st.none(), st.tuples(winds, winds))),
        later_s=draw(st.one_of(st.none(), st.integers(1, 5000))),
        parts=draw(parts()),
    )


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    named = tuple(p for p in PARTS if draw(st.booleans()))
    if draw(st.integers(0, 4)) == 0:
        return Occasion(named, same=draw(st.booleans()))
    first = date(2030, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    last = first + timedelta(days=draw(st.integers(0, 3)))
    return Occasion(
        named,
        (first.month, first.day),
        None if last == first else (last.month, last.day),
        draw(st.one_of(st.none(), st.integers(1995, 2090))),
    )


@st.composite
def positions(draw: st.DrawFn) -> Position:
    wind = draw(st.one_of(st.none(), winds))
    reference = st.builds(Reference, whole, winds, st.sampled_from(NAMES))
    return Position(
        name=draw(st.sampled_from(NAMES)),
        reference=draw(st.one_of(st.none(), reference)),
        wind=wind,
        km=None if wind is None else draw(st.one_of(st.none(), tenths)),
        feature=draw(st.sampled_from([None, "railway station", "entry-exit checkpoint"])),
    )


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    observer = draw(st.sampled_from(["camera", "uav", "patrol"]))
    listed = [
        draw(items(draw(st.sampled_from(["heard", "saw", "recorded"]))))
        for _ in range(draw(st.integers(1, 4)))
    ]
    return Sentence(
        observer,
        tuple(listed),
        draw(st.one_of(st.none(), positions())),
        draw(st.one_of(st.none(), occasions())),
        draw(st.booleans()),
    )


@settings(max_examples=400, deadline=None)
@given(sentences())
def test_a_sentence_written_is_read_back_whole(sentence: Sentence) -> None:
    text = compose(sentence)
    reading = read_sentence(text)
    assert reading is not None, text
    assert reading.sentence == sentence, text
    assert reading.unread == (), text


@settings(max_examples=100, deadline=None)
@given(st.lists(sentences(), min_size=1, max_size=3))
def test_sentences_of_one_text_do_not_run_into_each_other(many: list[Sentence]) -> None:
    report = read_report(" ".join(compose(sentence) for sentence in many))
    assert report.sentences == tuple(many)
    assert report.unread == ()


@st.composite
def regions(draw: st.DrawFn) -> RegionCount:
    return RegionCount(
        region=draw(st.sampled_from(NAMES)),
        total=draw(amounts()),
        explosions=draw(st.one_of(st.none(), amounts())),
        previous=draw(st.one_of(st.none(), amounts())),
        previous_words="24 hours",
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(regions(), max_size=4))
def test_a_daily_summary_written_is_read_back(counts: list[RegionCount]) -> None:
    text = compose_daily(tuple(counts))
    assert read_daily(text).regions == tuple(counts), text
    assert read_report(text).unread == ()


@given(amounts())
def test_an_amount_keeps_its_number_inside_its_interval(amount: Amount) -> None:
    read = read_amount(write_amount(amount), 0)
    assert read == (amount, len(write_amount(amount)))
    count = count_of(amount)
    assert 0 <= count.low <= count.high
    if amount.bound is not Bound.MORE_THAN:
        assert count.low <= amount.high
        assert amount.low <= count.high


@given(directions())
def test_a_sector_holds_the_winds_that_were_named(seen: Directions | None) -> None:
    low, high, _ = sector_of(seen)
    width = (high - low) % 360.0
    assert 22.5 <= width < 360.0
    for wind in () if seen is None else seen.winds:
        assert (22.5 * WINDS.index(wind) - low) % 360.0 <= width


@given(locations())
def test_a_range_holds_the_distance_that_was_named(location: Location) -> None:
    low, high = range_m(location)
    if location.km_low is None or location.km_high is None or low is None or high is None:
        assert (low, high) == (None, None)
    else:
        assert 0.0 <= low <= location.km_low * 1000.0
        assert location.km_high * 1000.0 <= high


@given(occasions())
def test_an_occasion_is_an_interval_of_the_days_it_names(occasion: Occasion) -> None:
    text = write_occasion(occasion)
    read = read_occasion(text)
    assert read == (occasion, (0, len(text)))
    span, _ = span_of(occasion, (date(2030, 6, 1), date(2030, 6, 1)), "Europe/Kyiv")
    assert span is not None
    days = 0 if occasion.first is None or occasion.last is None else 3
    assert timedelta(hours=4) <= span.end - span.start <= timedelta(days=days + 2)


PIECES = (
    "the SMM", "recorded", "heard", "explosions", "about", "30", "2-4km", "south-west", "of",
    "(", ")", ",", ";", ".", "in", "near", "Velyke", "region", "ceasefire violations",
    "-controlled", "“", "”", "3 May", "evening", "from", "to", "all", "no", "a", "mm", "\n",
    "assessed as", "impacts", "UAV", "jamming", "In", "previous 24 hours", "99999999999999",
)  # fmt: skip
jumble = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), jumble))
def test_any_text_is_read_without_an_error_and_unread_parts_lie_inside(text: str) -> None:
    report = read_report(text)
    end = 0
    for start, stop in sorted(report.unread):
        assert end <= start < stop <= len(text)
        end = stop


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            jumble.map(lambda text: text.replace("\n", " ")),
            st.text(max_size=80).map(lambda text: text.replace("\n", " ")),
            st.dictionaries(
                st.sampled_from(["text", "date", "issued", "report", "as_of_local", "control"]),
                st.one_of(st.none(), st.integers(), jumble, st.text(max_size=20)),
            ).map(json.dumps),
            st.just('{"text": '),
        ),
        max_size=8,
    )
)
def test_every_line_is_an_observation_or_quarantined(lines: list[str]) -> None:
    raw = "\n".join(lines).encode("utf-8", "surrogatepass")
    context = ReadContext("f", "0" * 64, synthetic=True, affiliation_seal="s")
    batches = list(SOURCE.read(raw, context))
    seen = [lines[0].removeprefix("\ufeff"), *lines[1:]] if lines else []
    assert sum(batch.rows_in for batch in batches) == sum(1 for line in seen if line.strip())
    for batch in batches:
        ids = set(batch.observations.column("id").to_pylist())
        assert {sealed.observation_id for sealed in batch.sealed} <= ids
