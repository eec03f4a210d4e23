"""L7: no duty to do what another norm forbids at the same time.

For each obligation and prohibition of one act a small world is built in which both bind all
through the time given. If every way of acting in it, and doing nothing, violates one of the
two, they clash. What is not found is not found up to the scope: two parties, two things of
each sort, four instants to act at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from holdfire.agreement.accord.formula import And, Atom, Formula, Verum
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.demand import Search
from holdfire.agreement.accord.norms.checks.demands import Demands, Hold, joined
from holdfire.agreement.accord.norms.checks.guards import formulas_of
from holdfire.agreement.accord.norms.checks.scope_values import Candidates, anchor_instants
from holdfire.agreement.accord.norms.checks.small_world import said_demands, small_trace
from holdfire.agreement.accord.norms.checks.wanted import Goal, goals
from holdfire.agreement.accord.norms.instance import Word
from holdfire.agreement.accord.norms.judging import case_of, of_key
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.norms.substitute import all_parts, replaced
from holdfire.agreement.accord.norms.violation import excuses
from holdfire.agreement.accord.term import Constant, Term, Value, Variable
from holdfire.agreement.problems import Problems

__all__ = ["Clash", "check_clashes", "clashes"]

INSTANTS = 4
_MOST_TRIED = 20
Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Clash:
    """An obligation and a prohibition that no way of acting keeps, and a world to show it."""

    obligation: str
    prohibition: str
    demands: Demands
    start: int
    due: int

    def lines(self) -> tuple[str, ...]:
        """The world as lines."""
        return said_demands(self.demands)


def check_clashes(accord: Accord, problems: Problems) -> tuple[Clash, ...]:
    """A problem for every clash, under every reading; the clashes found."""
    found: dict[tuple[str, str], Clash] = {}
    for reading in accord.readings:
        for clash in clashes(reading.norms, accord):
            found.setdefault((clash.obligation, clash.prohibition), clash)
    for clash in found.values():
        norm = accord.norm(clash.obligation)
        problems.clause = norm.name
        problems.add(
            "L7",
            norm.line,
            f"{clash.obligation} asks for what {clash.prohibition} forbids at the same time: "
            + "; ".join(clash.lines()),
            "Except the act from the prohibition, or say which of the two yields.",
        )
        problems.clause = ""
    return tuple(found.values())


def clashes(norms: tuple[Norm, ...], accord: Accord) -> Iterator[Clash]:
    """Every pair that clashes in some small world."""
    owed = [norm for norm in norms if norm.modality is Modality.OBLIGATION]
    banned = [norm for norm in norms if norm.modality is Modality.PROHIBITION]
    for one, other in product(owed, banned):
        if _apart(one, other):
            continue
        for act, ban in product(_acts(one.content), _acts(other.content)):
            if act.predicate == ban.predicate:
                clash = _pair(one, other, act, ban, accord)
                if clash is not None:
                    yield clash
                    break


def _apart(one: Norm, other: Norm) -> bool:
    """Do they bind two different parties by name?"""
    bearers = one.bearer, other.bearer
    named = all(isinstance(bearer, Constant) for bearer in bearers)
    return named and bearers[0] != bearers[1]


def _acts(content: Formula | None) -> tuple[Atom, ...]:
    """The facts that the content asks for or forbids together with its conditions."""
    parts = content.parts if isinstance(content, And) else (content,)
    return tuple(part for part in parts if isinstance(part, Atom))


def _pair(one: Norm, other: Norm, act: Atom, ban: Atom, accord: Accord) -> Clash | None:
    """The clash of one pair, if a small world shows it."""
    texts = tuple(formula for norm in (one, other) for _, formula in formulas_of(norm))
    search = Search(accord, Candidates(accord, texts, anchor_instants(accord)))
    tried = 0
    for env in _envs(one, search):
        for banned in _banned_envs(other, act, ban, env, search):
            for goal in goals(one, accord, env, True):  # noqa: FBT003
                start = min(want[2] for want in goal.wanted)
                whole = (*goal.wanted, *_binds(other, ban, banned, start, goal.at - 1))
                for demands in search.every(whole):
                    tried += 1
                    if _no_way_out((one, env), (other, banned), act, demands, goal, accord):
                        return Clash(one.name, other.name, demands, start, goal.at - 1)
                    if tried > _MOST_TRIED:
                        return None
    return None


def _envs(norm: Norm, search: Search) -> Iterator[Env]:
    """Small keys of the obligation."""
    choices = [search.candidates.of_sort(sort)[:2] for _, sort in norm.key]
    for chosen in islice(product(*choices), 4):
        yield dict(zip(norm.variables, chosen, strict=True))


def _banned_envs(norm: Norm, act: Atom, ban: Atom, env: Env, search: Search) -> Iterator[Env]:
    """Keys of the prohibition under which it forbids this very act."""
    bound: dict[str, Value] = {}
    for given, wanted in zip(act.terms, ban.terms, strict=False):
        value = _value(given, env)
        if isinstance(wanted, Variable) and value is not None:
            if bound.setdefault(wanted.name, value) != value:
                return
        elif value is None or _value(wanted, env) != value:
            return
    open_keys = [(name, sort) for name, sort in norm.key if name not in bound]
    choices = [search.candidates.of_sort(sort)[:2] for _, sort in open_keys]
    for chosen in islice(product(*choices), 4):
        rest = dict(zip((name for name, _ in open_keys), chosen, strict=True))
        both = {**bound, **rest}
        yield {name: both[name] for name in norm.variables}


def _value(term: Term, env: Env) -> Value | None:
    """The value of a variable of the key or of a constant."""
    if isinstance(term, Constant):
        return term.value
    return env.get(term.name) if isinstance(term, Variable) else None


def _binds(
    norm: Norm, ban: Atom, env: Env, start: int, end: int
) -> tuple[tuple[Formula, Env, int, int, bool], ...]:
    """The prohibition forbids the act all through the span."""
    when = norm.when.formula if norm.when is not None else None
    content = norm.content if norm.content is not None else Verum()
    rest = replaced(content, ban, Verum())
    parts = rest.parts if isinstance(rest, And) else (rest,)
    whole = all_parts(when, *parts, *excuses(norm))
    return ((whole, env, start, end, True),)


def _no_way_out(
    owed: tuple[Norm, Env],
    banned: tuple[Norm, Env],
    act: Atom,
    demands: Demands,
    goal: Goal,
    accord: Accord,
) -> bool:
    """Does acting at any of a few instants, and not acting, violate one of the two?"""
    if not _violated(owed, demands, goal.at, accord):
        return False
    key = tuple(_value(term, owed[1]) for term in act.terms)
    start, due = min(want[2] for want in goal.wanted), goal.at - 1
    for step in range(INSTANTS):
        at = start + (due - start) * step // (INSTANTS - 1)
        named = tuple(value for value in key if value is not None)
        done: Demands = frozenset({Hold(act.predicate, named, at, at)})
        free = frozenset(
            each
            for each in demands
            if not (isinstance(each, Hold) and each.predicate == act.predicate)
        )
        acted = joined(free, done)
        if acted is None or not _violated(banned, acted, at, accord):
            return False
    return True


def _violated(which: tuple[Norm, Env], demands: Demands, at: int, accord: Accord) -> bool:
    """The verdict of the real evaluator on one norm."""
    trace = small_trace(accord, demands, anchor_instants(accord))
    case = case_of(accord, trace, at, at)
    return any(one.word is Word.VIOLATED for one in of_key(case, *which))
