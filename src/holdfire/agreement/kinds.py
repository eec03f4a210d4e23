"""The eighteen kinds of clauses: the keys of each and the function that reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from holdfire.agreement.clause import ClauseKind
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.terms import Terms
from holdfire.agreement.terms_civil import (
    read_access,
    read_flow,
    read_notify,
    read_procedural,
    read_protected_object,
    read_replace_only,
)
from holdfire.agreement.terms_distance import read_min_distance
from holdfire.agreement.terms_force import (
    read_cessation,
    read_no_crossing,
    read_stand_fast,
)
from holdfire.agreement.terms_presence import (
    read_exclusion,
    read_max_count,
    read_no_exercise,
    read_no_fly,
    read_no_mine,
    read_permitted_only,
)
from holdfire.agreement.terms_withdrawal import read_storage, read_withdraw_by

__all__ = ["KINDS_READ", "KindReader"]


@dataclass(frozen=True, slots=True)
class KindReader:
    """The keys of a kind, beside those of every clause, and its reader."""

    keys: tuple[str, ...]
    read: Callable[[ClauseReader], Terms | None]


KINDS_READ: Mapping[ClauseKind, KindReader] = {
    ClauseKind.CESSATION: KindReader(("acts", "domains", "area", "against"), read_cessation),
    ClauseKind.STAND_FAST: KindReader(("line", "as_of", "side"), read_stand_fast),
    ClauseKind.EXCLUSION: KindReader(("objects", "area"), read_exclusion),
    ClauseKind.MIN_DISTANCE: KindReader(
        (
            "objects",
            "line",
            "line_by_party",
            "distance",
            "pair_width",
            "width_is",
            "table",
        ),
        read_min_distance,
    ),
    ClauseKind.MAX_COUNT: KindReader(("area", "limits", "each_side"), read_max_count),
    ClauseKind.PERMITTED_ONLY: KindReader(("area", "permitted"), read_permitted_only),
    ClauseKind.NO_FLY: KindReader(("objects", "area"), read_no_fly),
    ClauseKind.NO_EXERCISE: KindReader(("types", "area"), read_no_exercise),
    ClauseKind.WITHDRAW_BY: KindReader(
        (
            "objects",
            "area",
            "deadline",
            "start_by",
            "begins",
            "phases",
            "order",
            "then_until",
            "count_each_side",
        ),
        read_withdraw_by,
    ),
    ClauseKind.STORAGE: KindReader(
        ("objects", "sites", "deadline", "monitored_by"), read_storage
    ),
    ClauseKind.NO_MINE: KindReader(("area", "remove_existing"), read_no_mine),
    ClauseKind.NO_CROSSING: KindReader(("line", "unless"), read_no_crossing),
    ClauseKind.PROTECTED_OBJECT: KindReader(("objects",), read_protected_object),
    ClauseKind.FLOW: KindReader(("objects", "minimum", "maximum", "per", "places"), read_flow),
    ClauseKind.ACCESS: KindReader(("body", "means"), read_access),
    ClauseKind.NOTIFY: KindReader(("act", "applies_to", "exceptions"), read_notify),
    ClauseKind.REPLACE_ONLY: KindReader(
        ("objects", "basis", "ports", "inspected_by"), read_replace_only
    ),
    ClauseKind.PROCEDURAL: KindReader(
        ("body", "act", "within", "every", "minimum", "per", "trigger", "steps"),
        read_procedural,
    ),
}
