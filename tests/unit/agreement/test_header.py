from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.loader import load_agreement
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

Load = Callable[..., Agreement]
CLAUSE = "- {id: a, kind: cessation, summary: s}"


def test_a_header_becomes_the_names_of_the_agreement(load: Load) -> None:
    agreement = load(CLAUSE, "claims: [{by: X, claim: 8 shots, source: T}]\n")
    assert [party.id for party in agreement.parties] == ["X", "Y"]
    assert agreement.lines == {"front": "the front", "river": "the river"}
    assert agreement.line_dates == {"front": date(2031, 3, 1)}
    assert agreement.sides == {"front": {"X": "left", "Y": "right"}}
    assert agreement.zones == {"town": "the town", "valley": "the valley"}
    assert agreement.sites == {"depot": "the depot"}
    assert agreement.sources[0].key == "T"
    assert agreement.claims == ("X: 8 shots [T]",)
    assert agreement.zone == "Europe/Kyiv"


def test_anchors_are_days_instants_or_events(load: Load) -> None:
    anchors = {anchor.name: anchor for anchor in load(CLAUSE).anchors}
    assert anchors["signed"].day == date(2031, 3, 1)
    assert anchors["in_force"].instant == datetime(2031, 3, 1, 22, 1, tzinfo=UTC)
    assert anchors["in_force"].day is None
    assert anchors["quiet"].instant is None
    assert anchors["quiet"].event == "the first quiet day"


def test_anchors_may_count_from_each_other_in_any_order() -> None:
    text = (
        "format: holdfire-agreement/1\nid: a\ntitle: t\nkind: truce\n"
        "parties: [{id: X, name: X}]\n"
        "anchors: {a: b + 1 d, b: c + 1 d, c: 2031-01-01}\nclauses:\n  " + CLAUSE
    )
    anchors = load_agreement(text, name="n", origin="o").anchors
    assert [anchor.day for anchor in anchors] == [
        date(2031, 1, 3),
        date(2031, 1, 2),
        date(2031, 1, 1),
    ]


def test_an_event_gets_its_date_from_outside(load: Load) -> None:
    text = "- {id: a, kind: withdraw_by, objects: tank, deadline: quiet + 14 d, summary: s}"
    open_ended = load(text)
    dated = load(text, events={"quiet": "2031-04-01"})
    terms = dated.readings[0].clauses[0].terms
    assert getattr(terms, "deadline", None) == datetime(2031, 4, 15, 21, 0, tzinfo=UTC)
    assert dated.readings[0].clauses[0].awaits == ()
    assert dated.version != open_ended.version


def test_an_event_the_text_does_not_name_is_refused(load: Load) -> None:
    with pytest.raises(MalformedAgreement) as caught:
        load(CLAUSE, events={"quite": "2031-04-01"})
    assert "no event 'quite'" in caught.value.problems[0].message


def test_words_of_the_text_may_be_defined_in_a_sentence(load: Load) -> None:
    agreement = load(CLAUSE, "definitions: {offensive: {meaning: moving forward, ref: note}}\n")
    found = {definition.term: definition for definition in agreement.definitions}
    assert found["offensive"].meaning == "moving forward"
    assert found["offensive"].predicate is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("holdfire-agreement/1", "holdfire-agreement/9", "is not known"),
        ("kind: ceasefire", "kind: peace", "peace"),
        ("time_zone: Europe/Kyiv", "time_zone: Kyiv time", "no time zone"),
        ("id: sample\n", "", "id: it is missing"),
        ("title: A sample", "titel: A sample", "is not a key"),
        ("{id: Y, name: Yland}", "{id: X, name: Yland}", "taken"),
        ("sides: {left: X, right: Y}", "sides: {left: X, right: X}", "both sides"),
        ("sides: {left: X, right: Y}", "sides: {left: X, right: Z}", "'Z'"),
        ("sides: {left: X, right: Y}", "sides: west", "must be a mapping"),
        ("river: the river", "river: []", "no sentence"),
        ("town: the town", "town: {x: y}", "no sentence"),
        ("valley: the valley", "front: the valley", "also a zone"),
        ("signed: 2031-03-01", "signed: later", "later"),
        ("signed: 2031-03-01", "signed: signed + 1 d", "no anchor"),
        ("signed: 2031-03-01", "starts: 2031-03-01", "not free"),
        ("signed: 2031-03-01", "signed: [2031-03-01]", "is a list"),
        ("T: the text", "T: ''", "no sentence"),
        (
            "undefined: yes, meaning",
            "any: tank, undefined: yes, meaning",
            "either described or",
        ),
        ("undefined: yes, meaning", "meaning", "either described or"),
        ("{kind: tank}]", "{kind: tnk}]", "tnk"),
    ],
)
def test_what_is_wrong_in_the_header_is_refused(
    refused_header: Callable[[str, str], tuple[Problem, ...]], old: str, new: str, said: str
) -> None:
    problems = refused_header(old, new)
    assert any(said in p.message for p in problems), problems


@pytest.mark.parametrize("path", ["../x.geojson", "/x.geojson", "a/../../x", "c:x", "a\\..\\x"])
def test_geometry_files_stay_below_the_file(load: Load, path: str) -> None:
    with pytest.raises(MalformedAgreement) as caught:
        load(CLAUSE, f"geometry_files: ['{path}']\n")
    assert "leaves the folder" in caught.value.problems[0].message


def test_geometry_files_are_handed_on_as_named(load: Load) -> None:
    assert load(CLAUSE, "geometry_files: [lines.geojson, maps/z.geojson]\n").geometry_files == (
        "lines.geojson",
        "maps/z.geojson",
    )
