from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from holdfire.agreement.accord.plain.catalogue import LANGUAGES
from holdfire.agreement.accord.plain.sentence import (
    LEFT_OUT,
    carried,
    names_of,
    parse_plain,
    plain,
    unread,
)
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, Standard
from holdfire.agreement.library import library_names, load_library
from holdfire.agreement.loader import load_agreement
from holdfire.agreement.terms import MinDistance, WithdrawBy
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

HEADER = """\
format: holdfire-agreement/1
id: sample
title: A sample
kind: ceasefire
time_zone: Europe/Kyiv
parties:
  - {id: X, name: Xland}
  - {id: Y, name: Yland}
anchors:
  signed: 2031-03-01
  in_force: 2031-03-02T00:01
  quiet: {event: the first quiet day}
lines:
  front: {description: the front, as_of: 2031-03-01, sides: {left: X, right: Y}}
  river: the river
zones: {town: the town, valley: the valley}
sites: {depot: the depot}
classes:
  heavy:
    meaning: large guns and tanks
    any: [{kind: artillery, calibre: "> 100 mm"}, {kind: tank}]
    variants:
      scan: {note: a copy reads 10 mm, any: {kind: artillery, calibre: "> 10 mm"}}
  vague: {undefined: yes, meaning: not said}
  vague_things: {undefined: yes, meaning: not said}
  d30: {meaning: the howitzer D-30, any: {system: D-30, kind: howitzer, calibre: "= 122 mm"}}
sources: {T: the text}
"""

CLAUSES = [
    "kind: cessation",
    "kind: cessation, starts: in_force, ends: 2031-04-30, area: town, actors: X, against: Y",
    "kind: cessation, starts: quiet + 7 d, domains: [land, air], actors: [X, Y]",
    "kind: cessation, starts: quiet, ends: 2031-04-30T04:00, area: {between: [front, river]}",
    "kind: cessation, severity: grave, voidable: either side may, standard: {min_origins: 3}",
    "kind: stand_fast, line: front, as_of: 2031-03-01, side: west",
    "kind: exclusion, objects: heavy, area: town, actors: X",
    "kind: exclusion, objects: [heavy, vague, tank], area: [town, depot]",
    "kind: exclusion, objects: {kind: mlrs}, area: {depth: 15..20 km, from: front, side: X}",
    "kind: exclusion, objects: {system: [S-1, S-2]}, area: {within: 0.25 km, of: front}",
    "kind: exclusion, objects: {calibre: ['>= 80 mm', '< 120.5 mm']}, area: valley",
    "kind: exclusion, objects: [anything, tank], area: valley",
    "kind: min_distance, objects: {kind: artillery, calibre: '> 100 mm'}, distance: 15 km, line: front, table: {d30: 8 km}",
    "kind: min_distance, objects: tank, pair_width: 50 km, width_is: at_least, line_by_party: {X: front, Y: river}",
    "kind: min_distance, objects: tank, pair_width: 5..7 km, line_by_party: {X: front}, line: river",
    "kind: min_distance, line: front, table: {S-1: 70 km, heavy: 9 km, mortar: 8 km}",
    "kind: min_distance, objects: vague, line: front, table: {S-1: 70 km}, actors: Y",
    "kind: max_count, area: {band: 0..10 km, from: front}, limits: {tank: 75, heavy: 3}, each_side: yes",
    "kind: max_count, area: town, limits: {personnel: 5}",
    "kind: max_count, area: town, limits: {personnel: 5}, actors: X, each_side: yes",
    "kind: max_count, area: town, limits: {personnel: 5}, actors: [X, Y]",
    "kind: permitted_only, area: town, permitted: [police, MFO], actors: X",
    "kind: no_fly, objects: [uav], area: town, except: [aid, {what: rescue, needs_notice: yes}]",
    "kind: no_fly, objects: [vessel], area: town",
    "kind: no_fly, objects: [vessel, uav, balloon], area: town, actors: [X, Y]",
    "kind: no_exercise, types: [live_fire_artillery], area: {within: 5 km, of: front}",
    "kind: withdraw_by, objects: tank, area: town, start_by: signed + 1 d, deadline: start_by + 14 d, then_until: signed + 30 d, actors: X",
    "kind: withdraw_by, objects: vague, deadline: quiet + 14 d, count_each_side: 11",
    "kind: withdraw_by, objects: tank, begins: quiet + 2 d, order: [tank, heavy], phases: [{name: A, lasts: 15 d}, {name: B, lasts: 24 d}]",
    "kind: withdraw_by, objects: tank, deadline: 2031-05-01T04:00:05, actors: [X, Y]",
    "kind: withdraw_by, objects: tank",
    "kind: storage, objects: heavy, sites: [depot], deadline: signed, monitored_by: M",
    "kind: storage, objects: heavy, sites: [depot]",
    "kind: no_mine, area: town, remove_existing: yes",
    "kind: no_crossing, line: front, unless: leave of the “commission”",
    "kind: no_crossing, line: front, unless: 'dit » et « dit ``'",
    "kind: protected_object, objects: [coal, airbase, other]",
    "kind: flow, objects: [aid trucks], minimum: 600, places: [depot, river]",
    "kind: flow, objects: [people], maximum: 35000, per: month",
    "kind: flow, objects: [people, goods], minimum: 1, maximum: 2, per: hour",
    "kind: flow, objects: [traffic], places: [river], per: week",
    "kind: access, body: M, means: [uav]",
    "kind: notify, act: a flight, exceptions: [rescue]",
    "kind: replace_only, objects: [weapons], basis: one for one, ports: the ports, inspected_by: N",
    "kind: procedural, body: M, act: inspect, every: 14 d, actors: [X, Y]",
    "kind: procedural, body: M, act: verify, within: 48 h, trigger: a request, minimum: 2, per: month",
    "kind: procedural, body: M, act: verify, within: 20 min",
    "kind: procedural, body: M, act: verify, within: 1.5 h",
    "kind: procedural, body: M, act: verify, trigger: a request",
    "kind: procedural, body: M, act: answer, steps: {air: [signal, fire], land: [call]}",
]


def sample(keys: str) -> tuple[Clause, Agreement]:
    text = f"{HEADER}clauses:\n  - {{id: c, summary: s, {keys}}}\n"
    agreement = load_agreement(text, name="s", origin="s.yaml")
    return agreement.readings[0].clauses[0], agreement


def every_clause(agreement: Agreement) -> Iterator[Clause]:
    for reading in agreement.readings:
        yield from reading.clauses
    for amendment in agreement.amendments:
        yield from (*amendment.replaces, *amendment.adds)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", library_names())
def test_every_clause_of_the_library_reads_back_from_its_sentences(
    name: str, language: str
) -> None:
    agreement = load_library(name)
    for clause in every_clause(agreement):
        text = plain(clause, agreement, language)
        assert parse_plain(text, agreement, language) == carried(clause), text
        assert plain(parse_plain(text, agreement, language), agreement, language) == text
    assert unread(agreement, language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keys", CLAUSES)
def test_every_key_of_every_kind_is_carried(keys: str, language: str) -> None:
    clause, agreement = sample(keys)
    text = plain(clause, agreement, language)
    assert parse_plain(text, agreement, language) == carried(clause), text


def test_no_kind_is_left_out() -> None:
    kinds = {keys.split(",")[0].removeprefix("kind: ") for keys in CLAUSES}
    assert len(kinds) == 18


def test_only_what_is_listed_is_left_out() -> None:
    clause, _ = sample("kind: cessation, severity: grave, note: n, source: T, ref: r")
    kept = carried(clause)
    for name in Clause.__slots__:
        changed = getattr(kept, name) != getattr(clause, name)
        assert not changed or name in LEFT_OUT, name
    assert kept.severity == "grave"


@pytest.mark.parametrize(
    ("keys", "old", "new", "says"),
    [
        (CLAUSES[12], "15 km", "15.5 km", lambda terms: terms.distance.low == 15.5),
        (
            CLAUSES[12],
            "more than 100 mm may",
            "at least 100 mm may",
            lambda terms: terms.objects.classes[0].calibre[0][0] == ">=",
        ),
        (
            CLAUSES[25],
            "within 5 km",
            "within 6 km",
            lambda terms: terms.area.each_side.high == 6.0,
        ),
        (CLAUSES[45], "48 h", "30 min", lambda terms: terms.within_h == 0.5),
    ],
)
def test_another_word_is_another_clause(
    keys: str, old: str, new: str, says: Callable[[object], bool]
) -> None:
    clause, agreement = sample(keys)
    text = plain(clause, agreement)
    assert old in text
    read = parse_plain(text.replace(old, new), agreement)
    assert read != carried(clause)
    assert says(read.terms)


def test_a_variant_of_a_definition_is_said_with_its_own_meaning() -> None:
    text = HEADER + (
        "readings:\n  - {id: A, title: as written}\n  - {id: B, title: scan, use: {heavy: scan}}\n"
        "clauses:\n  - {id: c, summary: s, kind: exclusion, objects: heavy, area: town}\n"
    )
    agreement = load_agreement(text, name="s", origin="s.yaml")
    first, second = (plain(reading.clauses[0], agreement) for reading in agreement.readings)
    assert "“heavy” means: artillery with a calibre of more than 100 mm; tanks." in first
    assert "“heavy” means: artillery with a calibre of more than 10 mm." in second
    assert parse_plain(second, agreement) == carried(agreement.readings[1].clauses[0])


def test_an_hour_that_the_clock_shows_twice_is_one_instant() -> None:
    clause, agreement = sample("kind: cessation, starts: 2031-10-26T00:30Z")
    other = replace(clause, starts=clause.starts and clause.starts.replace(hour=1))
    said = [plain(each, agreement) for each in (clause, other)]
    assert "2031-10-26 03:30 (Europe/Kyiv, UTC+03:00)" in said[0]
    assert "2031-10-26 03:30 (Europe/Kyiv, UTC+02:00)" in said[1]
    assert [parse_plain(text, agreement).starts for text in said] == [
        clause.starts,
        other.starts,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_parties_are_spoken_of_in_the_same_words(language: str) -> None:
    one = plain(*sample("kind: cessation, actors: X, against: Y"), language)
    two = plain(*sample("kind: cessation, actors: Y, against: X"), language)
    swapped = re.sub("[XY](land)?", lambda m: {"X": "Y", "Y": "X"}[m[0][0]] + m[0][1:], one)
    assert swapped == two
    assert one != two


def test_the_sentence_shows_what_decides_it() -> None:
    clause, agreement = sample("kind: exclusion, objects: vague, area: town")
    strict = replace(clause, standard=Standard(0.99, 3, 0.7, 0.6))
    text = plain(strict, agreement)
    for words in ("0.99 on at least 3 independent", "at least 0.7;", "at least 0.6 of place"):
        assert words in text
    assert "“vague” is not defined by the text" in text
    assert "Not covered:" in text
    assert "0,99" in plain(strict, agreement, "fr")
    assert parse_plain(text, agreement).standard == strict.standard


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("tanks", "tonks"),
        lambda text: text + " And more.",
        lambda text: text.replace("15 km", "15.0 km"),
        lambda text: text.replace("the front (front)", "the front"),
        lambda text: text[1:],
        lambda text: text.replace("Not covered: objects", "Not covered: things"),
        lambda text: text[:0],
    ],
)
def test_a_text_that_the_program_would_not_write_is_refused(
    changed: Callable[[str], str],
) -> None:
    clause, agreement = sample(
        "kind: min_distance, objects: tank, distance: 15 km, line: front"
    )
    with pytest.raises(BadInput) as caught:
        parse_plain(changed(plain(clause, agreement)), agreement)
    assert caught.value.code is Code.SENTENCE_UNREADABLE


def test_a_sentence_of_one_language_is_none_of_another() -> None:
    clause, agreement = sample("kind: cessation")
    for said in LANGUAGES:
        for heard in LANGUAGES:
            if said != heard:
                with pytest.raises(BadInput):
                    parse_plain(plain(clause, agreement, said), agreement, heard)


def test_what_no_file_can_hold_has_no_sentence() -> None:
    clause, agreement = sample("kind: cessation")
    with pytest.raises(BadInput):
        plain(replace(clause, severity="dreadful"), agreement)


def test_names_come_with_their_ids_as_they_stand() -> None:
    _, agreement = sample("kind: cessation")
    labels = names_of(agreement).labels
    assert labels["line"]["front"] == "the front (front)"
    assert labels["party"]["X"] == "Xland (X)"
    assert labels["anchor"] == {
        "signed": "signed",
        "in_force": "in_force",
        "quiet": "the first quiet day (quiet)",
    }
    assert labels["word"]["vague_things"] == "vague things"


def test_terms_keep_their_types() -> None:
    clause, agreement = sample(CLAUSES[12])
    assert isinstance(parse_plain(plain(clause, agreement), agreement).terms, MinDistance)
    clause, agreement = sample(CLAUSES[28])
    terms = parse_plain(plain(clause, agreement, "ru"), agreement, "ru").terms
    assert isinstance(terms, WithdrawBy)
    assert [phase.after_days for phase in terms.phases] == [17, 41]
