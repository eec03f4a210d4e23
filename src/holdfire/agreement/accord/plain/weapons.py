"""Items and meanings in words: kinds, systems, calibres with their strictness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from holdfire.agreement.accord.plain.items import (
    Kind,
    System,
    Whole,
    Word,
    expanded,
    heads,
)
from holdfire.agreement.accord.plain.primitives import Number, Quoted, Term
from holdfire.agreement.weapon import Bound, ObjectClass, ObjectPredicate

__all__ = ["ITEM", "ITEMS", "MEANINGS", "TERM"]

TERM = Term()
_KIND = Words("kind")
_TENTHS = Mapped(
    Number(),
    lambda tenths: tenths / 10 if isinstance(tenths, int) else None,
    lambda mm: round(mm * 10) if mm * 10 == round(mm * 10) else None,
)


def _limit(bound: Bound) -> Mapped:
    """One limit of a calibre."""
    return Mapped(
        Phrase(f"calibre.{bound.name.lower()}", _TENTHS),
        lambda pair: pair[1] if pair[0] is bound else None,
        lambda tenths: (bound, tenths),
    )


_EQUAL = (Bound.GE, Bound.LE)
_LIMITS = Choice(
    (
        Mapped(
            Phrase("calibre.exact", _TENTHS),
            lambda pairs: (
                pairs[0][1]
                if tuple(bound for bound, _ in pairs) == _EQUAL and pairs[0][1] == pairs[1][1]
                else None
            ),
            lambda tenths: tuple((bound, tenths) for bound in _EQUAL),
        ),
        Joined(Choice(tuple(_limit(bound) for bound in Bound)), "list.and"),
    )
)
_CALIBRE = Maybe(Phrase("class.calibre", _LIMITS), ())


def _headed(inner: Grammar) -> Mapped:
    """Kinds with all their parts, said by the widest of them."""
    return Mapped(
        inner,
        lambda kinds: heads(kinds) if kinds and expanded(heads(kinds)) == kinds else None,
        expanded,
    )


_ONE = Mapped(
    _KIND,
    lambda kinds: kinds[0] if len(kinds) == 1 else None,
    lambda kind: (kind,),
)
_MANY = Listed(_KIND, "list.or", least=2)
_EXACTLY = Phrase("class.only_kinds", Listed(_KIND, "list.or"))
_KINDS = Choice((_headed(Choice((_ONE, _MANY))), _EXACTLY))
_GROUPED = Choice(
    (
        _headed(Choice((_ONE, Phrase("class.group", _MANY)))),
        Phrase("class.group", _EXACTLY),
    )
)
"""Several kinds in brackets: what comes after them is then said of each of them."""

_SYSTEMS = Phrase("class.systems", Listed(Quoted(), "list.or"))


def _fields(value: Any) -> dict[str, Any] | None:
    """The conditions of a description."""
    if not isinstance(value, ObjectClass):
        return None
    return {"kinds": value.kinds, "systems": value.systems, "calibre": value.calibre}


def _form(key: str, *slots: str) -> Mapped:
    """A description of which only these conditions are given."""
    kinds = _KINDS if "systems" in slots else _GROUPED
    grammars = {"kinds": kinds, "systems": _SYSTEMS, "calibre": _CALIBRE}
    rest = {"kinds": (), "systems": ()}

    def opened(value: Any) -> dict[str, Any] | None:
        found = _fields(value)
        empty = found is None or any(
            bool(found[name]) != (name in slots) for name in ("kinds", "systems")
        )
        return None if empty else found

    return Mapped(
        Pattern(key, {name: grammars[name] for name in (*slots, "calibre")}),
        opened,
        lambda values: ObjectClass(**{**rest, **values}),
    )


_CLASS = Choice(
    (
        _form("class.by_system_and_kind", "systems", "kinds"),
        _form("class.by_system", "systems"),
        _form("class.by_kind", "kinds"),
        _form("class.any"),
    )
)
"""A description; the reader of a word alone and of a kind without limits differ in words."""


def _only(made: type[Any], name: str) -> tuple[Any, Any]:
    """How an item of one field is opened and closed."""
    return (
        lambda item: getattr(item, name) if isinstance(item, made) else None,
        made,
    )


def _described(item: Any) -> ObjectClass | None:
    """A description that has more than kinds."""
    full = isinstance(item, ObjectClass) and (item.systems or item.calibre or not item.kinds)
    return item if full else None


def _bare(item: Any) -> ObjectClass | None:
    """A description by kinds alone."""
    bare = isinstance(item, ObjectClass) and not _described(item)
    return item if bare else None


ITEM = Choice(
    (
        Mapped(_KIND, *_only(Kind, "word")),
        Mapped(TERM, *_only(Word, "term")),
        Mapped(Phrase("item.system", Quoted()), *_only(System, "name")),
        Mapped(Phrase("item.any_make", _CLASS), _bare, _bare),
        Mapped(_CLASS, _described, _described),
        Exact("item.anything", Whole.ANYTHING),
        Exact("item.listed", Whole.LISTED),
    )
)
"""One item of a list of objects."""

ITEMS = Listed(ITEM, "list.or")
"""A list of objects, any of which is meant."""


def _meaning_fields(value: Any) -> dict[str, Any] | None:
    """A word and what it means."""
    term, found = value
    if not found.classes and not found.anything and not found.partly_undefined:
        return None
    return {
        "x": term,
        "classes": found.classes,
        "anything": found.anything,
        "undefined": found.partly_undefined,
    }


def _meant(values: Mapping[str, Any]) -> tuple[str, ObjectPredicate] | None:
    """The word with its meaning, where the sentence gives one."""
    found = ObjectPredicate(
        values["x"],
        values["classes"],
        anything=values["anything"],
        partly_undefined=values["undefined"],
    )
    return (values["x"], found) if _meaning_fields((values["x"], found)) else None


_MEANING = Choice(
    (
        Mapped(
            Phrase("meaning.undefined", TERM),
            lambda pair: pair[0] if pair[1] == ObjectPredicate(pair[0]) else None,
            lambda term: (term, ObjectPredicate(term)),
        ),
        Mapped(
            Pattern(
                "meaning.defined",
                {
                    "x": TERM,
                    "classes": Maybe(Joined(_CLASS, "list.semicolon"), ()),
                    "anything": Maybe(Exact("meaning.anything"), absent=False),
                    "undefined": Maybe(Exact("meaning.partly"), absent=False),
                },
            ),
            _meaning_fields,
            _meant,
        ),
    )
)
MEANINGS = Mapped(
    Maybe(Joined(_MEANING, "list.nothing"), ()),
    lambda found: tuple(found.items()),
    dict,
)
"""What the quoted words of a sentence mean, each in a sentence after it."""
