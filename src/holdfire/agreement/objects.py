"""Reading which weapons and forces a clause means."""

from __future__ import annotations

from collections.abc import Mapping

from holdfire.agreement.agreement import Definition
from holdfire.agreement.amounts import read_calibre
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode, Node, ScalarNode, SequenceNode
from holdfire.agreement.nouns import noun
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.weapon import (
    KINDS,
    Bound,
    ObjectClass,
    ObjectPredicate,
    parts_of,
)

__all__ = ["class_in_words", "predicate_of_word", "read_predicate", "union_of"]

_KEYS = ("kind", "system", "calibre")
_BOUND_WORDS = {
    Bound.GT: "more than",
    Bound.GE: "at least",
    Bound.LT: "less than",
    Bound.LE: "at most",
}


def predicate_of_word(word: str, definitions: Mapping[str, Definition]) -> ObjectPredicate:
    """What a word means: a definition of the text first, then a known kind.

    The word must be one of them; an undefined term gives a predicate without classes.
    """
    if word in definitions:
        return definitions[word].predicate or ObjectPredicate(word)
    return ObjectPredicate(word, (ObjectClass(kinds=parts_of(word)),))


def read_predicate(
    node: Node | None, definitions: Mapping[str, Definition], problems: Problems
) -> ObjectPredicate | None:
    """A word, a description or a list of them; ``None`` with problems kept."""
    if node is None:
        return None
    items = node.items if isinstance(node, SequenceNode) else [node]
    if not items:
        problems.add("L1", node.line, "objects: the list is empty", "Say which objects.")
    found = [_one(item, definitions, problems) for item in items]
    parts = [part for part in found if part is not None]
    if len(parts) != len(items) or not parts:
        return None
    return union_of(tuple(parts))


def union_of(parts: tuple[ObjectPredicate, ...]) -> ObjectPredicate:
    """What any of the parts means; one part means itself."""
    if len(parts) == 1:
        return parts[0]
    undefined = any(not part.classes and not part.anything for part in parts)
    return ObjectPredicate(
        " or ".join(noun(part.term) for part in parts),
        tuple(cls for part in parts for cls in part.classes),
        anything=any(part.anything for part in parts),
        partly_undefined=undefined or any(part.partly_undefined for part in parts),
    )


def _one(
    node: Node, definitions: Mapping[str, Definition], problems: Problems
) -> ObjectPredicate | None:
    """One item of the list."""
    if isinstance(node, ScalarNode):
        word = node.text.strip()
        if word == "anything":
            return ObjectPredicate("anything", anything=True)
        refusal = known_word(word, {*KINDS, *definitions, "anything"}, "a kind or class")
        if refusal is not None:
            problems.refuse("L3", node.line, "objects", refusal)
            return None
        return predicate_of_word(word, definitions)
    if isinstance(node, MappingNode):
        wanted = _class(node, problems)
        return ObjectPredicate(class_in_words(wanted), (wanted,)) if wanted else None
    problems.add("L1", node.line, "objects: a list within a list", "Write one flat list.")
    return None


def _class(node: MappingNode, problems: Problems) -> ObjectClass | None:
    """One description by kind, system and calibre."""
    before = len(problems.all())
    fields = Fields(node, _KEYS, problems, "an object")
    kinds = fields.words("kind", KINDS)
    systems = fields.texts("system")
    calibre: list[tuple[Bound, int]] = []
    for text in fields.texts("calibre"):
        value = read_calibre(text)
        if isinstance(value, Refusal):
            fields.refuse("L2", "calibre", value)
        else:
            calibre.extend(value)
    if not (kinds or systems or calibre) and len(problems.all()) == before:
        problems.add(
            "L1", node.line, "objects: an empty description", "Give kind, system or calibre."
        )
    if len(problems.all()) > before:
        return None
    expanded = dict.fromkeys(part for kind in kinds for part in parts_of(kind))
    return ObjectClass(tuple(expanded), systems, tuple(calibre))


def class_in_words(wanted: ObjectClass) -> str:
    """A description in words: ``artillery with a calibre of at least 100 mm``."""
    hidden = {part for kind in wanted.kinds for part in parts_of(kind)[1:]}
    kinds = [noun(kind) for kind in wanted.kinds if kind not in hidden]
    words = " or ".join([*wanted.systems]) or " or ".join(kinds) or "weapons"
    if wanted.systems and kinds:
        words = f"{words} ({' or '.join(kinds)})"
    if not wanted.calibre:
        return words
    if len({tenths for _, tenths in wanted.calibre}) == 1 and len(wanted.calibre) > 1:
        return f"{words} with a calibre of {wanted.calibre[0][1] / 10:g} mm"
    limits = " and ".join(
        f"{_BOUND_WORDS[bound]} {tenths / 10:g} mm" for bound, tenths in wanted.calibre
    )
    return f"{words} with a calibre of {limits}"
