"""The definitions of the language, read instant by instant: slow, plain, for tests only."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Member,
    Not,
    Once,
    Or,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Value,
    Variable,
)
from holdfire.agreement.accord.trace import Claim
from holdfire.base.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
PAST, FUTURE = -40, 60
"""Before the one and after the other nothing changes in the tables of the tests."""

Env = Mapping[str, Value | None]


def spread(claim: Claim) -> bool:
    """Is it known of the claim's event only that it lies in an interval?"""
    return claim.event and claim.start < claim.end and claim.value is not F


def leaf(trace: FactTrace, name: str, key: tuple[Value, ...], at: int) -> Truth:
    here = [c for c in trace.claims(name, key) if c.start <= at <= c.end]
    spoken = {c.value for c in here if not spread(c)}
    if spoken >= {T, F}:
        value = U
    elif spoken:
        value = max(spoken)
    else:
        value = next(s.value for s in trace.silence(name, key) if s.start <= at <= s.end)
    return max(value, U) if any(spread(c) for c in here) else value


def domain(trace: FactTrace) -> list[Value | None]:
    found = {v for members in trace.sets.values() for v in members.values}
    found |= {v for keys in trace.facts.values() for key in keys for v in key}
    return [*sorted(found, key=str), None]


def term_values(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of term
    term: Term, trace: FactTrace, env: Env, at: int
) -> set[Value] | None:
    match term:
        case Variable(name):
            value = env[name]
            return None if value is None else {value}
        case Constant(value):
            return {value}
        case Name("now"):
            return {at}
        case Name(name):
            return set(trace.instant(name).values) or {name}
        case Apply(function, terms):
            inner = [term_values(one, trace, env, at) for one in terms]
            if any(one is None for one in inner):
                return None
            out: set[Value] = set()
            for key in product(*(one or () for one in inner)):
                found = trace.possible(function, key, at)
                if found.values:
                    out |= set(found.values)
                elif found.low is not None and found.high is not None:
                    out |= set(range(found.low, found.high + 1))
                else:
                    return None
            return out
        case Arithmetic(op, left, right):
            a, b = term_values(left, trace, env, at), term_values(right, trace, env, at)
            if a is None or b is None:
                return None
            pairs = [(x, y) for x in a for y in b if isinstance(x, int) and isinstance(y, int)]
            return {x + y if op == "+" else x - y if op == "-" else x * y for x, y in pairs}
        case Aggregate():
            low, high = count(term, trace, env, at)
            return None if high is None else set(range(low, high + 1))


def count(term: Aggregate, trace: FactTrace, env: Env, at: int) -> tuple[int, int | None]:
    sure, maybe, more = 0, 0, False
    body = term.body if term.bound is None else Once(term.bound, term.body)
    for values in product(domain(trace), repeat=len(term.variables)):
        value = naive(
            body, trace, {**env, **dict(zip(term.variables, values, strict=True))}, at
        )
        if None in values:
            more = more or value is not F
        else:
            sure += value is T
            maybe += value is not F
    return sure, None if more else maybe


def holds(op: str, a: Value, b: Value) -> bool:
    if op == "=":
        return a == b
    if op == "!=":
        return a != b
    assert isinstance(a, int)
    assert isinstance(b, int)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


def compare(formula: Compare, trace: FactTrace, env: Env, at: int) -> Truth:
    a = term_values(formula.left, trace, env, at)
    b = term_values(formula.right, trace, env, at)
    if isinstance(formula.left, Aggregate) and a is None and b is not None:
        low, _ = count(formula.left, trace, env, at)
        a = set(range(low, low + 30))
    if a is None or b is None:
        return U
    found = {holds(formula.op, x, y) for x in a for y in b}
    return U if len(found) > 1 else T if found == {True} else F


def reach(at: int, bound: Bound, sign: int) -> range:
    """The instants looked at; what lies beyond the edge of the table is as at the edge."""
    far = 100 if bound.high is None else bound.high
    ends = sorted((at + sign * bound.low, at + sign * far))
    first, last = (min(max(end, PAST - 1), FUTURE + 1) for end in ends)
    return range(first, last + 1)


KNOWN: dict[object, tuple[Formula, FactTrace, Truth]] = {}


def naive(formula: Formula, trace: FactTrace, env: Env, at: int) -> Truth:
    """The value at one instant; what was asked before is remembered."""
    at = min(max(at, PAST), FUTURE)
    name = (id(formula), id(trace), tuple(sorted(env.items())), at)
    if name not in KNOWN:
        if len(KNOWN) > 300_000:
            KNOWN.clear()
        KNOWN[name] = (formula, trace, read(formula, trace, env, at))
    return KNOWN[name][2]


def read(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of formula
    formula: Formula, trace: FactTrace, env: Env, at: int
) -> Truth:
    match formula:
        case Verum(value):
            return T if value else F
        case Atom(name, terms):
            sets = [term_values(one, trace, env, at) for one in terms]
            if any(one is None for one in sets):
                return (
                    trace.unlisted(name)[0].value
                    if len(trace.unlisted(name)) == 1
                    else next(s.value for s in trace.unlisted(name) if s.start <= at <= s.end)
                )
            found = {leaf(trace, name, k, at) for k in product(*(one or () for one in sets))}
            return found.pop() if len(found) == 1 else U
        case Compare():
            return compare(formula, trace, env, at)
        case Member(term, of):
            values = term_values(term, trace, env, at)
            if values is None:
                return F if isinstance(term, Variable) else U
            inside = {value in trace.members(of).values for value in values}
            return U if len(inside) > 1 else T if inside == {True} else F
        case Not(body):
            return naive(body, trace, env, at).negated()
        case And(parts):
            return min(naive(part, trace, env, at) for part in parts)
        case Or(parts):
            return max(naive(part, trace, env, at) for part in parts)
        case Implies(left, right):
            return max(naive(left, trace, env, at).negated(), naive(right, trace, env, at))
        case Exists(names, body):
            return max(
                naive(body, trace, {**env, **dict(zip(names, values, strict=True))}, at)
                for values in product(domain(trace), repeat=len(names))
            )
        case Forall(names, body):
            return read(Not(Exists(names, Not(body))), trace, env, at)
        case Once(bound, body):
            return max((naive(body, trace, env, s) for s in reach(at, bound, -1)), default=F)
        case Eventually(bound, body):
            return max((naive(body, trace, env, s) for s in reach(at, bound, 1)), default=F)
        case Historically(bound, body):
            return read(Not(Once(bound, Not(body))), trace, env, at)
        case Always(bound, body):
            return read(Not(Eventually(bound, Not(body))), trace, env, at)
        case Since(bound, left, right):
            return max(
                (
                    min(
                        naive(right, trace, env, s),
                        *(naive(left, trace, env, i) for i in range(s + 1, at + 1)),
                        T,
                    )
                    for s in reach(at, bound, -1)
                ),
                default=F,
            )
        case Until(bound, left, right):
            return max(
                (
                    min(
                        naive(right, trace, env, s),
                        *(naive(left, trace, env, i) for i in range(at, s)),
                        T,
                    )
                    for s in reach(at, bound, 1)
                ),
                default=F,
            )
        case _:
            raise AssertionError(formula)
