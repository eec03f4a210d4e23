"""A small invented trace: facts with their instants, and what terms are worth.

Everything that is not listed is false: a scene is a whole little world in which nothing else
happened and everybody looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from holdfire.agreement.accord.compiled import Form, Leaf
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Claim, Lack, LackKind, Possible, Silence
from holdfire.base.instant import from_micros
from holdfire.base.truth import Truth

__all__ = [
    "SOMETHING_ELSE",
    "Fact",
    "Scene",
    "Setting",
    "SmallTrace",
    "Worth",
    "changed",
    "instant_words",
    "joined",
    "shown",
    "unsettled",
    "usual",
]

Key = tuple[Value, ...]

SOMETHING_ELSE = "something else"
"""A value that no set of any clause has."""

_NOTHING_ELSE = (Silence(Truth.FALSE),)
_TENTHS_PER_KM = 10_000_000
_FAR = 3_000 * _TENTHS_PER_KM


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact over ``[start, end]`` (microseconds); true, or unknown."""

    predicate: str
    key: Key
    start: int
    end: int
    event: bool = False
    value: Truth = Truth.TRUE


@dataclass(frozen=True, slots=True)
class Worth:
    """What a term is worth: one value, several that stay possible, or none that is known."""

    function: str
    key: Key
    values: Key


Setting = Fact | Worth
Scene = frozenset[Setting]
"""The whole trace."""


@dataclass(frozen=True, slots=True)
class SmallTrace:
    """A scene as the engine reads it. ``usual`` gives what terms are worth otherwise."""

    facts: Mapping[str, Mapping[Key, tuple[Fact, ...]]]
    worths: Mapping[tuple[str, Key], Key]
    leaves: Mapping[str, Leaf] = field(default_factory=dict)
    sets: Mapping[str, Key] = field(default_factory=dict)
    anchors: Mapping[str, int] = field(default_factory=dict)

    def keys(self, predicate: str) -> Iterable[Key]:
        """The keys that some fact has, in rising order."""
        return sorted(self.facts.get(predicate, {}), key=lambda key: [str(v) for v in key])

    def claims(self, predicate: str, key: Key) -> Sequence[Claim]:
        """The claims on one fact, by start."""
        held = self.facts.get(predicate, {}).get(key, ())
        return [
            Claim(
                fact.value,
                fact.start,
                fact.end,
                fact.event,
                self._lack(predicate, key) if fact.value is Truth.UNKNOWN else None,
                (predicate,),
            )
            for fact in sorted(held, key=lambda fact: (fact.start, fact.end))
        ]

    def _lack(self, name: str, key: Key) -> Lack:
        """What is missing where a fact or a term is unknown."""
        leaf = self.leaves.get(name)
        if leaf is None:
            return Lack(LackKind.GAP, name, key)
        return Lack(leaf.lack, name, key, leaf.said, leaf.supplier)

    def silence(self, predicate: str, key: Key) -> Sequence[Silence]:
        """False: nothing else happened."""
        del predicate, key
        return _NOTHING_ELSE

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """False: there is nothing else."""
        del predicate
        return _NOTHING_ELSE

    def possible(self, function: str, terms: Key, at: int) -> Possible:
        """What the scene says, else the usual value."""
        del at
        values = self.worths.get((function, terms)) or usual(function, terms, self.leaves)
        if function == "between" and len(terms) == 2:
            low, high = sorted(value for value in terms if isinstance(value, int))
            return Possible(low=low, high=high)
        lack = self._lack(function, terms) if len(values) > 1 else None
        return Possible(values, lack=lack)

    def instant(self, name: str) -> Possible:
        """The instant of an anchor; nothing for a name that is none."""
        at = self.anchors.get(name)
        return Possible() if at is None else Possible(low=at, high=at)

    def members(self, name: str) -> Possible:
        """The members of a set, or one stand-in where nobody listed any."""
        return Possible(self.sets.get(name) or (f"one of {name}",))


def usual(function: str, terms: Key, leaves: Mapping[str, Leaf]) -> Key:
    """What a term is worth when nobody says: far away, none, or something of no set."""
    leaf = leaves.get(function)
    form = leaf.form if leaf is not None else Form.FACT
    if form is Form.DISTANCE:
        return (_FAR,)
    if form is Form.NUMBER:
        return (0,)
    numbers = tuple(value for value in terms if isinstance(value, int))
    if numbers:
        return numbers[:1]
    about = f" of {terms[0]}" if terms else ""
    return (f"{function}{about}",)


def joined(one: Scene, two: Scene) -> Scene | None:
    """Both together; ``None`` where they give one term two values."""
    worths = {(w.function, w.key): w.values for w in one if isinstance(w, Worth)}
    for other in two:
        if isinstance(other, Worth):
            held = worths.get((other.function, other.key), other.values)
            if held != other.values:
                return None
    return one | two


def unsettled(setting: Setting, other: Value | None) -> Setting | None:
    """The setting with its value unknown; ``None`` where nothing else could be."""
    if isinstance(setting, Fact):
        return replace(setting, value=Truth.UNKNOWN)
    if other is None or other in setting.values:
        return None
    return replace(setting, values=(*setting.values, other))


def shown(scene: Scene, leaves: Mapping[str, Leaf]) -> tuple[str, ...]:
    """The scene line by line: ``@instant predicate(arguments)``, then what terms are worth."""
    facts = sorted(
        (one for one in scene if isinstance(one, Fact)),
        key=lambda fact: (fact.start, fact.end, fact.predicate, str(fact.key)),
    )
    worths = sorted(
        (one for one in scene if isinstance(one, Worth)),
        key=lambda worth: (worth.function, str(worth.key)),
    )
    lines = [_fact_line(fact) for fact in facts]
    lines += [_worth_line(worth, leaves) for worth in worths]
    return tuple(lines) or ("(nothing happens)",)


def changed(scene: Scene, base: Scene, leaves: Mapping[str, Leaf]) -> tuple[str, ...]:
    """What to change in another scene to come to this one: ``but ...``, ``without ...``."""
    moved = _moved_to(scene, base)
    if moved:
        return (f"but at {moved}",)
    added, gone = scene - base, base - scene
    names = {_name(one) for one in added}
    said = [f"but {line}" for line in shown(added, leaves)] if added else []
    left_out = frozenset(one for one in gone if _name(one) not in names)
    return (*said, *(f"without {line}" for line in shown(left_out, leaves) if left_out))


def _name(one: Setting) -> tuple[str, Key]:
    """What is set, whatever its value."""
    return (one.function if isinstance(one, Worth) else one.predicate), one.key


def _moved_to(scene: Scene, base: Scene) -> str:
    """The instant to which all facts were moved, if that is the only difference."""
    facts = [one for one in scene if isinstance(one, Fact)]
    instants = {one.start for one in facts} | {one.end for one in facts}
    here = {replace(one, start=0, end=0) if isinstance(one, Fact) else one for one in scene}
    there = {replace(one, start=0, end=0) if isinstance(one, Fact) else one for one in base}
    same = len(instants) == 1 and here == there and scene != base
    return instant_words(instants.pop()) if same else ""


def instant_words(at: int) -> str:
    """An instant as UTC, with fractions only where there are some."""
    whole = from_micros(at).isoformat().replace("+00:00", "Z")
    return str(whole)


def _fact_line(fact: Fact) -> str:
    """One fact; ``?`` marks an unknown one."""
    until = "" if fact.end == fact.start else f"..{instant_words(fact.end)}"
    mark = "?" if fact.value is Truth.UNKNOWN else ""
    inside = ", ".join(str(value) for value in fact.key)
    return f"@{instant_words(fact.start)}{until} {mark}{fact.predicate}({inside})"


def _worth_line(worth: Worth, leaves: Mapping[str, Leaf]) -> str:
    """One term with its value or values."""
    leaf = leaves.get(worth.function)
    distance = leaf is not None and leaf.form is Form.DISTANCE
    calibre = worth.function.startswith("calib")

    def said(value: Value) -> str:
        if calibre and isinstance(value, int):
            return f"{value / 10:g} mm"
        if distance and isinstance(value, int):
            return f"{value / _TENTHS_PER_KM:.7f}".rstrip("0").rstrip(".") + " km"
        return str(value)

    inside = ", ".join(said(v) if isinstance(v, int) else str(v) for v in worth.key)
    values = [said(value) for value in worth.values]
    several = "{" + ", ".join(values) + "}"
    worthy = values[0] if len(values) == 1 else several if values else "?"
    return f"{worth.function}({inside}) = {worthy}"
