"""What the words of one norm mean: variables, anchors, parties, places, facts, functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.problems import Refusal
from holdfire.agreement.words import nearest

__all__ = ["ANY_SORT", "BUILT_IN", "Scope"]

ANY_SORT = "any"
"""The sort that fits every other."""

BUILT_IN: Mapping[str, tuple[tuple[str, ...], str]] = {
    "dist": (("place", "line"), "length"),
    "side_of": (("place",), "party"),
    "cal": ((ANY_SORT, ANY_SORT), "instant"),
}
"""Functions of the language: the sorts of their arguments, and what they give."""


_PLACES = frozenset({"line", "zone", "corridor", "site", "place"})


@dataclass(slots=True)
class Scope:
    """The scope of one norm while it is read.

    ``sorts`` are the variables known so far with their sorts; where ``open`` is true an
    unknown word becomes one of them. ``renamed`` says which name a reading puts for which.
    ``refusals`` collects what does not resolve, as rule and refusal.
    """

    accord: Accord
    sorts: dict[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)

    def refuse(self, rule: str, message: str, next_step: str) -> None:
        """Keep one refusal."""
        self.refusals.append((rule, Refusal(message, next_step)))

    def anchor(self, name: str) -> bool:
        """Is it an instant of the text, or ``now``?"""
        return name == "now" or name in self.accord.anchors

    def named(self, name: str) -> bool:
        """Is it a party, place, body, class or a member of a class?"""
        accord = self.accord
        return (
            name in accord.parties
            or name in accord.places
            or name in accord.bodies
            or name in accord.classes
            or any(name in members for members in accord.classes.values())
        )

    def sort_of_name(self, name: str) -> str:
        """The sort of a named thing."""
        accord = self.accord
        if name in accord.parties:
            return "party"
        if name in accord.places:
            return accord.places[name].kind
        if name in accord.bodies:
            return "body"
        for sort, members in accord.classes.items():
            if name in members:
                return sort
        return ANY_SORT

    def set_of(self, name: str) -> bool:
        """Is it a set something may be in?"""
        return name == "parties" or name in self.accord.classes or name in self.accord.places

    def bind(self, name: str, sort: str) -> None:
        """A variable stands where this sort is meant; refuses a second, different one."""
        known = self.sorts.get(name)
        if known in {None, ANY_SORT}:
            self.sorts[name] = sort
        elif known is not None and sort != ANY_SORT and not self.fits(known, sort):
            self.refuse(
                "L2",
                f"{name} is used as {known} and as {sort}",
                "Use two variables, or declare the facts with one sort.",
            )

    def fits(self, given: str, wanted: str) -> bool:
        """May a thing of one sort stand where the other is meant?"""
        if ANY_SORT in {given, wanted} or given == wanted:
            return True
        parties = set(self.accord.parties)
        members = set(self.accord.classes.get(given, ())) | set(
            self.accord.classes.get(wanted, ())
        )
        if "party" in {given, wanted}:
            return bool(members) and members <= parties
        return given in _PLACES and wanted in _PLACES

    def belongs(self, name: str, sort: str) -> bool:
        """May this named thing stand where the sort is meant?"""
        accord = self.accord
        closed = sort in accord.classes or sort in {"party", "body", *_PLACES}
        return not closed or (
            name in accord.classes.get(sort, ()) or self.fits(self.sort_of_name(name), sort)
        )

    def hint(self, name: str) -> str:
        """The nearest known name as a next step."""
        accord = self.accord
        known = {
            *self.sorts,
            *accord.anchors,
            *accord.parties,
            *accord.places,
            *accord.bodies,
            *accord.classes,
            *(member for members in accord.classes.values() for member in members),
        }
        return _hint(name, known)

    def hint_fact(self, name: str, *, function: bool) -> str:
        """The nearest declared fact or function as a next step."""
        known = {
            fact.name for fact in self.accord.facts.values() if bool(fact.gives) == function
        }
        if function:
            known |= set(BUILT_IN)
        return _hint(name, known)


def _hint(name: str, known: set[str]) -> str:
    """Did you mean ..., or what there is."""
    meant = nearest(name, known)
    if meant:
        return f"Did you mean {meant}?"
    return f"Known: {', '.join(sorted(known)[:20]) or 'none'}."
