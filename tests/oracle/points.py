"""What a rule means over the points of a log, read straight off the definitions.

Metric first-order temporal logic over time points (Basin, Klaedtke, Müller, Zălinescu,
J. ACM 62(2), 2015), lifted to strong Kleene values; quantifiers run over every constant of
the log and of the formula. Slow and plain: it shares no code with the engine it judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from tests.oracle.tree import constants, derived, free_names, holds, value_of, within

from holdfire.agreement.accord import formula as f
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["Fact", "Log", "evaluate"]

Fact = tuple[str, tuple[Value, ...]]
Log = Sequence[tuple[int, Mapping[Fact, Truth]]]
Values = tuple[Truth, ...]
Table = dict[tuple[Value, ...], Values]
Meaning = Callable[[dict[str, Value]], Values]
FALSE = Truth.FALSE


def evaluate(formula: f.Formula, log: Log, *, complete: bool = True) -> Table:  # noqa: C901 - one frame
    """The values at each point by assignment of the free variables, where any is not false."""
    seen = {fact: tuple(at.get(fact, FALSE) for _, at in log) for _, fs in log for fact in fs}
    known = {arg for _, args in seen for arg in args} | constants(formula)
    domain = sorted(known, key=lambda v: (isinstance(v, str), v))
    stamps, points = [stamp for stamp, _ in log], range(len(log))
    later = FALSE if complete else Truth.UNKNOWN
    never = (FALSE,) * len(log)

    def since(bound: f.Bound, i: int, left: Values, right: Values) -> Truth:
        past = (j for j in points[: i + 1] if within(bound, stamps[i] - stamps[j]))
        return max((min((right[j], *left[j + 1 : i + 1])) for j in past), default=FALSE)

    def until(bound: f.Bound, i: int, left: Values, right: Values) -> Truth:
        coming = (j for j in points[i:] if within(bound, stamps[j] - stamps[i]))
        found = max((min((right[j], *left[i:j])) for j in coming), default=FALSE)
        past_end = bound.high is None or stamps[i] + bound.high >= stamps[-1]
        return max(found, min(later, *left[i:])) if past_end else found

    def beside(bound: f.Bound, i: int, j: int, body: Values) -> Truth:
        if j not in points:
            return later if j > i else FALSE
        return body[j] if within(bound, abs(stamps[j] - stamps[i])) else FALSE

    def meaning(phi: f.Formula) -> Meaning:
        rule, free = rule_of(phi), free_names(phi)
        memo: dict[tuple[Value, ...], Values] = {}

        def at(env: dict[str, Value]) -> Values:
            key = tuple(env[name] for name in free)
            return memo[key] if key in memo else memo.setdefault(key, rule(env))

        return at

    def each(join: Callable[..., Truth], *parts: f.Formula) -> Meaning:
        ways = [meaning(part) for part in parts]
        return lambda e: tuple(join(i, *vs) for vs in [[w(e) for w in ways]] for i in points)

    def some(names: tuple[str, ...], body: Meaning) -> Meaning:
        more = [dict(zip(names, c, strict=True)) for c in product(domain, repeat=len(names))]
        return lambda env: tuple(map(max, *(body(env | m) for m in more), never, never))

    def rule_of(phi: f.Formula) -> Meaning:  # noqa: C901, PLR0911 - a case per construct
        match phi:
            case f.Verum(truth):
                return lambda _: (Truth.of(truth),) * len(log)
            case f.Atom(name, terms):
                return lambda e: seen.get((name, tuple(value_of(t, e) for t in terms)), never)
            case f.Compare(op, a, b):
                both = (never, (Truth.TRUE,) * len(log))
                return lambda e: both[holds(op, value_of(a, e), value_of(b, e))]
            case f.Not(body):
                return each(lambda i, v: Truth(2 - v[i]), body)
            case f.And(parts) | f.Or(parts):
                pick = min if isinstance(phi, f.And) else max
                return each(lambda i, *vs: pick(v[i] for v in vs), *parts)
            case f.Exists(names, body):
                return some(names, meaning(body))
            case f.Since(bound, left, right):
                return each(lambda i, *vs: since(bound, i, *vs), left, right)
            case f.Until(bound, left, right):
                return each(lambda i, *vs: until(bound, i, *vs), left, right)
            case f.Previous(bound, body):
                return each(lambda i, v: beside(bound, i, i - 1, v), body)
            case f.Next(bound, body):
                return each(lambda i, v: beside(bound, i, i + 1, v), body)
        return meaning(derived(phi))

    free, value = free_names(formula), meaning(formula)
    keys = list(product(domain, repeat=len(free)))
    table = {key: value(dict(zip(free, key, strict=True))) for key in keys}
    return {key: values for key, values in table.items() if any(values)}
