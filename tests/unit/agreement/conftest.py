"""A small text to put clauses into, and what is wrong with a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.loader import load_agreement
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

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
zones:
  town: the town
  valley: the valley
sites:
  depot: the depot
classes:
  heavy:
    meaning: large guns and tanks
    any: [{kind: artillery, calibre: "> 100 mm"}, {kind: tank}]
    variants:
      scan: {note: a copy reads 10 mm, any: {kind: artillery, calibre: "> 10 mm"}}
  vague: {undefined: yes, meaning: not said}
  d30: {meaning: the howitzer D-30, any: {system: D-30, kind: howitzer, calibre: "= 122 mm"}}
sources:
  T: the text
"""

Load = Callable[..., Agreement]


def whole(clauses: str, extra: str = "", header: str = HEADER) -> str:
    """A whole file: the header, more header lines, and the clauses."""
    body = "\n".join(f"  {line}" for line in clauses.strip("\n").splitlines())
    return f"{header}{extra}clauses:\n{body}\n"


@pytest.fixture
def load() -> Load:
    """Load clauses (YAML list items) inside the sample header."""

    def loader(
        clauses: str, extra: str = "", events: Mapping[str, str] | None = None
    ) -> Agreement:
        return load_agreement(whole(clauses, extra), name="s", origin="s.yaml", events=events)

    return loader


@pytest.fixture
def clause(load: Load) -> Callable[[str], Clause]:
    """The single clause of these keys; id, summary and ref are added."""

    def one(keys: str) -> Clause:
        text = "- id: c\n  ref: Art. 1\n  summary: A clause.\n"
        text += "\n".join(f"  {line}" for line in keys.strip("\n").splitlines())
        return load(text).readings[0].clauses[0]

    return one


@pytest.fixture
def refused(load: Load) -> Callable[..., tuple[Problem, ...]]:
    """The problems of a single clause of these keys, or of a whole list of clauses."""

    def problems(keys: str, extra: str = "") -> tuple[Problem, ...]:
        if keys.startswith("- "):
            text = keys
        else:
            text = "- id: c\n  ref: Art. 1\n  summary: A clause.\n"
            text += "\n".join(f"  {line}" for line in keys.strip("\n").splitlines())
        with pytest.raises(MalformedAgreement) as caught:
            load(text, extra)
        return caught.value.problems

    return problems


@pytest.fixture
def refused_header() -> Callable[[str, str], tuple[Problem, ...]]:
    """The problems after one piece of the sample header was exchanged."""

    def problems(old: str, new: str) -> tuple[Problem, ...]:
        assert old in HEADER
        text = whole(
            "- {id: a, kind: cessation, summary: s}", header=HEADER.replace(old, new, 1)
        )
        with pytest.raises(MalformedAgreement) as caught:
            load_agreement(text, name="s", origin="s.yaml")
        return caught.value.problems

    return problems
