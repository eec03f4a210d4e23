"""A small world to judge norms in: days from an anchor at 0, kilometres, statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace, Stated, fact_trace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.accord.norms.norm_trace import declarations
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import NEVER, Possible
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

Said = tuple[str, tuple[Value, ...], int] | tuple[str, tuple[Value, ...], int, int]
World = Callable[..., FactTrace]
Refused = Callable[[str], tuple[Problem, ...]]


@pytest.fixture
def world() -> World:
    """A trace of an accord: events ``(fact, key, at)``, states ``(fact, key, from, to)``.

    ``between`` are events known to an interval only. ``horizons`` say until when a register
    is complete, ``functions`` what a function may give at any time.
    """

    def build(
        accord: Accord,
        said: Iterable[Said] = (),
        *,
        between: Iterable[tuple[str, tuple[Value, ...], int, int]] = (),
        horizons: dict[str, int] | None = None,
        functions: dict[tuple[str, tuple[Value, ...]], Possible] | None = None,
        anchors: dict[str, int] | None = None,
    ) -> FactTrace:
        stated = [
            Stated(one[0], one[1], one[2], one[-1], event=len(one) == 3, ids=(f"s{at}",))
            for at, one in enumerate(said)
        ]
        stated += [Stated(*one, event=True, ids=("b",)) for one in between]
        return fact_trace(
            declarations(accord, horizons),
            stated,
            functions={key: [(NEVER, value)] for key, value in (functions or {}).items()},
            anchors={name: Possible((at,)) for name, at in (anchors or {}).items()},
        )

    return build


HEADER = """\
accord: sample/1
parties: [X, Y]
anchors: {D: decision.start, E: 2031-03-01T00:00Z}
lines: {front: the front}
sites: {depot: a depot}
classes: {heavy: [tank, howitzer], member: [X, Y]}
bodies: {board: {quorum: 5/7}, court: {quorum: 2/3}}
facts:
  asked:  {args: [request], world: closed, source: log}
  given:  {args: [request], world: closed, source: log}
  let_go: {args: [request], world: closed, source: "decision(board)"}
  paused: {args: [request], world: closed, source: log}
  ready:  {args: [request], world: closed, source: log}
  shown:  {args: [unit], world: open, coverage: sensors}
  near:   {args: [unit], world: open, coverage: sensors}
  excuse: {args: [unit], world: closed, source: log}
  always_bind: {args: [unit], world: closed, source: log}
  kind:   {args: [unit], gives: heavy, world: open}
  place:  {args: [unit], gives: place, world: open}
  width:  {args: [unit], gives: caliber, world: open}
"""


@pytest.fixture
def sample() -> Callable[..., Accord]:
    """The accord of norm documents (texts) under the sample header."""

    def load(*norms: str, extra: str = "") -> Accord:
        return read_norms("\n---\n".join([HEADER + extra, *norms]), "s.yaml")

    return load


@pytest.fixture
def refused() -> Callable[..., tuple[Problem, ...]]:
    """The problems of norm documents under the sample header, or of a whole text."""

    def problems(*norms: str, extra: str = "", whole: str = "") -> tuple[Problem, ...]:
        text = whole or "\n---\n".join([HEADER + extra, *norms])
        with pytest.raises(MalformedAgreement) as caught:
            read_norms(text, "s.yaml")
        return caught.value.problems

    return problems
