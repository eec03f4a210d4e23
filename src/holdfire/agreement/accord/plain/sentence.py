"""Each clause as the sentences a board signs, and the clause that those sentences say.

One pattern for each kind, in four languages; after it, in this order: what is excepted, who
is bound, what quoted words mean, which times wait for an event, how grave a violation is,
who may end the clause, by which standard it is judged, and what it does not cover. Nothing
is written freely. :func:`parse_plain` reads the sentences back and accepts only what
:func:`plain` would write, so that a signed sentence has one meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from holdfire.agreement.accord.plain.areas import PARTY
from holdfire.agreement.accord.plain.bodies import (
    BODIES,
    SUBJECTLESS,
    closed_terms,
    opened_terms,
)
from holdfire.agreement.accord.plain.catalogue import catalogue
from holdfire.agreement.accord.plain.grammar import (
    Choice,
    Grammar,
    Heard,
    Joined,
    Listed,
    Mapped,
    Maybe,
    Names,
    Pattern,
    Phrase,
    Record,
    Said,
    Words,
)
from holdfire.agreement.accord.plain.moments import WINDOW, After
from holdfire.agreement.accord.plain.primitives import Count, Label, Number, Quoted
from holdfire.agreement.accord.plain.weapons import MEANINGS
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, ClauseKind, Excepted, Standard
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["LEFT_OUT", "carried", "names_of", "parse_plain", "plain", "unread"]

LEFT_OUT = ("id", "ref", "source", "evidence", "summary", "note", "line_number")
"""What a sentence does not say: where the clause stands and what we wrote about it."""


def _excepted(key: str, *, notice: bool) -> Mapped:
    """One exception, with notice or without."""
    return Mapped(
        Phrase(key, Quoted()),
        lambda each: each.what if each.needs_notice is notice else None,
        lambda what: Excepted(what, notice),
    )


_EXCEPTED = Choice(
    (_excepted("except.notice", notice=True), _excepted("except.plain", notice=False))
)
_STANDARD = Record(
    Standard,
    "standard",
    {
        "violated_at": Number(),
        "min_origins": Count(),
        "absent_at": Number(),
        "min_coverage": Number(),
    },
)


def _tagged(kind: ClauseKind, grammar: Grammar) -> Mapped:
    """The body of one kind, with the kind beside it."""
    return Mapped(
        grammar,
        lambda pair: pair[1] if pair[0] is kind else None,
        lambda values: (kind, values),
    )


_SENTENCES = Pattern(
    "sentences",
    {
        "window": WINDOW,
        "body": Choice(tuple(_tagged(kind, grammar) for kind, grammar in BODIES.items())),
        "exceptions": Maybe(Phrase("except", Joined(_EXCEPTED, "list.semicolon")), ()),
        "bound": Maybe(Phrase("bound", Listed(PARTY)), ()),
        "meanings": MEANINGS,
        "awaits": Maybe(
            Phrase("awaits", Joined(Choice((Label("anchor"), Quoted())), "list.semicolon")), ()
        ),
        "severity": Maybe(Phrase("severity", Words("severity")), ""),
        "voidable": Maybe(Phrase("voidable", Quoted()), ""),
        "standard": _STANDARD,
        "cover": Words("cover"),
    },
)


def plain(clause: Clause, agreement: Agreement, language: str = "en") -> str:
    """The sentences of a clause in one of the four languages.

    Raises ``KeyError`` for another language, ``BadInput`` for a clause that no pattern can
    say (values that an agreement file cannot hold).
    """
    said = Said(catalogue(language), names_of(agreement))
    slots = opened_terms(clause, {each.term: each for each in agreement.definitions})
    start: Any = clause.starts
    if clause.start_awaits and start is None:
        start = After(clause.start_awaits, clause.start_after_days)
    words = _SENTENCES.write(
        {
            "window": (start, clause.ends),
            "body": (clause.kind, slots.values),
            "exceptions": clause.exceptions,
            "bound": clause.actors if clause.kind in SUBJECTLESS else (),
            "meanings": slots.meanings,
            "awaits": clause.awaits,
            "severity": clause.severity,
            "voidable": clause.voidable,
            "standard": clause.standard,
            "cover": clause.kind.value,
        },
        said,
    )
    if words is None:
        raise BadInput(
            Code.SENTENCE_UNREADABLE,
            f"the clause {clause.id!r} holds something that no sentence can say",
            where=f"clause {clause.id}",
        )
    return words[0].upper() + words[1:]


def parse_plain(text: str, agreement: Agreement, language: str = "en") -> Clause:
    """The clause that sentences of :func:`plain` say; what they leave out is empty.

    Raises ``BadInput`` where a text says no clause, more than one, or says it otherwise than
    this program writes it.
    """
    said = Said(catalogue(language), names_of(agreement))
    found: list[Clause] = []
    furthest = 0
    for form in dict.fromkeys((text, text[:1].lower() + text[1:])):
        heard = Heard(form, said)
        for values, end in heard.read(_SENTENCES, 0):
            clause = _clause(values) if end == len(form) else None
            if clause is not None and clause not in found:
                found.append(clause)
        furthest = max(furthest, heard.furthest)
    exact = [clause for clause in found if plain(clause, agreement, language) == text]
    if len(exact) == 1:
        return exact[0]
    raise _refused(text, furthest, found, agreement, language)


def _refused(
    text: str, furthest: int, found: list[Clause], agreement: Agreement, language: str
) -> BadInput:
    """Why a text was not read."""
    if not found:
        what = f"the text is no sentence of this language after {text[:furthest][-60:]!r}"
    elif len(found) > 1:
        what = "the text can be read as more than one clause"
    else:
        what = f"the clause is written so: {plain(found[0], agreement, language)!r}"
    return BadInput(Code.SENTENCE_UNREADABLE, what, where=f"character {furthest}")


def _clause(values: Mapping[str, Any]) -> Clause | None:
    """The clause of the slots, or nothing where they contradict each other."""
    kind, body = values["body"]
    if values["cover"] != kind.value:
        return None
    try:
        terms, actors = closed_terms(kind, body, values["meanings"])
    except (KeyError, ValueError):
        return None
    start, ends = values["window"]
    waits = start if isinstance(start, After) else After((), 0)
    if any(events != values["awaits"] for events in _events(body)):
        return None
    return Clause(
        id="",
        ref="",
        kind=kind,
        terms=terms,
        actors=values["bound"] if kind in SUBJECTLESS else actors or (),
        starts=None if isinstance(start, After) else start,
        ends=ends,
        exceptions=values["exceptions"],
        standard=values["standard"],
        awaits=values["awaits"],
        severity=values["severity"],
        start_awaits=waits.events,
        start_after_days=waits.days,
        voidable=values["voidable"],
    )


def _events(value: Any) -> Iterable[tuple[str, ...]]:
    """The events that the times of a body wait for."""
    if isinstance(value, After):
        yield value.events
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _events(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _events(each)


def carried(clause: Clause) -> Clause:
    """The clause without what its sentences leave out (:data:`LEFT_OUT`)."""
    return replace(
        clause,
        id="",
        ref="",
        source="",
        evidence="unverified",
        summary="",
        note="",
        line_number=0,
    )


def names_of(agreement: Agreement) -> Names:
    """The labels of everything that the agreement names: ``the line of contact (loc)``."""
    places = {**agreement.zones, **agreement.sites}
    parties = {party.id: party.name for party in agreement.parties}
    events = {anchor.name: anchor.event for anchor in agreement.anchors}
    spaced = [each.term.replace("_", " ") for each in agreement.definitions]
    return Names(
        agreement.zone,
        {
            "party": _labels(parties),
            "line": _labels(agreement.lines),
            "place": _labels(places),
            "anyplace": _labels({**places, **agreement.lines}),
            "anchor": _labels(events),
            "word": {
                each.term: label if spaced.count(label) == 1 else each.term
                for each, label in zip(agreement.definitions, spaced, strict=True)
            },
        },
    )


def _labels(described: Mapping[str, str]) -> dict[str, str]:
    """Description and id; the id alone where nothing more is said of it."""
    return {
        name: f"{text.rstrip('.')} ({name})" if text.rstrip(".") not in {"", name} else name
        for name, text in described.items()
    }


def unread(agreement: Agreement, language: str = "en") -> tuple[str, ...]:
    """The ids of clauses whose sentences do not read back as the clause; none should be."""
    found: list[str] = []
    for reading in agreement.readings:
        for clause in reading.clauses:
            try:
                text = plain(clause, agreement, language)
                same = parse_plain(text, agreement, language) == carried(clause)
            except BadInput:
                same = False
            if not same:
                found.append(f"{reading.id}: {clause.id}")
    return tuple(found)
