"""Defeaters: what stops a norm from binding, and which of two wins.

A defeater is effective when its condition holds and nothing effective beats it. Prioritised
exceptions in this form are those of defeasible logic (D. Nute, "Defeasible logic", 1994);
the order of a file never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfire.agreement.accord.formula import Formula, Not
from holdfire.agreement.accord.norms.norm import Defeater, Effect, Norm
from holdfire.agreement.accord.norms.substitute import all_parts, any_part

__all__ = ["beats", "circles", "effective", "excepted_when", "exception", "put_off", "ties"]


def beats(one: Defeater, other: Defeater) -> bool:
    """Does the first win where both conditions hold? Only opposites fight."""
    if other.name in one.beats:
        return True
    if one.name in other.beats or not _opposed(one, other):
        return False
    if one.priority is None or other.priority is None:
        return False
    return one.priority > other.priority


def _opposed(one: Defeater, other: Defeater) -> bool:
    """Do they pull in opposite directions for somebody? Binding against all else."""
    same_bearer = not one.bearer or not other.bearer or one.bearer == other.bearer
    return same_bearer and (one.effect is Effect.BIND) != (other.effect is Effect.BIND)


def ties(defeaters: Sequence[Defeater]) -> tuple[tuple[Defeater, Defeater], ...]:
    """The opposing pairs of which neither beats the other."""
    return tuple(
        (one, other)
        for at, one in enumerate(defeaters)
        for other in defeaters[at + 1 :]
        if _opposed(one, other) and not beats(one, other) and not beats(other, one)
    )


def circles(defeaters: Sequence[Defeater]) -> tuple[str, ...]:
    """The names of the defeaters that beat themselves along some way."""
    found = []
    for start in defeaters:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            one = waiting.pop()
            for other in defeaters:
                if beats(one, other) and other.name not in seen:
                    seen.add(other.name)
                    waiting.append(other)
        if start.name in seen:
            found.append(start.name)
    return tuple(found)


def effective(defeater: Defeater, defeaters: Sequence[Defeater]) -> Formula:
    """``condition and not (any effective one that beats it)``; the order must be acyclic."""
    stronger = [
        Not(effective(other, defeaters))
        for other in defeaters
        if other != defeater and beats(other, defeater)
    ]
    return all_parts(defeater.condition, *stronger)


def exception(defeaters: Sequence[Defeater], bearer: str = "") -> Formula | None:
    """When the norm is excused, or ``None`` where it never is.

    Reservations count only for their own bearer; without a bearer they all do not count.
    """
    excuses = _chosen(defeaters, Effect.EXCUSE, bearer)
    return any_part(*(effective(each, defeaters) for each in excuses)) if excuses else None


def excepted_when(norm: Norm, bearer: str) -> Formula | None:
    """When this norm is excused for this bearer."""
    return exception(norm.unless, bearer)


def put_off(defeaters: Sequence[Defeater], bearer: str = "") -> tuple[tuple[Formula, int], ...]:
    """When, and by how many microseconds, the deadline moves for this bearer."""
    return tuple(
        (effective(each, defeaters), each.defer)
        for each in _chosen(defeaters, Effect.DEFER, bearer)
    )


def _chosen(defeaters: Iterable[Defeater], effect: Effect, bearer: str) -> tuple[Defeater, ...]:
    """Those of one effect that this bearer may rely on."""
    return tuple(
        each for each in defeaters if each.effect is effect and each.bearer in {"", bearer}
    )
