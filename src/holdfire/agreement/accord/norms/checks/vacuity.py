"""L8: every norm can be violated, can be complied with, and can be left open by doubt.

A norm that nothing violates, or that everything does, says nothing. The worlds found are
handed out, so that drafters can read them and tests can keep them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.formula import Atom, Formula
from holdfire.agreement.accord.free import formulas, terms_of
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.demand import Search
from holdfire.agreement.accord.norms.checks.demands import Demands, Hold, Worth
from holdfire.agreement.accord.norms.checks.guards import formulas_of
from holdfire.agreement.accord.norms.checks.scope_values import (
    UNITS_OF_SCOPE,
    Candidates,
    anchor_instants,
)
from holdfire.agreement.accord.norms.checks.small_world import (
    blurred,
    said_demands,
    said_unseen,
    small_trace,
)
from holdfire.agreement.accord.norms.checks.wanted import Goal, goals
from holdfire.agreement.accord.norms.instance import Instance, Word
from holdfire.agreement.accord.norms.judging import case_of, of_key
from holdfire.agreement.accord.norms.lifecycle import State
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.term import Aggregate, Apply, Term, Value
from holdfire.agreement.accord.trace import Trace
from holdfire.agreement.problems import Problems
from holdfire.base.truth import Truth

__all__ = ["SCOPE", "Shown", "check_vacuity", "shown_worlds"]

SCOPE = f"{UNITS_OF_SCOPE} parties, {UNITS_OF_SCOPE} things of each sort"
_MOST_TRIED = 40
Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Shown:
    """A small world on which a norm has a verdict: its facts, and the instant."""

    norm: str
    word: str
    at: int
    demands: Demands
    trace: Trace
    unseen: Hold | Worth | None = None

    def lines(self) -> tuple[str, ...]:
        """The world as lines; last what nobody saw, if the verdict is open for it."""
        lines = said_demands(self.demands)
        return lines if self.unseen is None else (*lines, said_unseen(self.unseen))


def shown_worlds(norm: Norm, accord: Accord) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """A world for each verdict that the norm can reach, and the verdicts without one."""
    found: list[Shown] = []
    missing: list[str] = []
    for goal_word in _words(norm):
        shown = _first(norm, accord, goal_word)
        if shown is None:
            missing.append(goal_word)
            continue
        found.append(shown)
        if goal_word == _words(norm)[0] and _open(norm, accord):
            doubt = _doubtful(norm, accord, shown)
            if doubt is None:
                missing.append(Word.UNDETERMINED.value)
            else:
                found.append(doubt)
    return tuple(found), tuple(missing)


def _words(norm: Norm) -> tuple[str, str]:
    """The two definite outcomes of a norm."""
    if norm.modality is Modality.PERMISSION:
        return "permitted", "not permitted"
    if norm.modality is Modality.POWER:
        return "used", "not used"
    return Word.VIOLATED.value, Word.COMPLIED.value


def check_vacuity(norm: Norm, accord: Accord, problems: Problems) -> tuple[Shown, ...]:
    """The worlds of a norm; a problem for each verdict it cannot reach up to the scope."""
    if norm.create or norm.clause is not None or (not norm.key and not _closed(norm)):
        return ()
    found, missing = shown_worlds(norm, accord)
    if missing and _counts(norm):
        return found
    for word in missing:
        problems.add(
            "L8",
            norm.line,
            f"no world found in which it is {word}, up to {SCOPE}",
            "Check the comparisons and times: as it stands it may say nothing.",
        )
    return found


def _closed(norm: Norm) -> bool:
    """Does the norm speak of anything at all?"""
    return norm.content is not None or norm.trigger is not None


def _counts(norm: Norm) -> bool:
    """Does it count or add up, which small worlds are not searched for?"""
    return any(
        _aggregates(term)
        for _, formula in formulas_of(norm)
        for inner in formulas(formula)
        for term in terms_of(inner)
    )


def _aggregates(term: Term) -> bool:
    """Is there an aggregate in the term?"""
    if isinstance(term, Aggregate):
        return True
    parts = [getattr(term, "left", None), getattr(term, "right", None)]
    return any(_aggregates(part) for part in parts if part is not None)


def _open(norm: Norm, accord: Accord) -> bool:
    """Does the outcome rest on anything that must be observed?"""
    permits = norm.modality is Modality.PERMISSION
    return any(
        _observed(inner, accord)
        for key, formula in formulas_of(norm)
        if not (permits and key == "content")
        for inner in formulas(formula)
    )


def _observed(formula: Formula, accord: Accord) -> bool:
    """Is it an open fact, or a comparison of something that must be measured?"""
    if isinstance(formula, Atom):
        fact = accord.facts.get(formula.predicate)
        return fact is not None and fact.world is World.OPEN
    return any(isinstance(term, Apply) for term in terms_of(formula))


def _search(norm: Norm, accord: Accord) -> Search:
    """The search over values that occur in the norm."""
    texts = tuple(formula for _, formula in formulas_of(norm))
    return Search(accord, Candidates(accord, texts, anchor_instants(accord)))


def _envs(norm: Norm, search: Search) -> Iterator[Env]:
    """Small keys: the first things of each sort, different ones where there are."""
    choices = [search.candidates.of_sort(sort)[:2] for _, sort in norm.key]
    for chosen in islice(product(*choices), 4):
        yield dict(zip(norm.variables, chosen, strict=True))


def _first(norm: Norm, accord: Accord, word: str) -> Shown | None:
    """The first world proposed that has the verdict."""
    search = _search(norm, accord)
    tried = 0
    for env in _envs(norm, search):
        for goal in goals(norm, accord, env, word == _words(norm)[0]):
            for demands in search.every(goal.wanted):
                tried += 1
                shown = _judged(norm, accord, env, goal, demands, word)
                if shown is not None:
                    return shown
                if tried > _MOST_TRIED:
                    return None
    return None


def _judged(
    norm: Norm, accord: Accord, env: Env, goal: Goal, demands: Demands, word: str
) -> Shown | None:
    """The world if the real evaluator gives the verdict on it."""
    trace = small_trace(accord, demands, anchor_instants(accord))
    case = case_of(accord, trace, goal.at, goal.at)
    for one in of_key(case, norm, env):
        if _said(norm, one) == word:
            return Shown(norm.name, word, goal.at, demands, trace)
    return None


def _said(norm: Norm, one: Instance) -> str:
    """The outcome of an instance in the words of :func:`_words`."""
    if one.permitted is not None:
        return {
            Truth.TRUE: "permitted",
            Truth.FALSE: "not permitted",
            Truth.UNKNOWN: Word.UNDETERMINED.value,
        }[one.permitted]
    if norm.modality is Modality.POWER:
        return "used" if one.state is State.EXERTED else "not used"
    if one.word is Word.UNOBSERVED:
        return Word.UNDETERMINED.value
    return one.word.value


def _doubtful(norm: Norm, accord: Accord, shown: Shown) -> Shown | None:
    """The same world with one thing not seen, if the verdict is open then."""
    search = _search(norm, accord)
    anchors = anchor_instants(accord)
    for unknown in blurred(accord, shown.demands):
        trace = small_trace(accord, shown.demands, anchors, unknown)
        case = case_of(accord, trace, shown.at, shown.at)
        for env in _envs(norm, search):
            for one in of_key(case, norm, env):
                if _said(norm, one) == Word.UNDETERMINED.value:
                    seen = shown.demands - {unknown}
                    word = Word.UNDETERMINED.value
                    return Shown(norm.name, word, shown.at, seen, trace, unknown)
    return None
