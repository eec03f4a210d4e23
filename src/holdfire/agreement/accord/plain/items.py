"""Which weapons and forces a sentence names, and what its quoted words mean.

A sentence names kinds by the words of the language, descriptions in full, and words of the
text in quotation marks. What a quoted word means stands in a sentence of its own, so that a
sentence says all that decides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from holdfire.agreement.agreement import Definition
from holdfire.agreement.nouns import noun
from holdfire.agreement.objects import class_in_words, union_of
from holdfire.agreement.weapon import KINDS, ObjectClass, ObjectPredicate, parts_of

__all__ = [
    "Item",
    "Kind",
    "System",
    "Whole",
    "Word",
    "expanded",
    "heads",
    "items_of",
    "predicate_of",
]


class Whole(Enum):
    """Items that stand for a whole: every object, or all that a table lists."""

    ANYTHING = "anything"
    LISTED = "the listed systems"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that a text may use without defining it."""

    word: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; its meaning is said beside."""

    term: str


@dataclass(frozen=True, slots=True)
class System:
    """A system by its name, in a table."""

    name: str


Item = Kind | Word | System | ObjectClass | Whole


def heads(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds without those that another of them has as its part."""
    known = tuple(kinds)
    hidden = {part for kind in known for part in parts_of(kind)[1:]}
    return tuple(kind for kind in known if kind not in hidden)


def expanded(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds with all their parts, each once."""
    return tuple(dict.fromkeys(part for kind in kinds for part in parts_of(kind)))


def _alone(item: Item, meanings: Mapping[str, ObjectPredicate]) -> ObjectPredicate:
    """What one item means."""
    if isinstance(item, Word):
        return meanings[item.term]
    if isinstance(item, Kind):
        return ObjectPredicate(item.word, (ObjectClass(kinds=parts_of(item.word)),))
    if isinstance(item, System):
        return ObjectPredicate(item.name, (ObjectClass(systems=(item.name,)),))
    if isinstance(item, ObjectClass):
        return ObjectPredicate(class_in_words(item), (item,))
    return ObjectPredicate(item.value, anything=item is Whole.ANYTHING)


def predicate_of(
    items: tuple[Item, ...],
    meanings: Mapping[str, ObjectPredicate],
    listed: Iterable[ObjectPredicate] = (),
) -> ObjectPredicate:
    """What a list of items means; ``listed`` is what the table lists.

    Raises ``KeyError`` for a word without a meaning.
    """
    if items == (Whole.LISTED,):
        classes = tuple(cls for part in listed for cls in part.classes)
        return ObjectPredicate(Whole.LISTED.value, classes)
    return union_of(tuple(_alone(item, meanings) for item in items))


def items_of(
    predicate: ObjectPredicate,
    known: Mapping[str, Definition],
    listed: Iterable[ObjectPredicate] = (),
) -> tuple[tuple[Item, ...], Mapping[str, ObjectPredicate]]:
    """The items that say a predicate, and the meaning of each word among them.

    A predicate that no list of known items gives is said as one word with its meaning.
    """
    if predicate == predicate_of((Whole.LISTED,), {}, tuple(listed)):
        return (Whole.LISTED,), {}
    defined = {term: found.predicate or ObjectPredicate(term) for term, found in known.items()}
    if predicate.term not in defined:
        for items in _splits(predicate.term, predicate.classes, defined):
            if predicate_of(items, defined) == predicate:
                used = [item.term for item in items if isinstance(item, Word)]
                return items, {term: defined[term] for term in used}
    return (Word(predicate.term),), {predicate.term: predicate}


def _splits(
    term: str, classes: tuple[ObjectClass, ...], defined: Mapping[str, ObjectPredicate]
) -> Iterable[tuple[Item, ...]]:
    """Every list of items whose words and classes these may be."""
    for item in _candidates(classes, defined):
        alone = _alone(item, defined)
        size = len(alone.classes)
        if alone.classes != classes[:size]:
            continue
        if term == alone.term and size == len(classes):
            yield (item,)
        label = noun(alone.term)
        if term == label and size == len(classes):
            yield (item,)
        if term.startswith(f"{label} or "):
            rest = _splits(term[len(label) + 4 :], classes[size:], defined)
            yield from ((item, *more) for more in rest)


def _candidates(
    classes: tuple[ObjectClass, ...], defined: Mapping[str, ObjectPredicate]
) -> Iterable[Item]:
    """Items that the next classes may come from."""
    yield from (Word(term) for term in defined)
    yield from (Kind(word) for word in KINDS if word not in defined)
    if classes and expanded(heads(classes[0].kinds)) == classes[0].kinds:
        yield classes[0]
    yield Whole.ANYTHING
