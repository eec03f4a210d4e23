"""The patterns of the kinds that forbid: force, presence, flying, mines, crossing, strikes."""

from __future__ import annotations

from collections.abc import Mapping

from holdfire.agreement.accord.plain.areas import AREA, DISTANCE, LINE, PARTY
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
from holdfire.agreement.accord.plain.items import Whole
from holdfire.agreement.accord.plain.moments import DAY
from holdfire.agreement.accord.plain.primitives import Count, Quoted
from holdfire.agreement.accord.plain.weapons import ITEM, ITEMS
from holdfire.agreement.clause import ClauseKind

__all__ = ["PROHIBITIONS", "bound_parties"]


def bound_parties(key: str, last: str = "list.and") -> Choice:
    """All parties, one party or several: ``key.all``, ``key.one``, ``key.many``."""
    return Choice(
        (
            Exact(f"{key}.all", ()),
            Mapped(
                Phrase(f"{key}.one", PARTY),
                lambda names: names[0] if len(names) == 1 else None,
                lambda name: (name,),
            ),
            Phrase(f"{key}.many", Listed(PARTY, last, least=2)),
        )
    )


_NOBODY = bound_parties("nobody", "list.nor")
_WHOSE = Maybe(Phrase("whose", Listed(PARTY, "list.or")), ())
_ACT = Pattern(
    "cessation",
    {
        "actors": _NOBODY,
        "acts": Listed(Words("act"), "list.or"),
        "domains": Maybe(Phrase("cessation.domains", Listed(Words("domain"), "list.or")), ()),
        "against": Maybe(Phrase("cessation.against", PARTY), ""),
        "area": AREA,
    },
)
_STAND = Pattern(
    "stand_fast",
    {
        "actors": _NOBODY,
        "line": LINE,
        "as_of": Maybe(Phrase("stand_fast.as_of", DAY)),
        "side": Maybe(Phrase("stand_fast.side", Words("side")), ""),
    },
)
_OWN_LINES = Mapped(
    Joined(Pattern("min_distance.own_line", {"party": PARTY, "line": LINE}), "list.semicolon"),
    lambda lines: [{"party": party, "line": line} for party, line in lines.items()],
    lambda rows: {row["party"]: row["line"] for row in rows},
)
_FROM = Choice(
    (
        Mapped(
            Phrase("min_distance.line", LINE),
            lambda lines: lines["line"] if lines["line"] and not lines["own"] else None,
            lambda line: {"line": line, "own": {}},
        ),
        Mapped(
            Pattern(
                "min_distance.own_lines",
                {
                    "own": _OWN_LINES,
                    "line": Maybe(Phrase("min_distance.other_line", LINE), ""),
                },
            ),
            lambda lines: lines if lines["own"] else None,
            lambda lines: lines,
        ),
    )
)
_WIDTH = Maybe(
    Pattern("min_distance.width", {"sense": Words("width"), "width": DISTANCE}),
)
_ROWS = Mapped(
    Joined(Pattern("min_distance.row", {"item": ITEM, "distance": DISTANCE}), "list.semicolon"),
    lambda table: [{"item": item, "distance": value} for item, value in table] or None,
    lambda rows: tuple((row["item"], row["distance"]) for row in rows),
)
_NAMED = Maybe(Phrase("min_distance.named", ITEMS), (Whole.LISTED,))
_DISTANCE = Choice(
    (
        Mapped(
            Pattern(
                "min_distance.rows_only",
                {"actors": _WHOSE, "lines": _FROM, "table": _ROWS, "objects": _NAMED},
            ),
            lambda values: values if values["distance"] is None else None,
            lambda values: {"distance": None, "width": None, **values},
        ),
        Pattern(
            "min_distance",
            {
                "objects": ITEMS,
                "actors": _WHOSE,
                "distance": DISTANCE,
                "width": _WIDTH,
                "lines": _FROM,
                "table": Maybe(Phrase("min_distance.rows", _ROWS), ()),
            },
        ),
    )
)


def _holders(key: str, *, each: bool) -> Mapped:
    """Who may have so many: each for itself, or all together."""
    return Mapped(
        bound_parties(key),
        lambda pair: pair[1] if pair[0] is each else None,
        lambda actors: (each, actors),
    )


_HOLDERS = Choice(
    (
        _holders("max_count.each", each=True),
        _holders("max_count.together", each=False),
    )
)
_LIMITS = Joined(Pattern("max_count.row", {"item": ITEM, "count": Count()}), "max_count.and")
_COUNT = Pattern("max_count", {"holders": _HOLDERS, "limits": _LIMITS, "area": AREA})
_ABOUT = {"actors": _WHOSE, "area": AREA}
_NO_FLY = Choice(
    tuple(
        Pattern(f"no_fly.{name}", {"objects": Listed(Words(section), "list.or"), **_ABOUT})
        for name, section in (
            ("air", "flying_air"),
            ("sea", "flying_sea"),
            ("both", "flying"),
        )
    )
)

PROHIBITIONS: Mapping[ClauseKind, Grammar] = {
    ClauseKind.CESSATION: _ACT,
    ClauseKind.STAND_FAST: _STAND,
    ClauseKind.EXCLUSION: Pattern("exclusion", {"objects": ITEMS, **_ABOUT}),
    ClauseKind.MIN_DISTANCE: _DISTANCE,
    ClauseKind.MAX_COUNT: _COUNT,
    ClauseKind.PERMITTED_ONLY: Pattern(
        "permitted_only", {"permitted": Listed(Quoted()), "area": AREA}
    ),
    ClauseKind.NO_FLY: _NO_FLY,
    ClauseKind.NO_EXERCISE: Pattern(
        "no_exercise",
        {"types": Listed(Words("exercise"), "list.or"), **_ABOUT},
    ),
    ClauseKind.NO_MINE: Pattern(
        "no_mine",
        {
            **_ABOUT,
            "remove_existing": Maybe(Exact("no_mine.remove"), absent=False),
        },
    ),
    ClauseKind.NO_CROSSING: Pattern(
        "no_crossing",
        {
            "actors": _NOBODY,
            "line": LINE,
            "unless": Maybe(Phrase("no_crossing.unless", Quoted()), ""),
        },
    ),
    ClauseKind.PROTECTED_OBJECT: Pattern(
        "protected_object",
        {"actors": _NOBODY, "objects": Listed(Words("category"), "list.or")},
    ),
}
"""The pattern of the body of each forbidding kind."""
