"""Reading one clause: what every clause has, then what its kind has, then what it must give."""

from __future__ import annotations

from datetime import datetime

from holdfire.agreement.amounts import read_days
from holdfire.agreement.clause import Clause, ClauseKind, Excepted, Standard
from holdfire.agreement.context import ClauseReader, Names
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.kinds import KINDS_READ
from holdfire.agreement.moment import Moment, first, last, read_moment, shown
from holdfire.agreement.node import MappingNode, ScalarNode, SequenceNode
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.standard_text import read_standard
from holdfire.agreement.words import DAY_COUNTING, SEVERITIES

__all__ = ["COMMON_KEYS", "read_clause"]

COMMON_KEYS = (
    "id",
    "kind",
    "summary",
    "ref",
    "source",
    "evidence",
    "actors",
    "starts",
    "ends",
    "day_counting",
    "except",
    "standard",
    "voidable",
    "severity",
    "expect",
    "note",
)
_EXPECTED = ("starts", "ends", "start_by", "deadline", "then_until", "total")


def read_clause(
    node: MappingNode, names: Names, problems: Problems, default: Standard
) -> Clause | None:
    """The clause of a mapping, or ``None`` with problems kept.

    Refuses an unknown kind, keys that the kind does not have, names the header does not
    declare, an end before the start, and dates that ``expect`` does not find.
    """
    problems.clause = _id_of(node)
    try:
        kind = _kind(node, problems)
        if kind is None:
            return None
        keys = (*COMMON_KEYS, *KINDS_READ[kind].keys)
        fields = Fields(node, keys, problems, f"a clause of kind {kind.value}")
        counting = fields.word("day_counting", DAY_COUNTING) or names.day_counting
        reader = ClauseReader(fields, names, problems, counting)
        starts, ends, begun = _window(reader)
        terms = KINDS_READ[kind].read(reader)
        _check_expected(reader)
        evidence = _evidence(fields, names)
        ident, summary = fields.name("id"), fields.scalar("summary", needed=True)
        if terms is None:
            return None
        return Clause(
            ident,
            fields.scalar("ref"),
            kind,
            terms,
            actors=_actors(reader),
            starts=starts,
            ends=ends,
            exceptions=_exceptions(fields),
            standard=read_standard(fields, default),
            source=fields.scalar("source"),
            evidence=evidence,
            summary=summary,
            note=fields.scalar("note"),
            severity=fields.word("severity", SEVERITIES),
            line_number=node.line,
            awaits=tuple(sorted(reader.awaits)),
            start_awaits=tuple(sorted(begun.awaits)),
            start_after_days=begun.days if begun.awaits else 0,
            voidable=fields.scalar("voidable"),
        )
    finally:
        problems.clause = ""


def _id_of(node: MappingNode) -> str:
    """The id for messages, before it is checked."""
    found = node.items.get("id")
    return found.text.strip()[:64] if isinstance(found, ScalarNode) else ""


def _kind(node: MappingNode, problems: Problems) -> ClauseKind | None:
    """The kind, or a problem that names the nearest one."""
    found = node.items.get("kind")
    if not isinstance(found, ScalarNode):
        problems.add("L1", node.line, "the clause has no kind", "Give kind.")
        return None
    word = found.text.strip()
    refusal = known_word(word, [kind.value for kind in ClauseKind], "a kind of clause")
    if refusal is not None:
        problems.add("L1", found.line, refusal.message, refusal.next_step)
        return None
    return ClauseKind(word)


def _window(
    reader: ClauseReader,
) -> tuple[datetime | None, datetime | None, Moment]:
    """When the clause binds: its own times, else those of the header.

    Third its start as the moment it is, which may wait for an event.
    """
    zone = reader.names.zone
    own = {key: reader.moment(key) for key in ("starts", "ends")}
    found: dict[str, Moment | None] = {
        key: moment if key in reader.fields else reader.names.moments.get(key)
        for key, moment in own.items()
    }
    for moment in found.values():
        if moment is not None:
            reader.awaits.update(moment.awaits)
    starts, ends = first(found["starts"], zone), last(found["ends"], zone)
    if starts is not None and ends is not None and ends <= starts:
        key = "ends" if "ends" in reader.fields else "starts"
        reader.fields.refuse(
            "L9", key, Refusal("the clause ends before it starts", "Check both times.")
        )
    return starts, ends, found["starts"] or Moment()


def _actors(reader: ClauseReader) -> tuple[str, ...]:
    """The bound parties; all of them when none is named."""
    found = reader.fields.texts("actors")
    if found in {(), ("all",)}:
        return ()
    return reader.fields.words("actors", reader.names.parties)


def _exceptions(fields: Fields) -> tuple[Excepted, ...]:
    """What the clause does not forbid."""
    node = fields.get("except")
    if node is None:
        return ()
    items = node.items if isinstance(node, SequenceNode) else [node]
    found: list[Excepted] = []
    for item in items:
        if isinstance(item, ScalarNode) and item.text.strip():
            found.append(Excepted(" ".join(item.text.split())))
        elif isinstance(item, MappingNode):
            inner = Fields(item, ("what", "needs_notice"), fields.problems, "an exception")
            what = inner.scalar("what", needed=True)
            found.append(Excepted(what, inner.yes("needs_notice")))
        else:
            fields.problems.add(
                "L1", item.line, "except: an item is not an exception", "Write a sentence."
            )
    return tuple(found)


def _evidence(fields: Fields, names: Names) -> str:
    """The evidence mark; what was seen was seen in a source of the header."""
    source = fields.word("source", names.sources)
    evidence = fields.word("evidence", ("seen", "unverified")) or "unverified"
    if evidence == "seen" and not source and "source" not in fields:
        fields.refuse("L3", "evidence", Refusal("seen, but in no source", "Give source."))
    return evidence


def _check_expected(reader: ClauseReader) -> None:
    """Keep a problem for every expected date that the arithmetic does not give."""
    node = reader.fields.get("expect")
    if node is None:
        return
    if isinstance(node, ScalarNode):
        key = "deadline" if "deadline" in reader.moments else "ends"
        _expect(reader, key, node)
        return
    if not isinstance(node, MappingNode):
        reader.fields.refuse("L1", "expect", Refusal("it is a list", "Give a day."))
        return
    inner = Fields(node, _EXPECTED, reader.problems, "expect")
    for key, value in node.items.items():
        if not isinstance(value, ScalarNode):
            reader.problems.add("L1", value.line, f"expect: {key} is no value", "Give a day.")
        elif key == "total":
            _expect_total(reader, inner, value)
        elif key in _EXPECTED:
            _expect(reader, key, value)


def _expect(reader: ClauseReader, key: str, node: ScalarNode) -> None:
    """One expected day or instant."""
    zone = reader.names.zone
    wanted = read_moment(node.text, {}, zone)
    got = reader.moments.get(key)
    if isinstance(wanted, Refusal):
        reader.problems.refuse("L9", node.line, f"expect: {key}", wanted)
    elif got is None:
        reader.problems.add(
            "L9", node.line, f"expect: the clause has no {key}", f"Give {key}, or drop this."
        )
    elif not _same(wanted, got, zone):
        reader.problems.add(
            "L9",
            node.line,
            f"expect: {key} should be {shown(wanted, zone)}, but is {shown(got, zone)}",
            "Check the number of days, the anchor and the day counting.",
        )


def _same(wanted: Moment, got: Moment, zone: str) -> bool:
    """A day is met by the day or by its first instant; an instant only by itself."""
    if wanted.day is not None:
        return first(wanted, zone) == first(got, zone)
    return got.day is None and wanted.instant == got.instant


def _expect_total(reader: ClauseReader, inner: Fields, node: ScalarNode) -> None:
    """The days from the anchor to the last deadline."""
    days = inner.read("total", read_days)
    deadline = reader.moments.get("deadline")
    if days is None or (deadline is not None and deadline.days == days):
        return
    found = f"{deadline.days} d" if deadline is not None else "no deadline"
    reader.problems.add(
        "L9", node.line, f"expect: total should be {days} d, but is {found}", "Add them up."
    )
