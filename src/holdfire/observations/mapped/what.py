"""What a mapped row says happened: kind, number, score and attributes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from holdfire.base.phenomenon import Phenomenon
from holdfire.observations.mapped.mapping import AttributeRule, CountRule, FileMapping
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import Assertion, Count

__all__ = ["read_assertion"]

_YES = ("1", "true", "yes", "about", "approx")


def read_assertion(mapping: FileMapping, values: Mapping[str, str | None]) -> Assertion | Fault:
    """The one happening that the row asserts."""
    kind = _kind(mapping, values)
    if isinstance(kind, Fault):
        return kind
    count = None if mapping.count is None else _count(mapping.count, values)
    if isinstance(count, Fault):
        return count
    score = _score(mapping, values)
    if isinstance(score, Fault):
        return score
    attributes: dict[str, object] = {}
    for rule in mapping.attributes:
        found = _attribute(rule, values)
        if isinstance(found, Fault):
            return found
        if found:
            attributes[rule.name] = found[0] if rule.single else found
    column = mapping.term or mapping.phenomenon.column
    return Assertion(
        kind,
        source_term=(values.get(column) if column else None) or "",
        count=count,
        exists=score,
        exists_kind=None if score is None or mapping.exists is None else mapping.exists.kind,
        attributes=attributes,
    )


def _kind(mapping: FileMapping, values: Mapping[str, str | None]) -> Phenomenon | Fault:
    """The kind of happening."""
    rule = mapping.phenomenon
    if rule.constant is not None or rule.column is None:
        return rule.constant or Phenomenon.UNKNOWN
    word = values.get(rule.column)
    found = rule.values.get(word or "", rule.other)
    if found is None:
        return Fault(rule.column, Reason.ENUM, f"{word!r} stands in no value of the mapping")
    return found


def _count(rule: CountRule, values: Mapping[str, str | None]) -> Count | Fault | None:
    """How many, ``None`` when the cell is empty: not stated is not zero."""
    ends = []
    for column in (rule.low, rule.high):
        text = values.get(column)
        if text is None:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 19):
            return Fault(column, Reason.NUMBER, f"{text!r} is no whole number")
        ends.append(int(text))
    if ends[0] > ends[1]:
        return Fault(rule.high, Reason.NUMBER, f"{ends[1]} is below {ends[0]}")
    about = (values.get(rule.approximate) or "") if rule.approximate else ""
    return Count(ends[0], ends[1], about.lower() in _YES)


def _score(mapping: FileMapping, values: Mapping[str, str | None]) -> float | Fault | None:
    """The source's own score from 0 to 1."""
    column = None if mapping.exists is None else mapping.exists.column
    text = values.get(column) if column else None
    if column is None or text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 <= value <= 1.0:
        return Fault(column, Reason.NUMBER, f"{text!r} is not between 0 and 1")
    return value


def _attribute(rule: AttributeRule, values: Mapping[str, str | None]) -> list[object] | Fault:
    """The values of one attribute; empty when not stated."""
    if rule.column is None:
        return list(rule.constant)
    text = values.get(rule.column)
    if text is None:
        return []
    words = [text] if rule.separator is None else text.split(rule.separator)
    found: list[object] = []
    for word in (part.strip() for part in words):
        if rule.values and word not in rule.values:
            return Fault(
                rule.column, Reason.ENUM, f"{word!r} stands in no value of the mapping"
            )
        value: object = rule.values.get(word, word)
        if rule.number:
            number = _number(value)
            if number is None:
                return Fault(rule.column, Reason.NUMBER, f"{word!r} is no number")
            value = number
        if word and value not in found:
            found.append(value)
    return found


def _number(value: object) -> float | int | None:
    """A finite number, whole where it is whole."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
