"""Small random worlds for the predicates a clause rests on: facts, sets, numbers, silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Claim, Lack, LackKind, Possible, Silence
from holdfire.base.truth import Truth

KM = 10_000_000
HOUR = 3_600_000_000
SIDES = ("X", "Y")


class LeafWorld:
    """Three things, each leaf of each of them drawn by chance; nothing knows of a formula."""

    def __init__(self, compiled: Compiled, seed: int, start: int, end: int) -> None:
        self.random = Random(seed)
        self.start, self.end = start, end
        self.facts: dict[str, dict[tuple[Value, ...], tuple[Claim, ...]]] = {}
        self.terms: dict[tuple[str, Value], Possible] = {}
        self.sets = {leaf.of: leaf.members for leaf in compiled.leaves}
        self.denied = {leaf.predicate for leaf in compiled.leaves if leaf.form is Form.DENIED}
        self.quiet = self.random.choice([Truth.FALSE, Truth.FALSE, Truth.UNKNOWN])
        for leaf in compiled.leaves:
            for thing in ("a", "b", "c"):
                self._draw(leaf, thing)

    def _draw(self, leaf: Leaf, thing: str) -> None:
        if leaf.form is Form.TERM:
            words = [*leaf.members, "other"]
            drawn = self.random.sample(words, self.random.randint(1, len(words)))
            self.terms[leaf.predicate, thing] = Possible(values=tuple(sorted(drawn)))
        elif leaf.form is Form.DISTANCE:
            low = self.random.randint(0, 40) * KM - self.random.choice([0, 1])
            wide = self.random.choice([0, 0, 1, 5 * KM])
            self.terms[leaf.predicate, thing] = Possible(low=max(low, 0), high=low + wide + 1)
        elif leaf.form is Form.NUMBER:
            low = self.random.choice([0, 1, 2, 3, 70, 75, 76, 600])
            high = self.random.choice([low, low, low + 1, low + 5, None])
            self.terms[leaf.predicate, thing] = Possible(low=low, high=high)
        else:
            keys = [(thing, *leaf.rest)]
            if leaf.predicate == "on_side":
                keys = [(thing, side) for side in SIDES]
            if leaf.predicate == "passage":
                keys = [(thing, "any"), (thing, "1")]
            for key in keys:
                self.facts.setdefault(leaf.predicate, {})[key] = self._claims(leaf)

    def _claims(self, leaf: Leaf) -> tuple[Claim, ...]:
        if self.random.random() < 0.15:
            return ()
        value = self.random.choice([Truth.TRUE, Truth.TRUE, Truth.TRUE, Truth.UNKNOWN])
        if leaf.form is Form.DENIED or self.random.random() < 0.15:
            value = self.random.choice(list(Truth))
        lack = Lack(LackKind.WEAK, leaf.predicate)
        if leaf.form is not Form.EVENT:
            return (Claim(value, -(2**61), 2**61, lack=lack),)
        begin = self.random.randint(self.start - 3 * HOUR, self.end + HOUR)
        long = self.random.choice([0, 0, HOUR, 5 * HOUR])
        return (Claim(value, begin, begin + long, event=True, lack=lack, ids=("i",)),)

    def keys(self, predicate: str) -> Iterable[tuple[Value, ...]]:
        return sorted(self.facts.get(predicate, {}), key=repr)

    def claims(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Claim]:
        return self.facts.get(predicate, {}).get(key, ())

    def silence(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Silence]:
        del predicate, key
        return (Silence(Truth.FALSE),)

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        value = Truth.FALSE if predicate in self.denied else self.quiet
        return (Silence(value, lack=Lack(LackKind.GAP, "seen")),)

    def possible(self, function: str, terms: tuple[Value, ...], at: int) -> Possible:
        del at
        if function == "place":
            return Possible(values=terms)
        if function == "between":
            return Possible(low=int(terms[0]), high=int(terms[1]))
        if function == "own_line":
            return Possible(values=("own line",))
        if function == "required":
            limits = [term for term in terms if isinstance(term, int)]
            return Possible(low=min(limits), high=max(limits))
        if function == "windows":
            return Possible(low=22, high=22)
        return self.terms.get((function, terms[0]), Possible())

    def instant(self, name: str) -> Possible:
        return Possible(values=(name,))

    def members(self, name: str) -> Possible:
        return Possible(values=self.sets.get(name, (name,)))
