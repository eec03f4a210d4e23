"""The smallest traces that violate a clause, keep it, and leave it open, up to a scope.

Proposals come from the structure of the formulas (:mod:`.building`); the engine that gives
verdicts decides about each. A violating trace is stripped of everything it can do without,
and the trace that keeps the clause is the one with the fewest changes against it, because
that shows a drafter where the border runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from holdfire.agreement.accord.compiled import Form, Leaf
from holdfire.agreement.accord.formula import And, Formula, Not
from holdfire.agreement.accord.free import formulas, terms_of
from holdfire.agreement.accord.term import Apply, Arithmetic, Constant, Term, Value
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.vacuity.building import Builder
from holdfire.agreement.vacuity.scene import (
    SOMETHING_ELSE,
    Fact,
    Scene,
    Setting,
    SmallTrace,
    Worth,
    joined,
    unsettled,
)
from holdfire.base.truth import Truth

__all__ = ["SCOPE", "Found", "Question", "Rule", "search"]

MOST_PROPOSALS = 400
MOST_CHANGES = 60
SCOPE = f"one individual for each variable, the edges of every time, {MOST_PROPOSALS} traces"
"""What was searched: small scopes prove little, and this is said with every result."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One violation: a formula, and the variables that are its key."""

    name: str
    violation: Formula
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is violated and the window it is asked over (microseconds, closed).

    ``said`` are the leaves, ``instants`` the times at which something may happen, ``env``
    gives the keys.
    """

    rules: tuple[Rule, ...]
    said: tuple[Leaf, ...]
    start: int
    end: int
    instants: tuple[int, ...]
    sets: Mapping[str, tuple[Value, ...]]
    anchors: Mapping[str, int]
    env: Mapping[str, Value]

    @property
    def leaves(self) -> dict[str, Leaf]:
        """The leaves by name."""
        return {leaf.predicate: leaf for leaf in self.said}

    def value(self, part: Rule, scene: Scene) -> Truth:
        """Does the scene violate the part? The engine's answer over the window."""
        env = {name: self.env.get(name, f"{name}1") for name in part.key}
        return over(part.violation, self.trace(scene), env, self.start, self.end).value

    def whole(self, scene: Scene) -> Truth:
        """Does it violate any part?"""
        return max((self.value(part, scene) for part in self.rules), default=Truth.FALSE)

    def trace(self, scene: Scene) -> SmallTrace:
        """The scene as a trace."""
        facts: dict[str, dict[tuple[Value, ...], tuple[Fact, ...]]] = {}
        worths: dict[tuple[str, tuple[Value, ...]], tuple[Value, ...]] = {}
        for one in sorted(scene, key=repr):
            if isinstance(one, Worth):
                worths[one.function, one.key] = one.values
            else:
                held = facts.setdefault(one.predicate, {})
                held[one.key] = (*held.get(one.key, ()), one)
        return SmallTrace(facts, worths, self.leaves, self.sets, self.anchors)


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found; ``None`` where it found nothing up to the scope.

    ``violating`` has one trace for each part.
    """

    violating: Mapping[str, Scene | None]
    complying: Scene | None
    undetermined: Scene | None

    @property
    def smallest(self) -> Scene | None:
        """The violating trace with the fewest settings."""
        known = [scene for scene in self.violating.values() if scene is not None]
        return min(known, key=_size, default=None)


def search(question: Question) -> Found:
    """The smallest traces of a clause."""
    builder = Builder(question.leaves, question.sets, question.anchors, _limits(question.rules))
    violating = {part.name: _violating(question, builder, part) for part in question.rules}
    smallest = Found(violating, None, None).smallest
    complying = _complying(question, builder, smallest)
    return Found(violating, complying, _undetermined(question, smallest, complying))


def _size(scene: Scene) -> tuple[int, list[str]]:
    """Fewest settings first, then by what they say."""
    return len(scene), sorted(map(repr, scene))


def _limits(rules: Sequence[Rule]) -> tuple[int, ...]:
    """Every plain number of the formulas, and its neighbours."""
    found: set[int] = set()
    for part in rules:
        for inner in formulas(part.violation):
            for term in terms_of(inner):
                for value in _plain_numbers(term):
                    found |= {value - 1, value, value + 1}
    return tuple(sorted(found))


def _plain_numbers(term: Term) -> Iterator[int]:
    """The numbers of a term that are no instants."""
    if isinstance(term, Constant):
        if isinstance(term.value, int) and term.unit != "instant":
            yield term.value
    elif isinstance(term, Apply):
        for inner in term.terms:
            yield from _plain_numbers(inner)
    elif isinstance(term, Arithmetic):
        yield from _plain_numbers(term.left)
        yield from _plain_numbers(term.right)


def _proposals(
    question: Question, builder: Builder, part: Rule, *, want: bool
) -> Iterator[Scene]:
    """What may make the part true (or false), at each of the instants."""
    env = {name: question.env.get(name, f"{name}1") for name in part.key}
    for at in question.instants:
        yield from islice(
            builder.make(part.violation, (at, at), env, want=want),
            MOST_PROPOSALS // max(len(question.instants), 1),
        )


def _violating(question: Question, builder: Builder, part: Rule) -> Scene | None:
    """The first proposal that violates the part, without what it can do without."""
    for scene in _proposals(question, builder, part, want=True):
        if question.value(part, scene) is Truth.TRUE:
            return _stripped(question, part, scene)
    return None


def _stripped(question: Question, part: Rule, scene: Scene) -> Scene:
    """No setting can be taken out without the violation going, too."""
    for setting in sorted(scene, key=repr):
        fewer = scene - {setting}
        if question.value(part, fewer) is Truth.TRUE:
            scene = fewer
    return scene


def _complying(question: Question, builder: Builder, violating: Scene | None) -> Scene | None:
    """The trace that keeps every part and differs least from the violating one."""
    base: Scene = violating or frozenset()
    ranked = [(rank, scene) for rank, scene in _neighbours(question, base)]
    ranked += _with_more(question, builder, base)
    ranked.append((_LAST, frozenset()))
    ranked += [(_LAST, scene) for scene in _kept_together(question, builder)]
    ranked.sort(key=lambda one: (one[0], len(one[1] ^ base), sorted(map(repr, one[1]))))
    for _, scene in ranked[:MOST_PROPOSALS]:
        if question.whole(scene) is Truth.FALSE:
            return scene
    return None


def _kept_together(question: Question, builder: Builder) -> Iterator[Scene]:
    """What may keep every part at once."""
    parts = question.rules
    none = Not(parts[0].violation) if len(parts) == 1 else _no_part(parts)
    env = {name: question.env.get(name, f"{name}1") for part in parts for name in part.key}
    whole = (question.start, question.end)
    for moment in (whole, *((at, at) for at in question.instants)):
        yield from islice(builder.make(none, moment, env, want=True), MOST_CHANGES)


def _with_more(
    question: Question, builder: Builder, base: Scene
) -> Iterator[tuple[float, Scene]]:
    """The violating trace with what is missing in it: the act is done, or it is excepted."""
    instants = {one.start for one in base if isinstance(one, Fact)}
    for rule in question.rules:
        env = {name: question.env.get(name, f"{name}1") for name in rule.key}
        for at in sorted(instants):
            lacking = islice(
                builder.make(rule.violation, (at, at), env, want=False), MOST_CHANGES
            )
            for scene in lacking:
                both = joined(base, scene)
                if both is not None and both != base:
                    yield _rank_of_more(question, both - base), both


def _rank_of_more(question: Question, added: Scene) -> float:
    """Doing what is due teaches more than being excepted."""
    names = {one.predicate for one in added if isinstance(one, Fact)}
    denied = any(leaf.form is Form.DENIED for leaf in question.said if leaf.predicate in names)
    return _EXCEPTED if denied else _DONE


def _no_part(parts: Sequence[Rule]) -> Formula:
    """None of the parts is violated."""
    return And(tuple(Not(part.violation) for part in parts))


def _neighbours(question: Question, scene: Scene) -> Iterator[tuple[float, Scene]]:
    """The trace with one thing changed, each with how much the change teaches."""
    limits = _limits(question.rules)
    for setting in sorted(scene, key=repr):
        rest = scene - {setting}
        rank = _rank(question, setting)
        if isinstance(setting, Worth):
            for step, other in enumerate(_steps_from(setting.values[0], limits)):
                yield rank + step / 1000, rest | {replace(setting, values=(other,))}
        yield rank + 1, rest
    here = min((one.start for one in scene if isinstance(one, Fact)), default=0)
    by_distance = sorted(question.instants, key=lambda at: (abs(at - here), at))
    for step, at in enumerate(by_distance):
        moved = frozenset(_moved(setting, at) for setting in scene)
        yield _AT_ANOTHER_TIME + step / 1000, moved


def _steps_from(value: Value, limits: Sequence[int]) -> Sequence[Value]:
    """Values just beside the one that a term has, then the limits of the clause."""
    if isinstance(value, int):
        near = [value + 1, value - 1, *sorted(limits, key=lambda each: abs(each - value))]
        return [other for other in dict.fromkeys(near) if other >= 0 and other != value]
    return (SOMETHING_ELSE,)


def _moved(setting: Setting, at: int) -> Setting:
    """A fact of one instant at another one; anything else as it is."""
    if isinstance(setting, Fact) and setting.start == setting.end:
        return replace(setting, start=at, end=at)
    return setting


_AT_ANOTHER_TIME = 2
_DONE = 3
_EXCEPTED = 7
_LAST = 19
_TEACHES = {"place": 4, "side": 4, "object": 6, "act": 6, "class": 6, "actor": 8, "notice": 8}
_BOOKKEEPING = frozenset({"existence", "origins", "corroboration"})


def _rank(question: Question, setting: Setting) -> int:
    """Numbers beside a limit first, then times, places, kinds; bookkeeping last."""
    name = setting.function if isinstance(setting, Worth) else setting.predicate
    leaf = question.leaves.get(name)
    if leaf is None or leaf.condition in _BOOKKEEPING or name in _BOOKKEEPING:
        return _LAST - 3
    if leaf.form is Form.EVENT:
        return _LAST - 5
    if leaf.form in {Form.DISTANCE, Form.NUMBER} and isinstance(setting, Worth):
        return 0
    return _TEACHES.get(leaf.condition, 10)


def _undetermined(
    question: Question, violating: Scene | None, complying: Scene | None
) -> Scene | None:
    """One of both traces with a single setting unknown."""
    for scene in (violating, complying):
        for setting in sorted(scene or (), key=lambda one: (_rank(question, one), repr(one))):
            open_one = unsettled(setting, _other(setting, complying, violating))
            if open_one is None:
                continue
            candidate = (scene or frozenset()) - {setting} | {open_one}
            if question.whole(candidate) is Truth.UNKNOWN:
                return candidate
    return None


def _other(setting: Setting, *scenes: Scene | None) -> Value | None:
    """Another value of the term: the one of the other trace, else one step on."""
    if not isinstance(setting, Worth):
        return None
    for scene in scenes:
        for one in scene or ():
            same = isinstance(one, Worth) and (one.function, one.key) == (
                setting.function,
                setting.key,
            )
            if same and isinstance(one, Worth) and one.values != setting.values:
                return one.values[0]
    value = setting.values[0]
    return value + 1 if isinstance(value, int) else SOMETHING_ELSE
