"""The check of a text: it names sides and nothing else changes; no edit breaks it."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.agreement.check import check
from holdfire.agreement.library import library_names, library_text
from holdfire.agreement.loader import load_agreement
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

NAMES = [name for name in library_names() if name != "no-ceasefire-2022"]
ID = st.text(alphabet="QZKJ", min_size=4, max_size=4)  # too short to be almost another word


def found(text: str) -> set[tuple[object, ...]]:
    checked = check(load_agreement(text, name="t", origin="t.yaml"))
    problems: set[tuple[object, ...]] = {astuple(problem) for problem in checked.problems}
    traces = {
        (each.clause.id, each.parts, each.violating, each.complying, each.undetermined)
        for each in checked.traces
    }
    return problems | traces


def renamed(value: object, names: dict[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(renamed(each, names) for each in value)
    if not isinstance(value, str):
        return value
    pattern = "|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names)
    return re.sub(pattern, lambda match: names[match[0]], value)


def parties_of(text: str) -> list[str]:
    return [party.id for party in load_agreement(text, name="t", origin="t.yaml").parties]


@given(st.sampled_from(NAMES), st.lists(ID, min_size=8, max_size=8, unique=True))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_new_names_for_the_parties_change_nothing_but_names(name: str, ids: list[str]) -> None:
    text = library_text(name)
    names = dict(zip(parties_of(text), ids, strict=False))
    changed = str(renamed(text, names))
    assert changed != text
    assert found(changed) == {renamed(each, names) for each in found(text)}


@pytest.mark.parametrize("name", NAMES)
def test_exchanged_names_exchange_the_problems(name: str) -> None:
    text = library_text(name)
    one, two, *_ = parties_of(text)
    names = {one: two, two: one}
    assert found(str(renamed(text, names))) == {renamed(each, names) for each in found(text)}


EDITS = st.one_of(
    st.tuples(st.just("number"), st.integers(0, 200), st.sampled_from(["0", "1", "7", "400"])),
    st.tuples(st.just("word"), st.integers(0, 2_000), st.sampled_from(["", "near", "s", "X"])),
    st.tuples(st.just("drop"), st.integers(0, 400), st.just("")),
    st.tuples(st.just("double"), st.integers(0, 400), st.just("")),
    st.tuples(st.just("indent"), st.integers(0, 400), st.just("")),
    st.tuples(
        st.just("put"),
        st.integers(0, 12_000),
        st.sampled_from(
            [":", "-", "[", "}", "km", "d", "0", "9", " ", "\n", '"', "&", "é", "\u202e", "X"]
        ),
    ),
    st.tuples(
        st.just("value"),
        st.integers(0, 400),
        st.sampled_from(
            [
                "0 km",
                "99999 km",
                "-1",
                "null",
                "[]",
                "{}",
                "2031-02-30",
                "anything",
                "no",
                "1 d",
            ]
        ),
    ),
)


def edited(text: str, edits: list[tuple[str, int, str]]) -> str:
    for what, where, put in edits:
        if what in {"number", "word"}:
            pattern = r"\b\d{1,3}\b" if what == "number" else r"\b[a-z]{4,}\b"
            spans = [match.span() for match in re.finditer(pattern, text)]
            start, end = spans[where % len(spans)] if spans else (0, 0)
            text = text[:start] + put + text[end:]
            continue
        lines = text.split("\n")
        at = where % len(lines)
        if what == "drop":
            del lines[at]
        elif what == "double":
            lines.insert(at, lines[at])
        elif what == "indent":
            lines[at] = " " + lines[at]
        elif what == "value":
            key, mark, _ = lines[at].partition(": ")
            lines[at] = f"{key}{mark}{put}" if mark else lines[at]
        else:
            spot = where % (len(text) + 1)
            text = text[:spot] + put + text[spot:]
            continue
        text = "\n".join(lines)
    return text


def problems_of(text: str) -> tuple[tuple[Problem, ...], bool]:
    try:
        agreement = load_agreement(text, name="t", origin="t.yaml")
    except MalformedAgreement as error:
        return error.problems, False
    return check(agreement, text).problems, True


@given(st.sampled_from(library_names()), st.lists(EDITS, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_edit_breaks_the_check(name: str, edits: list[tuple[str, int, str]]) -> None:
    text = edited(library_text(name), edits)
    problems, loads = problems_of(text)
    assert problems or loads
    for problem in problems:
        assert problem.file == "t.yaml"
        assert 0 <= problem.line <= text.count("\n") + 2
        assert problem.rule
        assert problem.message
        assert problem.next_step
