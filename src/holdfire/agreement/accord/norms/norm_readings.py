"""Reading the contested places: what each reading puts in place of what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.agreement.accord.norms.accord import AS_WRITTEN, Accord
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.node import MappingNode, ScalarNode
from holdfire.agreement.problems import Refusal

__all__ = ["MOST_READINGS", "ReadingSpec", "read_specs"]

MOST_READINGS = 16
_KEYS = ("title", "asserted_by", "choose", "norms", "use")
_FIXED = ("norm", "modality", "clause", "readings")


@dataclass(frozen=True, slots=True)
class ReadingSpec:
    """One reading: which variant of which norm it chooses, and what it changes itself.

    ``use`` puts one declared name in place of another: a line as of another day, a list.
    """

    name: str
    title: str = ""
    by: str = ""
    choose: Mapping[str, str] = field(default_factory=dict)
    norms: Mapping[str, MappingNode] = field(default_factory=dict)
    use: Mapping[str, str] = field(default_factory=dict)

    def changed(self, node: MappingNode, name: str) -> MappingNode:
        """The document of a norm as this reading reads it."""
        variants = node.items.get("readings")
        items, lines = dict(node.items), dict(node.key_lines)
        items.pop("readings", None)
        changes = []
        if isinstance(variants, MappingNode):
            label = self.choose.get(name, self.name)
            changes.append(variants.items.get(label))
        changes.append(self.norms.get(name))
        for change in changes:
            if isinstance(change, MappingNode):
                items |= change.items
                lines |= change.key_lines
        return MappingNode(node.line, items, lines)


def read_specs(
    fields: Fields, nodes: tuple[MappingNode, ...], accord: Accord
) -> tuple[ReadingSpec, ...]:
    """The readings of a file; one called ``text`` where nothing is contested.

    Without readings in the header every label that a norm uses is one reading: norms
    without that label are read as written.
    """
    labels = _labels(fields, nodes)
    given = fields.mapping("readings")
    specs = [
        spec
        for name, node in given.items()
        if (spec := _spec(fields, name, node, labels, accord)) is not None
    ]
    if "readings" not in fields:
        found = sorted({label for variants in labels.values() for label in variants})
        specs = [ReadingSpec(label) for label in found] or [ReadingSpec(AS_WRITTEN)]
    else:
        _check_chosen(fields, specs, labels)
    if len(specs) > MOST_READINGS:
        fields.refuse(
            "L12",
            "readings",
            Refusal(
                f"{len(specs)} readings are more than {MOST_READINGS}",
                "Name only the combinations that somebody asserts.",
            ),
        )
        return ()
    return tuple(specs)


def _labels(fields: Fields, nodes: tuple[MappingNode, ...]) -> dict[str, tuple[str, ...]]:
    """The labels of the variants of each norm; a variant cannot change what a norm is."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        named = node.items.get("norm")
        name = named.text.strip() if isinstance(named, ScalarNode) else ""
        variants = node.items.get("readings")
        found[name] = ()
        if isinstance(variants, MappingNode):
            found[name] = tuple(variants.items)
            for label, change in variants.items.items():
                _check_change(fields, f"{name} {label}", change)
    return found


def _check_change(fields: Fields, what: str, change: object) -> None:
    """A variant is a mapping of keys that may change."""
    if not isinstance(change, MappingNode):
        line = getattr(change, "line", 0)
        fields.problems.add("L1", line, f"readings: {what} is no mapping", "Give what changes.")
        return
    for key in _FIXED:
        if key in change.items:
            fields.problems.add(
                "L12",
                change.key_lines[key],
                f"a reading cannot change {key}",
                "Write a norm of its own.",
            )


def _spec(
    fields: Fields,
    name: str,
    node: object,
    labels: Mapping[str, tuple[str, ...]],
    accord: Accord,
) -> ReadingSpec | None:
    """One reading of the header."""
    if not isinstance(node, MappingNode):
        line = getattr(node, "line", 0)
        fields.problems.add("L1", line, f"readings: {name} is no mapping", "{title: ...}")
        return None
    inner = Fields(node, _KEYS, fields.problems, "a reading")
    choose = _texts(inner, "choose")
    for norm, label in choose.items():
        for word, known, what in (
            (norm, tuple(labels), "a norm of this text"),
            (label, labels.get(norm, ()), f"a variant of {norm}"),
        ):
            refusal = known_word(word, known, what)
            if refusal is not None:
                inner.refuse("L3", "choose", refusal)
    norms: dict[str, MappingNode] = {}
    for norm, change in inner.mapping("norms").items():
        refusal = known_word(norm, tuple(labels), "a norm of this text")
        if refusal is not None:
            inner.refuse("L3", "norms", refusal)
        _check_change(fields, f"{name} {norm}", change)
        if isinstance(change, MappingNode):
            norms[norm] = change
    return ReadingSpec(
        name,
        inner.scalar("title"),
        inner.scalar("asserted_by"),
        choose,
        norms,
        _use(inner, accord),
    )


def _use(fields: Fields, accord: Accord) -> dict[str, str]:
    """Names put in place of others of the same kind."""
    found = _texts(fields, "use")
    for old, new in found.items():
        same = (
            (old in accord.classes and new in accord.classes)
            or (
                old in accord.places
                and new in accord.places
                and accord.places[old].kind == accord.places[new].kind
            )
            or (old in accord.anchors and new in accord.anchors)
        )
        if not same:
            fields.refuse(
                "L3",
                "use",
                Refusal(f"{new!r} is not of the kind of {old!r}", "Name two declared things."),
            )
    return found


def _texts(fields: Fields, key: str) -> dict[str, str]:
    """A mapping of words to words."""
    found: dict[str, str] = {}
    for name, node in fields.mapping(key).items():
        if isinstance(node, ScalarNode) and node.text.strip():
            found[name] = node.text.strip()
        else:
            line = getattr(node, "line", 0)
            fields.problems.add("L1", line, f"{key}: {name} has no value", "Give a word.")
    return found


def _check_chosen(
    fields: Fields, specs: list[ReadingSpec], labels: Mapping[str, tuple[str, ...]]
) -> None:
    """Every variant that stands in the text is read by somebody."""
    for norm, variants in labels.items():
        for label in variants:
            if not any(spec.choose.get(norm, spec.name) == label for spec in specs):
                fields.refuse(
                    "L3",
                    "readings",
                    Refusal(f"no reading chooses {label!r} of {norm}", "Choose it or drop it."),
                )
