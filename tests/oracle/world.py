"""Facts, terms and choices at one instant, straight from what a trace claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from tests.oracle import sets
from tests.oracle.tree import constants, free_names, moves, nodes

from holdfire.agreement.accord import formula as f
from holdfire.agreement.accord import term as m
from holdfire.agreement.accord.trace import Claim, Possible, Silence, Trace
from holdfire.base.truth import Truth

__all__ = ["Env", "Meaning", "Meanings", "Values", "World"]

Env = Mapping[str, m.Value]
Values = list[Truth]
Meaning = Callable[[Env], Values]
Meanings = Callable[[f.Formula], Meaning]
FALSE, UNKNOWN, TRUE = Truth


def _silent(pieces: Sequence[Silence], t: int) -> Truth:
    return next(piece.value for piece in pieces if piece.start <= t <= piece.end)


class World:
    """A trace as one formula sees it; ``known`` are all values that anything speaks of."""

    def __init__(self, trace: Trace, formula: f.Formula, env: Env, first: int) -> None:
        self.trace, self.formula, self.env, self.first = trace, formula, env, first

    @cached_property
    def keys(self) -> dict[str, set[tuple[m.Value, ...]]]:
        """The listed arguments of each predicate of the formula."""
        atoms = [part for part in nodes(self.formula) if isinstance(part, f.Atom)]
        return {a.predicate: set(self.trace.keys(a.predicate)) for a in atoms}

    @cached_property
    def known(self) -> list[m.Value]:
        """The active domain: constants, listed arguments, members of the named sets."""
        lists = [part.of for part in nodes(self.formula) if isinstance(part, f.Member)]
        found = constants(self.formula) | set(self.env.values())
        found |= {value for keys in self.keys.values() for key in keys for value in key}
        found |= {value for name in lists for value in self.trace.members(name).values}
        return sorted(found, key=lambda v: (isinstance(v, str), v))

    def choices(self, names: tuple[str, ...], env: Env) -> Iterator[Env]:
        """Every way to choose: each known value, and for each name one that nothing lists."""
        pools = [[*self.known, sets.fresh(name)] for name in names]
        return ({**env, **dict(zip(names, c, strict=True))} for c in product(*pools))

    def fact(self, name: str, key: tuple[m.Value, ...], t: int) -> Truth:
        """The value of one fact at an instant; claims that contradict each other say nothing."""
        if key not in self.keys[name]:
            return _silent(self.trace.unlisted(name), t)
        said = [c for c in self.trace.claims(name, key) if c.start <= t <= c.end]
        if not said:
            return _silent(self.trace.silence(name, key), t)
        wide = [c.event and c.start < c.end for c in said]
        found = {
            min(c.value, UNKNOWN) if w else c.value for c, w in zip(said, wide, strict=True)
        }
        return UNKNOWN if {TRUE, FALSE} <= found else max(found)

    def came(self, phi: f.Formula, env: Env, meaning: Meanings) -> list[tuple[int, int]]:  # noqa: PLR0911
        """Stretches at some instant of which it was surely so, though nobody knows at which.

        An event known to an interval is one instant in it; whatever else is asked must hold
        all through the interval.
        """
        match phi:
            case f.Atom(name, terms) if not moves(terms):
                key = tuple(self.spread(t, env, self.first, meaning).values[0] for t in terms)
                claims = self.trace.claims(name, key) if key in self.keys[name] else ()
                return [(c.start, c.end) for c in claims if c.event and self._stands(c, claims)]
            case f.Not(f.Not(body)):
                return self.came(body, env, meaning)
            case f.Not(f.Or(parts)):
                return self.came(f.And(tuple(map(f.Not, parts))), env, meaning)
            case f.Not(f.Implies(left, right)):
                return self.came(f.And((left, f.Not(right))), env, meaning)
            case f.Exists(names, body):
                ways = self.choices(names, env)
                return [span for way in ways for span in self.came(body, way, meaning)]
            case f.Or(parts):
                return [span for part in parts for span in self.came(part, env, meaning)]
            case f.And(parts):
                return [
                    (start, end)
                    for one, part in enumerate(parts)
                    for start, end in self.came(part, env, meaning)
                    if all(
                        meaning(rest)(env)[t - self.first] is TRUE
                        for rest in (*parts[:one], *parts[one + 1 :])
                        for t in range(start, end + 1)
                    )
                ]
        return []

    def _stands(self, event: Claim, claims: Sequence[Claim]) -> bool:
        """Is it sure, and not denied all through its interval?"""
        denied = (
            c.value is FALSE and c.start <= event.start <= event.end <= c.end for c in claims
        )
        return event.value is TRUE and not any(denied)

    def member(self, of: Possible, name: str) -> Truth:
        """All, none or some of the values in a named set; an undefined rest may hold any."""
        listed = self.trace.members(name)
        missing = FALSE if listed.lack is None else UNKNOWN
        found = {TRUE if value in listed.values else missing for value in of.values}
        return found.pop() if len(found) == 1 else UNKNOWN

    def spread(self, term: m.Term, env: Env, t: int, meaning: Meanings) -> Possible:  # noqa: PLR0911 - a case per term
        """The values a term may have at an instant."""
        match term:
            case m.Variable(name):
                return sets.one(env[name])
            case m.Constant(value):
                return sets.one(value)
            case m.Name(name):
                return sets.one(t) if name == "now" else self.trace.instant(name)
            case m.Apply(name, terms):
                args = (
                    sets.one(a.name)
                    if isinstance(a, m.Name)
                    else self.spread(a, env, t, meaning)
                    for a in terms
                )
                keys = list(product(*(arg.values for arg in args)))
                if any(sets.is_fresh(value) for key in keys for value in key):
                    return sets.anything()
                return sets.union(self.trace.possible(name, key, t) for key in keys)
            case m.Arithmetic(op, left, right):
                both = [self.spread(side, env, t, meaning) for side in (left, right)]
                return sets.combine(op, *both)
            case m.Aggregate():
                return self.aggregate(term, env, t, meaning)

    def aggregate(self, term: m.Aggregate, env: Env, t: int, meaning: Meanings) -> Possible:
        """What is surely counted, and what may be."""
        if term.kind == "duration" and term.bound and term.bound.high is not None:
            body = meaning(f.Exists(term.variables, term.body))(env)
            span = range(t - term.bound.high, t - term.bound.low)
            seen = [body[min(max(s - self.first, 0), len(body) - 1)] for s in span]
            return sets.hull(seen.count(TRUE), len(seen) - seen.count(FALSE))
        names = tuple(dict.fromkeys((*term.variables, *free_names(term.weight))))
        value = meaning(f.Once(term.bound, term.body) if term.bound else term.body)
        weight = term.weight or m.Constant(1)
        return sets.total(term.kind, [
            (value(way)[t - self.first], self.spread(weight, way, t, meaning),
             any(sets.is_fresh(way[name]) for name in names))
            for way in self.choices(names, env)
        ])  # fmt: skip
