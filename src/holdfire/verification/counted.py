"""A count of one kind of object on one side, and what it says of its limit.

The number that a clause is asked of is a set of possible numbers, at the level of the
clause's standard of proof: its low end is above the limit exactly when more than the limit
is shown as the standard asks, its high end when more remains possible.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.trace import Lack, Possible
from holdfire.agreement.clause import Clause
from holdfire.verification.factor import Joined
from holdfire.verification.lacking import lack_of, supplied
from holdfire.verification.posting import Post
from holdfire.verification.survey import Most
from holdfire.verification.verdict import Witness
from holdfire.verification.window import Window
from holdfire.verification.witness import ORIGINS

__all__ = ["EITHER", "Counted", "numbers", "post_of", "where", "witness_of_count"]

EITHER = "either side"
"""The side of what is counted where no line tells sides apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """One word of the limits on one side: what was counted at most, least and most.

    ``apart`` is false where sides have to be told apart and nothing tells them.
    """

    word: str
    side: str
    limit: int
    most: Most
    each: Joined
    apart: bool


def where(one: Counted) -> str:
    """The word and the side in words."""
    side = f" on the side {one.side}" if one.side else ""
    return f"{one.word.replace('_', ' ')}{side}"


def numbers(one: Counted) -> str:
    """What was counted, as a number or an interval."""
    low, high = one.most.fewest, one.most.most
    if high is None:
        return f"at least {low}, no one knows how many,"
    return f"{low}" if low == high else f"between {low} and {high}"


def witness_of_count(one: Counted) -> Witness:
    """What would settle a count that may be above its limit."""
    what = (
        f"{where(one)}: {numbers(one)} counted where the clause allows {one.limit}; an "
        "exact count at one time would settle it"
    )
    if one.apart:
        return Witness("weak", what, one.most.keys, supplier_of("number"))
    what = f"{what}, if it told on whose side each stood"
    return supplied(Witness("attribution", what, one.most.keys))


def post_of(one: Counted, clause: Clause, window: Window, *, possible: bool) -> Post | None:
    """What was counted together, as one thing with a set of possible numbers."""
    standard = clause.standard
    shown = one.apart and one.most.low >= standard.violated_at
    if not shown and not possible:
        return None
    witness = witness_of_count(one)
    lack = lack_of("number", witness, where(one))
    unknown: dict[str, Lack] = {}
    if not one.apart:
        unknown["side"] = lack
    if len(one.most.origins) < standard.min_origins:
        unknown[ORIGINS] = _few(one, clause)
    return Post(
        f"{where(one)} counted together",
        window.start_us,
        window.start_us,
        unknown,
        {
            "number": _number(one, lack, shown=shown),
            ORIGINS: _origins(one, unknown.get(ORIGINS)),
        },
        ids=one.most.keys,
    )


def _number(one: Counted, lack: Lack, *, shown: bool) -> Possible:
    """The number at the level of the standard."""
    least = max(one.most.fewest, one.limit + 1) if shown else min(one.most.fewest, one.limit)
    if one.most.most is None:
        return Possible(low=least, high=None, lack=lack)
    most = max(one.most.most, one.limit + 1, least)
    if shown and one.most.fewest == one.most.most:
        most = least
    return Possible(low=least, high=most, lack=None if least == most else lack)


def _origins(one: Counted, lack: Lack | None) -> Possible:
    """The number of independent origins; there may be more than are known."""
    count = len(one.most.origins)
    return Possible(low=count, high=count if lack is None else None, lack=lack)


def _few(one: Counted, clause: Clause) -> Lack:
    """Too few independent origins."""
    what = (
        f"{where(one)}: the count rests on {len(one.most.origins)} independent origins where "
        f"the clause asks for {clause.standard.min_origins}"
    )
    return lack_of(ORIGINS, Witness("weak", what, one.most.keys), where(one))
