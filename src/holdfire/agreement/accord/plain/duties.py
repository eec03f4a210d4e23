"""The patterns of the kinds that oblige: withdrawal, storage, flow, access, notice, acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfire.agreement.accord.plain.areas import ANYWHERE, PLACES, SOMEWHERE
from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Exact,
    Grammar,
    Joined,
    Listed,
    Mapped,
    Maybe,
    Pattern,
    Phrase,
    Words,
)
from holdfire.agreement.accord.plain.items import Kind, Word
from holdfire.agreement.accord.plain.moments import BY, PAST, UNTIL
from holdfire.agreement.accord.plain.primitives import Count, Number, Quoted
from holdfire.agreement.accord.plain.prohibitions import bound_parties
from holdfire.agreement.accord.plain.weapons import ITEMS, TERM
from holdfire.agreement.clause import ClauseKind

__all__ = ["DUTIES"]

_OBLIGED = bound_parties("obliged")
_PHASES = Maybe(
    Phrase(
        "withdraw_by.phases",
        Joined(
            Pattern("withdraw_by.phase", {"name": Quoted(), "deadline": BY}), "list.semicolon"
        ),
    ),
    (),
)
_ORDERED = Choice(
    (
        Mapped(
            Words("kind"),
            lambda item: item.word if isinstance(item, Kind) else None,
            Kind,
        ),
        Mapped(TERM, lambda item: item.term if isinstance(item, Word) else None, Word),
    )
)
_WITHDRAW = Pattern(
    "withdraw_by",
    {
        "actors": _OBLIGED,
        "objects": ITEMS,
        "count_each_side": Maybe(Phrase("withdraw_by.count", Count())),
        "area": Choice((ANYWHERE, Phrase("withdraw_by.located", SOMEWHERE))),
        "deadline": BY,
        "start_by": Maybe(Phrase("withdraw_by.start_by", BY)),
        "phases": _PHASES,
        "order": Maybe(Phrase("withdraw_by.order", Joined(_ORDERED, "list.then")), ()),
        "then_until": Maybe(Phrase("withdraw_by.then", UNTIL)),
    },
)
_STORAGE = Pattern(
    "storage",
    {
        "actors": _OBLIGED,
        "objects": ITEMS,
        "sites": PLACES,
        "deadline": PAST,
        "monitored_by": Maybe(Phrase("storage.monitored", Quoted()), ""),
    },
)


def _bounds(key: str, *given: str) -> Mapped:
    """A flow of which these bounds are given."""
    slots = {
        "objects": Listed(Quoted()),
        "places": Maybe(Phrase("flow.places", PLACES), ()),
        "per": Words("window"),
        **{name: Count() for name in given},
    }
    absent = {name: None for name in ("minimum", "maximum") if name not in given}
    return Mapped(
        Pattern(key, slots),
        lambda values: (
            values
            if all(
                (values[name] is None) == (name in absent) for name in ("minimum", "maximum")
            )
            else None
        ),
        lambda values: {**values, **absent},
    )


_FLOW = Choice(
    (
        _bounds("flow.both", "minimum", "maximum"),
        _bounds("flow.minimum", "minimum"),
        _bounds("flow.maximum", "maximum"),
        _bounds("flow.unsaid"),
    )
)
_NOTICE = Pattern(
    "notify",
    {
        "act": Quoted(),
        "applies_to": Maybe(Phrase("notify.clauses", Listed(Quoted())), ()),
        "exceptions": Maybe(Phrase("notify.for", Listed(Quoted())), ()),
    },
)
_REPLACE = Pattern(
    "replace_only",
    {
        "objects": Listed(Quoted()),
        "basis": Quoted(),
        "ports": Quoted(),
        "inspected_by": Maybe(Phrase("replace_only.inspected", Quoted()), ""),
    },
)
_MINUTE = 1.0 / 60.0


def _minutes(hours: Any) -> float | None:
    """Whole minutes, where the hours were read from such."""
    if not isinstance(hours, float) or hours.is_integer():
        return None
    minutes = float(round(hours * 60))
    return minutes if minutes * _MINUTE == hours else None


_HOURS = Choice(
    (
        Mapped(
            Phrase("duration.minutes", Number()),
            _minutes,
            lambda minutes: minutes * _MINUTE,
        ),
        Phrase("duration.hours", Number()),
    )
)


def _pair(key: str, first: str, second: str, grammars: tuple[Grammar, Grammar]) -> Mapped:
    """Two fields that are given together."""
    return Mapped(
        Pattern(key, {first: grammars[0], second: grammars[1]}),
        lambda pair: (
            {first: pair[0], second: pair[1]} if pair[0] is not None and pair[1] else None
        ),
        lambda values: (values[first], values[second]),
    )


_CLOCK = Choice(
    (
        Exact("procedural.no_clock", (None, "")),
        _pair("procedural.within_of", "within_h", "trigger", (_HOURS, Quoted())),
        Mapped(
            Phrase("procedural.within", _HOURS),
            lambda pair: pair[0] if not pair[1] else None,
            lambda hours: (hours, ""),
        ),
        Mapped(
            Phrase("procedural.upon", Quoted()),
            lambda pair: pair[1] if pair[0] is None else None,
            lambda trigger: (None, trigger),
        ),
    )
)
_OFTEN = Choice(
    (
        Exact("procedural.not_often", (None, "")),
        _pair("procedural.often", "minimum", "per", (Count(), Words("window"))),
    )
)
_LADDERS = Mapped(
    Maybe(
        Joined(
            Pattern(
                "procedural.steps",
                {"name": Quoted(), "steps": Joined(Quoted(), "list.then")},
            ),
            "list.nothing",
        ),
        (),
    ),
    lambda steps: tuple({"name": name, "steps": each} for name, each in steps.items()),
    lambda rows: {row["name"]: row["steps"] for row in rows},
)
_PROCEDURE = Pattern(
    "procedural",
    {
        "body": Quoted(),
        "act": Quoted(),
        "clock": _CLOCK,
        "every_days": Maybe(Phrase("procedural.every", Number())),
        "often": _OFTEN,
        "steps": _LADDERS,
    },
)

DUTIES: Mapping[ClauseKind, Grammar] = {
    ClauseKind.WITHDRAW_BY: _WITHDRAW,
    ClauseKind.STORAGE: _STORAGE,
    ClauseKind.FLOW: _FLOW,
    ClauseKind.ACCESS: Pattern(
        "access",
        {
            "body": Quoted(),
            "means": Maybe(Phrase("access.means", Listed(Quoted())), ()),
        },
    ),
    ClauseKind.NOTIFY: _NOTICE,
    ClauseKind.REPLACE_ONLY: _REPLACE,
    ClauseKind.PROCEDURAL: _PROCEDURE,
}
"""The pattern of the body of each obliging kind."""
