"""The keys of a norm: which things it speaks of, by registry and by what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.scope import ANY_SORT
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.answer import keys_of

__all__ = ["domain", "keys_of_norm"]

Env = Mapping[str, Value]


def domain(sort: str, case: Case) -> tuple[Value, ...]:
    """The known things of a sort: declared ones, and those that any fact speaks of."""
    accord = case.accord
    found: set[Value] = set(accord.classes.get(sort, ()))
    if sort == "party":
        found |= set(accord.parties)
    found |= {place.name for place in accord.places.values() if place.kind == sort}
    for name, fact in accord.facts.items():
        if fact.gives:
            continue
        places = [at for at, given in enumerate(fact.args) if given == sort]
        for key in case.view.keys(name) if places else ():
            found |= {key[at] for at in places if at < len(key)}
    return tuple(sorted(found, key=_rising))


def keys_of_norm(case: Case, norm: Norm) -> tuple[Env, ...]:
    """The keys for which there may be an instance, in rising order.

    Those of a trigger are the ones under which it may have happened; otherwise every
    combination of known things. Things that nothing lists are nobody's instance: over an
    area a closed formula asks for them.
    """
    if norm.trigger is not None:
        found = keys_of(norm.trigger, case.view, norm.variables, case.begin, case.at)
        listed = [key for key in found if None not in key]
        return tuple(_env(norm, key) for key in listed)
    if norm.generated == "closing" and norm.content is not None:
        found = keys_of(norm.content, case.view, norm.variables, case.begin, case.at)
        return tuple(_env(norm, key) for key in found if None not in key)
    domains = [domain(sort, case) if sort != ANY_SORT else () for _, sort in norm.key]
    return tuple(_env(norm, key) for key in product(*domains))


def _env(norm: Norm, key: tuple[Value | None, ...]) -> Env:
    """The values of the key variables."""
    pairs = zip(norm.variables, key, strict=True)
    return {name: value for name, value in pairs if value is not None}


def _rising(value: Value) -> tuple[bool, int, str]:
    """Numbers before names, each in rising order."""
    return (False, value, "") if isinstance(value, int) else (True, 0, value)
