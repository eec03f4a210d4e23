"""What a norm means at every instant, read straight off the definitions: slow and plain.

Before ``first`` all is as at ``first``, after ``last`` as at ``last``: leave room around both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import product

from tests.oracle import sets
from tests.oracle.tree import derived, free_names
from tests.oracle.world import Env, Meaning, Values, World

from holdfire.agreement.accord import formula as f
from holdfire.agreement.accord.term import Term
from holdfire.agreement.accord.trace import FOREVER, Possible, Trace
from holdfire.base.truth import Truth

FALSE, UNKNOWN, TRUE = Truth


def evaluate(formula: f.Formula, trace: Trace, env: Env, first: int, last: int) -> Values:  # noqa: C901 - one frame
    world, points = World(trace, formula, env, first), range(last - first + 1)
    ever = [TRUE] * len(points)

    def spread(term: Term, e: Env, i: int) -> Possible:
        return world.spread(term, e, first + i, meaning)

    def atom(phi: f.Atom, e: Env, i: int) -> Truth:
        keys = product(*(spread(term, e, i).values for term in phi.terms))
        found = {world.fact(phi.predicate, key, first + i) for key in keys}
        return found.pop() if len(found) == 1 else UNKNOWN

    def since(bound: f.Bound, i: int, left: Values, right: Values) -> Truth:
        found, unbroken = FALSE, TRUE
        farthest = -1 if bound.high is None else max(i - bound.high, -1)
        for j in range(i, farthest - 1, -1):  # -1 stands for all that came before
            if i - j >= bound.low or j == -1:
                found = max(found, min(right[max(j, 0)], unbroken))
            unbroken = min(unbroken, left[j])
        return found

    def until(bound: f.Bound, i: int, left: Values, right: Values) -> Truth:
        return since(bound, len(points) - 1 - i, left[::-1], right[::-1])

    def sure(body: f.Formula, e: Env, low: int, high: int) -> Truth:
        spans = world.came(body, e, meaning)
        return Truth.of(any(low <= a - first and b - first <= high for a, b in spans))

    def once(bound: f.Bound, body: f.Formula, e: Env, i: int, v: Values) -> Truth:
        far = FOREVER if bound.high is None else bound.high
        return max(since(bound, i, ever, v), sure(body, e, i - far, i - bound.low))

    def soon(bound: f.Bound, body: f.Formula, e: Env, i: int, v: Values) -> Truth:
        far = FOREVER if bound.high is None else bound.high
        return max(until(bound, i, ever, v), sure(body, e, i + bound.low, i + far))

    def each(join: Callable[..., Truth], *parts: f.Formula) -> Meaning:
        ways = [meaning(part) for part in parts]
        return lambda e: [join(e, i, *vs) for vs in [[w(e) for w in ways]] for i in points]

    def rule_of(phi: f.Formula) -> Meaning:  # noqa: C901, PLR0911 - a case per construct
        match phi:
            case f.Verum(truth):
                return each(lambda *_: Truth.of(truth))
            case f.Atom():
                return each(lambda e, i: atom(phi, e, i))
            case f.Compare(op, a, b):
                compare = partial(sets.compare, op, known=world.known)
                return each(lambda e, i: compare(spread(a, e, i), spread(b, e, i)))
            case f.Member(term, of):
                return each(lambda e, i: world.member(spread(term, e, i), of))
            case f.Not(body):
                return each(lambda _, i, v: Truth(2 - v[i]), body)
            case f.And(parts) | f.Or(parts):
                pick = min if isinstance(phi, f.And) else max
                return each(lambda _, i, *vs: pick(v[i] for v in vs), *parts)
            case f.Exists(names, body):
                some = meaning(body)
                return lambda e: [
                    max(v) for v in zip(*map(some, world.choices(names, e)), strict=True)
                ]
            case f.Since(bound, left, right):
                return each(lambda _, i, *vs: since(bound, i, *vs), left, right)
            case f.Until(bound, left, right):
                return each(lambda _, i, *vs: until(bound, i, *vs), left, right)
            case f.Once(bound, body):
                return each(partial(once, bound, body), body)
            case f.Eventually(bound, body):
                return each(partial(soon, bound, body), body)
        return meaning(derived(phi))

    @cache
    def meaning(phi: f.Formula) -> Meaning:
        rule, free = rule_of(phi), free_names(phi)
        kept = cache(lambda key: rule(dict(key)))
        return lambda e: kept(tuple((name, e[name]) for name in free))

    return meaning(formula)(env)
