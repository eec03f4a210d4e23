"""Why a verdict is what it is: the part of the formula and of the trace that forces it.

An explanation is sufficient: a trace that knows only its facts, and nothing else, gives the
same definite verdict. :func:`only` makes that trace, so that anybody can try.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.answer import closed, view_of
from holdfire.agreement.accord.timeline.proof import Fact, Given, Proof
from holdfire.agreement.accord.timeline.prover import proved_over
from holdfire.agreement.accord.trace import (
    Claim,
    Lack,
    LackKind,
    Possible,
    Silence,
    Trace,
    quiet_on,
)
from holdfire.base.truth import Truth

__all__ = ["Explanation", "Fact", "Given", "explain", "only"]

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A formula and its value over ``[start, end]``, with what forces it.

    ``bound`` are the values of its variables (``None``: something that the trace does not
    list), ``ids`` the statements directly behind it, ``lacks`` what is missing where it is
    unknown, ``facts`` and ``given`` what the trace said, ``children`` the parts.
    """

    formula: Formula
    value: Truth
    start: int
    end: int
    bound: tuple[tuple[str, Value | None], ...] = ()
    ids: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    facts: tuple[Fact, ...] = ()
    given: tuple[Given, ...] = ()
    children: tuple[Explanation, ...] = ()

    def all_ids(self) -> tuple[str, ...]:
        """Every statement the verdict rests on, in rising order."""
        found = set(self.ids)
        for child in self.children:
            found.update(child.all_ids())
        return tuple(sorted(found))

    def all_facts(self) -> tuple[Fact, ...]:
        """Every fact of the trace it rests on, from the top, each once."""
        return tuple(dict.fromkeys(_facts(self)))

    def all_given(self) -> tuple[Given, ...]:
        """Every function value, anchor and set it rests on, each once."""
        return tuple(dict.fromkeys(_given(self)))


def _facts(explanation: Explanation) -> Iterable[Fact]:
    yield from explanation.facts
    for child in explanation.children:
        yield from _facts(child)


def _given(explanation: Explanation) -> Iterable[Given]:
    yield from explanation.given
    for child in explanation.children:
        yield from _given(child)


def explain(
    formula: Formula, trace: Trace, env: Mapping[str, Value], start: int, end: int
) -> Explanation:
    """Why the formula holds, does not hold or may hold at some instant of a window.

    True is explained at the first instant it holds, false over the whole window.
    """
    node, bound = closed(formula, env)
    return _told(proved_over(node, view_of(trace), bound, start, end))


def _told(proof: Proof) -> Explanation:
    return Explanation(
        proof.formula,
        proof.value,
        proof.start,
        proof.end,
        proof.env,
        proof.ids,
        proof.lacks,
        proof.facts,
        proof.given,
        tuple(_told(child) for child in proof.children),
    )


def only(explanation: Explanation) -> Trace:
    """The trace that knows what the explanation rests on, and nothing else."""
    facts: dict[str, dict[Key, list[Claim]]] = {}
    absent: dict[tuple[str, Key | None], list[tuple[int, int]]] = {}
    for fact in explanation.all_facts():
        if fact.key is None or not fact.listed:
            if fact.value is Truth.FALSE:
                about = fact.predicate, fact.key
                absent.setdefault(about, []).append((fact.start, fact.end))
            continue
        listed = facts.setdefault(fact.predicate, {}).setdefault(fact.key, [])
        if fact.value is not Truth.UNKNOWN:
            listed.append(Claim(fact.value, fact.start, fact.end, event=fact.event))
    functions: dict[tuple[str, Key], list[tuple[int, Possible]]] = {}
    names: dict[str, Possible] = {}
    sets: dict[str, Possible] = {}
    for one in explanation.all_given():
        if one.terms is None:
            names[one.function] = one.possible
        elif one.is_set:
            sets[one.function] = one.possible
        else:
            functions.setdefault((one.function, one.terms), []).append(
                (one.start, one.possible)
            )
    return _Only(facts, absent, functions, names, sets)


@dataclass(frozen=True, slots=True)
class _Only:
    """Facts and nothing else; what it does not know is unknown."""

    facts: Mapping[str, Mapping[Key, Sequence[Claim]]]
    absent: Mapping[tuple[str, Key | None], Sequence[tuple[int, int]]]
    functions: Mapping[tuple[str, Key], Sequence[tuple[int, Possible]]]
    names: Mapping[str, Possible]
    sets: Mapping[str, Possible] = field(default_factory=dict)

    def keys(self, predicate: str) -> Iterable[Key]:
        return sorted(self.facts.get(predicate, ()), key=str)

    def claims(self, predicate: str, key: Key) -> Sequence[Claim]:
        found = self.facts.get(predicate, {}).get(key, ())
        return sorted(found, key=lambda claim: (claim.start, claim.end))

    def silence(self, predicate: str, key: Key) -> Sequence[Silence]:
        if key in self.facts.get(predicate, {}):
            return (Silence(Truth.UNKNOWN),)
        own = self.absent.get((predicate, key), ())
        return quiet_on([*own, *self.absent.get((predicate, None), ())])

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        return quiet_on(self.absent.get((predicate, None), ()))

    def possible(self, function: str, terms: Key, at: int) -> Possible:
        found = None
        for start, possible in sorted(
            self.functions.get((function, terms), ()), key=lambda one: one[0]
        ):
            if start <= at or found is None:
                found = possible
        return _UNKNOWN if found is None else found

    def changes(self, function: str, terms: Key) -> Sequence[int]:
        return tuple(sorted({s for s, _ in self.functions.get((function, terms), ())}))

    def instant(self, name: str) -> Possible:
        return self.names.get(name, _UNKNOWN)

    def members(self, name: str) -> Possible:
        return self.sets.get(name, _UNKNOWN)


_UNKNOWN = Possible(lack=Lack(LackKind.GAP, "left out"))
