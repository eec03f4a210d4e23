"""Reading a register file: strict YAML, taken wholly or not at all."""

from __future__ import annotations

from datetime import datetime

from holdfire.agreement.accord.register import REGISTER_FACTS, Entry, Register
from holdfire.agreement.accord.term import Value
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode, compose
from holdfire.agreement.problems import Problems, Refusal
from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant, MalformedAgreement
from holdfire.base.instant import micros, parse_instant

__all__ = ["FORMAT", "read_register"]

FORMAT = "holdfire-register/1"

_KEYS = ("format", "source", "keeper", "holds", "complete_from", "complete_through", "entries")
_HOLD_KEYS = ("fact", "words")
_ENTRY_KEYS = ("at", "fact", "words", "name", "number")
Holds = tuple[tuple[str, tuple[Value, ...]], ...]

_MOST_ENTRIES = 100_000
_LARGEST = 10**9


def read_register(text: str, origin: str) -> Register:
    """The register that the text describes; times need an offset or ``Z``.

    Raises :class:`MalformedAgreement`, and nothing else, with every problem found: file,
    line, what is wrong, what to write.
    """
    problems = Problems(origin)
    root = compose(text, problems)
    problems.raise_if_any()
    if root is None:
        raise MalformedAgreement(Code.AGREEMENT_MALFORMED, f"{origin} is empty")
    fields = Fields(root, _KEYS, problems, "a register")
    fields.word("format", (FORMAT,), needed=True)
    source = fields.name("source")
    keeper = fields.scalar("keeper", needed=True)
    holds = _holds(fields)
    start = _instant(fields, "complete_from")
    end = _instant(fields, "complete_through")
    if end < start:
        fields.refuse(
            "L9", "complete_through", Refusal("it ends before it starts", "Check both.")
        )
    entries = _entries(fields, source, holds)
    problems.raise_if_any()
    return Register(source, keeper, holds, start, end, entries)


def _holds(fields: Fields) -> Holds:
    """What the register keeps: facts with their words, as the clauses have them."""
    found = []
    for node in fields.mappings("holds"):
        inner = Fields(node, _HOLD_KEYS, fields.problems, "what is held")
        fact = inner.word("fact", REGISTER_FACTS, needed=True)
        words = inner.texts("words")
        wanted = REGISTER_FACTS.get(fact, 0) - (fact == "step")
        if fact and len(words) != wanted:
            said = f"{fact} is held with {wanted} words, here are {len(words)}"
            inner.refuse("L2", "words", Refusal(said, "See the reference of registers."))
        found.append((fact, words))
    if not found:
        fields.refuse("L1", "holds", Refusal("it holds nothing", "Name facts with words."))
    return tuple(found)


def _entries(fields: Fields, source: str, holds: Holds) -> tuple[Entry, ...]:
    """Every entry; names are made from source and order where none is given."""
    nodes = fields.mappings("entries")
    if len(nodes) > _MOST_ENTRIES:
        fields.refuse("L14", "entries", Refusal("more than 100000 entries", "Split the file."))
        return ()
    found: dict[tuple[str, str], Entry] = {}
    for number, node in enumerate(nodes, start=1):
        entry = _entry(node, f"{source}.{number}", holds, fields.problems)
        key = (entry.fact, entry.name)
        if found.setdefault(key, entry) != entry:
            fields.problems.add(
                "L1",
                node.line,
                f"the entry {entry.name} of {entry.fact} stands twice with different content",
                "Keep one, or give them different names.",
            )
    return tuple(sorted(found.values(), key=lambda each: (each.at_us, each.fact, each.name)))


def _entry(node: MappingNode, own: str, holds: Holds, problems: Problems) -> Entry:
    """One entry, of something the register holds."""
    fields = Fields(node, _ENTRY_KEYS, problems, "an entry")
    fact = fields.word("fact", sorted({fact for fact, _ in holds}), needed=True)
    words = fields.texts("words")
    wanted = REGISTER_FACTS.get(fact)
    if wanted is not None and len(words) != wanted:
        said = f"{fact} takes {wanted} words, here are {len(words)}"
        fields.refuse("L2", "words", Refusal(said, "See the reference of registers."))
    elif fact and (fact, words[: len(words) - (fact == "step")]) not in holds:
        said = f"the register does not hold {fact} with these words"
        fields.refuse("L3", "words", Refusal(said, "Name them under holds, or mend them."))
    amount = fields.scalar("number") or "1"
    if not amount.isdecimal() or int(amount[:12]) > _LARGEST:
        fields.refuse("L2", "number", Refusal(f"{amount[:40]!r} is no count", "Write digits."))
        amount = "1"
    name = fields.name("name", needed=False) or own
    return Entry(name, fact, _values(fact, words), _instant(fields, "at"), int(amount))


def _values(fact: str, words: tuple[str, ...]) -> tuple[Value, ...]:
    """The words; the number of a step is a number."""
    if fact == "step" and len(words) == 2 and words[1].isdecimal():
        return (words[0], int(words[1][:9]))
    return words


def _instant(fields: Fields, key: str) -> int:
    """An instant in microseconds; the beginning of time after a problem."""
    text = fields.scalar(key, needed=True)
    if not text:
        return 0
    try:
        return micros(_with_offset(text))
    except BadInstant as error:
        fields.refuse("L2", key, Refusal(str(error), "Write 2031-03-01T10:00Z."))
        return 0


def _with_offset(text: str) -> datetime:
    """ISO 8601 with an offset."""
    return parse_instant(text)
