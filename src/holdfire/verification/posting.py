"""The trace of one clause: what the evidence says of its leaves, as the engine reads it.

A *post* is one thing the clause is asked of: an incident, or all of them together. It
carries for each condition of the clause whether it holds. Whoever makes the posts decides
what the evidence is worth; a trace adds nothing up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    Possible,
    Silence,
)
from holdfire.base.truth import Truth

__all__ = ["OWN_LINE", "ClauseTrace", "Post"]

OWN_LINE = "own line"
"""The reference line of whoever stands there, as an argument of a distance."""

_OTHER = "something else"
"""What a thing is when it is not what the clause names."""


@dataclass(frozen=True, slots=True)
class Post:
    """One thing that the clause is asked of, happening at one instant of ``[start, end]``.

    ``unknown`` gives for each condition that is not known what is missing; a condition that
    is not among them holds. ``numbers`` are its set-valued numbers by function, ``measured``
    its distances in tenths of a millimetre by line. ``ids`` are the incidents it rests on.
    """

    name: str
    start: int
    end: int
    unknown: Mapping[str, Lack] = field(default_factory=dict)
    numbers: Mapping[str, Possible] = field(default_factory=dict)
    measured: Mapping[str, Possible] = field(default_factory=dict)
    ids: tuple[str, ...] = ()


class ClauseTrace:
    """The posts of one clause beside what holds where nothing is posted.

    ``unlisted`` is that silence: false where absence was seen, else unknown with what is
    missing. ``extra`` are functions that belong to no post, by name and arguments; ``bound``
    are further arguments of a predicate that stand for the key of a part.
    """

    __slots__ = ("_bound", "_claims", "_members", "_quiet", "_terms", "_unlisted")

    def __init__(
        self,
        compiled: Compiled,
        posts: Sequence[Post],
        unlisted: Silence,
        extra: Mapping[tuple[str, tuple[Value, ...]], Possible] | None = None,
        bound: Mapping[str, tuple[Value, ...]] | None = None,
    ) -> None:
        self._bound = bound or {}
        self._claims: dict[str, dict[tuple[Value, ...], tuple[Claim, ...]]] = {}
        self._terms: dict[tuple[str, tuple[Value, ...]], Possible] = dict(extra or {})
        self._members = {leaf.of: Possible(values=leaf.members) for leaf in compiled.leaves}
        self._unlisted = (unlisted,)
        self._quiet = {
            leaf.predicate: (Silence(Truth.FALSE),)
            for leaf in compiled.leaves
            if leaf.form is Form.DENIED
        }
        ordered = sorted(posts, key=lambda post: post.name)
        for leaf in compiled.leaves:
            self._claims.setdefault(leaf.predicate, {})
            for post in ordered:
                self._post(leaf, post)
        for post in ordered:
            self._terms["place", (post.name,)] = Possible(values=(post.name,))
            for function, number in post.numbers.items():
                self._terms[function, (post.name,)] = number

    def _post(self, leaf: Leaf, post: Post) -> None:
        """One leaf of one post."""
        lack = post.unknown.get(leaf.condition)
        key = (post.name, *leaf.rest, *self._bound.get(leaf.predicate, ()))
        if leaf.form is Form.TERM:
            known = leaf.members if lack is None else (*leaf.members, _OTHER)
            self._terms[(leaf.predicate, key)] = Possible(values=known, lack=lack)
        elif leaf.form is Form.DISTANCE:
            self._terms[(leaf.predicate, key)] = _distance(leaf, post, lack)
        elif leaf.form is Form.NUMBER:
            self._terms[(leaf.predicate, key)] = _number(leaf, post, lack)
        else:
            self._claims[leaf.predicate][key] = (_claim(leaf, post, lack),)

    def keys(self, predicate: str) -> Iterable[tuple[Value, ...]]:
        """The arguments of the posts, in rising order."""
        return self._claims.get(predicate, {})

    def claims(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Claim]:
        """What was posted of one fact."""
        return self._claims.get(predicate, {}).get(key, ())

    def silence(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Silence]:
        """Nothing more is said of what was posted; of the rest as :meth:`unlisted`."""
        if key in self._claims.get(predicate, {}):
            return (Silence(Truth.FALSE),)
        return self.unlisted(predicate)

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """What holds of things that nothing was posted of."""
        return self._quiet.get(predicate, self._unlisted)

    def possible(self, function: str, terms: tuple[Value, ...], at: int) -> Possible:
        """The values that a term may have; what was not posted may have any."""
        del at
        if function == "between":
            return _between(terms)
        found = self._terms.get((function, terms))
        if found is None and function in _OF_THE_THING:
            found = self._terms.get((function, terms[:1])) or _OF_THE_THING[function](terms)
        return Possible() if found is None else found

    def instant(self, name: str) -> Possible:
        """No anchor is left open: a clause has its times."""
        return Possible(values=(name,))

    def members(self, name: str) -> Possible:
        """The words of a set of the text."""
        return self._members.get(name, Possible(values=(name,)))


def _claim(leaf: Leaf, post: Post, lack: Lack | None) -> Claim:
    """An event in its interval; another condition at all times."""
    value = Truth.TRUE if lack is None else Truth.UNKNOWN
    if leaf.form is Form.EVENT:
        said = lack or post.unknown.get("time")
        return Claim(value, post.start, post.end, event=True, lack=said, ids=post.ids)
    if leaf.form is Form.DENIED:
        value = value.negated()
    return Claim(value, NEVER, FOREVER, lack=lack, ids=post.ids)


def _distance(leaf: Leaf, post: Post, lack: Lack | None) -> Possible:
    """As measured; else so that it surely keeps the bound, or that nobody can tell."""
    found = post.measured.get(str(leaf.rest[0]) if leaf.rest else "")
    if found is not None:
        return found
    if lack is not None:
        return Possible(low=0, high=None, lack=lack)
    return Possible(low=leaf.low, high=leaf.high)


def _number(leaf: Leaf, post: Post, lack: Lack | None) -> Possible:
    """The number posted; else what surely keeps the bound, or what nobody can tell."""
    found = post.numbers.get(leaf.predicate)
    if found is not None:
        return found
    if lack is not None:
        return Possible(low=0, high=None, lack=lack)
    return Possible(low=leaf.low, high=leaf.high if leaf.high is not None else leaf.low)


def _between(terms: tuple[Value, ...]) -> Possible:
    """A limit that the text itself gives as an interval: any of its values may be meant."""
    low, high = (int(term) for term in terms)
    return Possible(low=low, high=high)


def _required(terms: tuple[Value, ...]) -> Possible:
    """Any distance of the text, where nobody says which one binds the thing."""
    limits = [term for term in terms if isinstance(term, int)]
    return Possible(low=min(limits), high=max(limits))


def _own_line(terms: tuple[Value, ...]) -> Possible:
    """The line of whoever stands there: one answer, whose distance is posted."""
    del terms
    return Possible(values=(OWN_LINE,))


_OF_THE_THING: Mapping[str, Callable[[tuple[Value, ...]], Possible]] = {
    "required": _required,
    "own_line": _own_line,
}
"""Functions that take the text's own numbers and words beside the thing they speak of."""
