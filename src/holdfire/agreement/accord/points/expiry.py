"""What can be forgotten: facts that no verdict still to be given, or changed, can rest on.

From the first position whose verdict may still be evaluated each operator leads back to the
first position that its operand is asked about. Facts before it go. Under an operator without
an end over a plain fact the last true and the last unknown position of each key still
decide, so they stay; what lies inside a composite operand of such an operator stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from holdfire.agreement.accord.formula import (
    Atom,
    Eventually,
    Formula,
    Next,
    Not,
    Once,
    Previous,
    Since,
    Until,
)
from holdfire.agreement.accord.points.ahead import inner
from holdfire.agreement.accord.points.edges import Pair, pair_of
from holdfire.agreement.accord.points.position import AFTER, BEFORE, SHIFT
from holdfire.agreement.accord.points.support import negation, supporting_atoms
from holdfire.agreement.accord.points.world import World

__all__ = ["Kept", "kept"]


@dataclass(slots=True)
class Kept:
    """From where on things are kept: ``BEFORE`` is all of it.

    ``edges`` are the predicates of which the last positions before stay too, ``pairs`` how
    they break each other, ``single`` those that also decide without a partner.
    """

    facts: dict[str, int] = field(default_factory=dict)
    edges: set[str] = field(default_factory=set)
    pairs: list[Pair] = field(default_factory=list)
    single: set[str] = field(default_factory=set)
    operands: dict[Formula, int] = field(default_factory=dict)
    points: int = AFTER

    def note_fact(self, predicate: str, at: int) -> None:
        """Keep the facts of a predicate from a position on."""
        self.facts[predicate] = min(at, self.facts.get(predicate, AFTER))

    def note_operand(self, operand: Formula, at: int) -> None:
        """Keep what is remembered of an operand from a position on."""
        self.operands[operand] = min(at, self.operands.get(operand, AFTER))


def kept(root: Formula, start: int, world: World) -> Kept:
    """What evaluating the root from ``start`` on rests on."""
    found = Kept(points=start)
    _walk(root, start, world, found)
    return found


def _walk(f: Formula, start: int, world: World, found: Kept) -> None:  # noqa: C901 - one pass, made for speed
    match f:
        case Atom(predicate, _):
            found.note_fact(predicate, start)
        case Once(bound, body):
            if isinstance(body, Atom) and bound.high is None:
                found.single.add(body.predicate)
            _behind(body, body, start, (bound.low, bound.high), world, found)
        case Since(bound, left, right):
            if bound.high is None:
                _paired(negation(left), right, world, found, low=bound.low)
            _behind(left, negation(left), start, (0, bound.high), world, found)
            _behind(right, right, start, (bound.low, bound.high), world, found)
        case Eventually() | Until():
            found.points = min(found.points, start)
            for part in inner(f):
                found.note_operand(part, start)
                _walk(part, start, world, found)
        case Previous(_, body) | Next(_, body):
            if isinstance(f, Previous) and start > BEFORE:
                start = world.before(start)
            found.points = min(found.points, start)
            _walk(body, start, world, found)
        case _:
            for part in inner(f):
                _walk(part, start, world, found)


def _paired(broken: Formula, right: Formula, world: World, found: Kept, *, low: int) -> None:
    """Note which facts break which; with anything else in the way both stand alone."""
    if isinstance(broken, Atom) and isinstance(right, Atom) and not low:
        pair = pair_of(right, broken, world)
        if pair is not None:
            found.pairs.append(pair)
            return
    found.single |= {part.predicate for part in (broken, right) if isinstance(part, Atom)}


def _behind(
    operand: Formula,
    support: Formula,
    start: int,
    reach: tuple[int, int | None],
    world: World,
    found: Kept,
) -> None:
    """An operand that is asked about the past."""
    least, most = reach
    if most is None and isinstance(support, Atom):
        found.edges.add(support.predicate)
        found.note_fact(support.predicate, _back(start, least))
        return
    first = BEFORE if most is None else _back(start, most)
    found.note_operand(operand, first)
    if supporting_atoms(support) is None:
        found.points = min(found.points, first)
    plain = operand.body if isinstance(operand, Not) else operand
    _walk(plain, first, world, found)


def _back(start: int, ticks: int) -> int:
    return start if start == BEFORE else ((start >> SHIFT) - ticks) << SHIFT
