"""Stable public numbers of incidents, and what became of each.

An incident's id changes when a member arrives; its number does not. After a change the new
incidents inherit the numbers of those that are gone, one to one, the largest overlap of
members first, ties by id. A number that is left over ends: merged into others, or with no
member left. An incident that inherits none takes back an ended number that stood mostly for
its members, or else is given a new one, with those it was split from. No number is ever
given to something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from holdfire.incidents.record import Incident

__all__ = ["Held", "Numbers", "Step", "StepKind", "renumbered"]


class StepKind(StrEnum):
    """What happened to a number."""

    FIRST = "first"
    CHANGED = "changed"
    SPLIT = "split"
    """Given to a part of what other numbers stood for."""

    MERGED = "merged"
    """What it stood for is now part of other numbers."""

    ENDED = "ended"
    """Nothing that it stood for stands any longer."""

    RETURNED = "returned"
    """What it stood for is an incident of its own again."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a number stands for: incident id, content hash, detections."""

    incident: str
    content: str
    detections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one number. ``others`` are the numbers it was split from or merged into.

    ``came`` and ``went`` are the detections by which its members differ from before.
    """

    number: int
    kind: StepKind
    before: Held | None
    after: Held | None
    others: tuple[int, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """``held`` by number; numbers that ``ended`` with what they last stood for.

    ``following`` is the next number that was never given.
    """

    held: Mapping[int, Held] = field(default_factory=dict)
    ended: Mapping[int, Held] = field(default_factory=dict)
    following: int = 1


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How many members a new incident shares with what a number stood for."""

    size: int
    number: int
    old: str
    new: str

    @property
    def rank(self) -> tuple[int, str, str, int]:
        """Largest first, ties by the ids."""
        return (-self.size, self.old, self.new, self.number)


def _heirs(id_: str, heirs: Mapping[str, Sequence[str]]) -> set[str]:
    """The detection and all that stands in its place."""
    found, ahead = {id_}, [id_]
    while ahead:
        for one in heirs.get(ahead.pop(), ()):
            if one not in found:
                found.add(one)
                ahead.append(one)
    return found


def _overlaps(
    old: Mapping[int, Held], made: Sequence[Incident], heirs: Mapping[str, Sequence[str]]
) -> list[_Overlap]:
    """Every pair with a common member, the largest first."""
    owner = {id_: one.id for one in made for id_ in one.detections}
    found = []
    for number, held in old.items():
        shared: Counter[str] = Counter()
        for id_ in held.detections:
            shared.update({owner[one] for one in _heirs(id_, heirs) if one in owner})
        found += [_Overlap(size, number, held.incident, new) for new, size in shared.items()]
    return sorted(found, key=lambda one: one.rank)


def _matched(overlaps: Iterable[_Overlap]) -> dict[str, int]:
    """Incident id to number, one to one, in the order given."""
    found: dict[str, int] = {}
    used: set[int] = set()
    for one in overlaps:
        if one.new not in found and one.number not in used:
            found[one.new] = one.number
            used.add(one.number)
    return found


def _step(number: int, kind: StepKind, before: Held | None, after: Held | None,
          others: Iterable[int] = ()) -> Step:  # fmt: skip
    """The step with the difference of its members."""
    old = set(() if before is None else before.detections)
    new = set(() if after is None else after.detections)
    came, went = tuple(sorted(new - old)), tuple(sorted(old - new))
    return Step(number, kind, before, after, tuple(sorted(others)), came, went)


def _returning(
    numbers: Numbers, free: Sequence[Incident], heirs: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Ended numbers that stood mostly for the members of these incidents."""
    wanted = {id_ for one in free for id_ in one.detections}
    old = {
        number: held
        for number, held in numbers.ended.items()
        if any(not wanted.isdisjoint(_heirs(id_, heirs)) for id_ in held.detections)
    }
    return _matched(
        one
        for one in _overlaps(old, free, heirs)
        if 2 * one.size > len(old[one.number].detections)
    )


def _choices(
    numbers: Numbers,
    old: Mapping[int, Held],
    made: Sequence[Incident],
    heirs: Mapping[str, Sequence[str]],
) -> tuple[dict[str, int], dict[str, int], dict[str, set[int]]]:
    """By incident id the number inherited, the number taken back, all numbers overlapped."""
    overlaps = _overlaps(old, made, heirs)
    given = _matched(overlaps)
    free = [one for one in made if one.id not in given]
    back = _returning(numbers, free, heirs) if free and numbers.ended else {}
    near: dict[str, set[int]] = defaultdict(set)
    for one in overlaps:
        near[one.new].add(one.number)
    return given, back, near


def renumbered(
    numbers: Numbers,
    gone: Collection[str],
    made: Mapping[str, Incident],
    heirs: Mapping[str, Sequence[str]],
) -> tuple[Numbers, tuple[Step, ...]]:
    """The numbers after ``gone`` incidents (ids) gave way to ``made`` ones, and what happened.

    ``made`` gives incidents by the hash of their content. ``heirs`` names what stands in the
    place of replaced detections, so that a correction keeps the number. An incident may be
    in both with other content. Steps are sorted by number.
    """
    old = {number: one for number, one in numbers.held.items() if one.incident in gone}
    given, back, near = _choices(numbers, old, tuple(made.values()), heirs)
    held = {number: one for number, one in numbers.held.items() if number not in old}
    ended = dict(numbers.ended)
    steps, following = [], numbers.following
    placed: dict[str, int] = {}
    ordered = sorted(made.items(), key=lambda pair: (pair[1].time.start, pair[1].id))
    for content, one in ordered:
        now = Held(one.id, content, one.detections)
        if one.id in given:
            number = given[one.id]
            step = _step(number, StepKind.CHANGED, old[number], now)
        elif one.id in back:
            number = back[one.id]
            step = _step(number, StepKind.RETURNED, ended.pop(number), now, near[one.id])
        else:
            number, following = following, following + 1
            kind = StepKind.SPLIT if near[one.id] else StepKind.FIRST
            step = _step(number, kind, None, now, near[one.id])
        held[number], placed[one.id] = now, number
        if step.kind is not StepKind.CHANGED or old[number].content != content:
            steps.append(step)
    for number in sorted(old.keys() - held.keys()):
        ended[number] = old[number]
        into = {placed[new] for new, numbers_ in near.items() if number in numbers_}
        kind = StepKind.MERGED if into else StepKind.ENDED
        steps.append(_step(number, kind, old[number], None, into))
    steps.sort(key=lambda one: one.number)
    return replace(numbers, held=held, ended=ended, following=following), tuple(steps)
