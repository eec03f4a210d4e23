"""One observation sentence, read and written: when, from where, by what means, which items.

:func:`compose` is the exact inverse of :func:`read_sentence`: reading what it writes gives
the sentence back. The wording is ours, the layout that of the monitoring missions' reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from holdfire.observations.osce.item import Item, read_item, write_item
from holdfire.observations.osce.location import Location, read_location, write_location
from holdfire.observations.osce.numbers import NUMBER, exactly, number_of, write_amount
from holdfire.observations.osce.occasion import Occasion, read_occasion, write_occasion
from holdfire.observations.osce.position import Position, read_position, write_position

__all__ = ["Reading", "Sentence", "compose", "read_sentence"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``observer`` is camera, uav or patrol; ``in_sequence`` when the items are in order."""

    observer: str
    items: tuple[Item, ...]
    position: Position | None = None
    occasion: Occasion | None = None
    in_sequence: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, and the spans (start, end) of its text that no rule understood."""

    sentence: Sentence
    unread: tuple[tuple[int, int], ...]


_VERB = re.compile(r"\b(heard|saw|recorded|observed|spotted)\b", re.IGNORECASE)
_MEANS = {
    "heard": "heard",
    "saw": "saw",
    "recorded": "recorded",
    "observed": "saw",
    "spotted": "saw",
}
_UAV = re.compile(r"\b(?:UAVs?|unmanned\s+aerial\s+vehicles?)\b", re.IGNORECASE)
_CAMERA = re.compile(r"\bcameras?\b", re.IGNORECASE)
_SEQUENCE = re.compile(
    r"in\s+(?:sequence|this\s+order|the\s+following\s+order)\b", re.IGNORECASE
)
_LATER = re.compile(
    rf"(?P<n>{NUMBER})\s+(?P<unit>second|minute|hour)s?\s+(?:later|after\s+that|afterwards)\b",
    re.IGNORECASE,
)
_UNIT_S = {"second": 1, "minute": 60, "hour": 3600}
_GLUE = re.compile(
    r"[\s,;:.]+|(?:and|also|then|as\s+well\s+as|followed\s+by|all|both|it)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\s,;]+")
_HEAD_GLUE = re.compile(
    r"[\s,;:.]+|(?:the|an?|in|on|at|of|from|while|when|positioned|standing|located|about|and|its|their|"
    r"SMM|Mission|OSCE|monitors?|patrols?|teams?|cameras?|mini-|mid-range|long-range|UAVs?|"
    r"unmanned|aerial|vehicles?|monitoring|members?|\([A-Z]{2,5}\))(?![\w])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Scan:
    """The reading of the items so far."""

    means: str
    items: list[Item]
    unread: list[tuple[int, int]]
    open_from: int = 0
    later_s: int | None = None
    in_sequence: bool = False

    def locate(self, location: Location) -> bool:
        """Give the location to every item since the last one; false when there is none."""
        if self.open_from == len(self.items):
            return False
        for index in range(self.open_from, len(self.items)):
            self.items[index] = replace(self.items[index], location=location)
        self.open_from = len(self.items)
        return True

    def _turn(self, text: str, position: int) -> int | None:
        """Read a word that changes how what follows is meant, and return where it ends."""
        sequence, later = _SEQUENCE.match(text, position), _LATER.match(text, position)
        verb = _VERB.match(text, position)
        if sequence is not None:
            self.in_sequence = True
        elif later is not None:
            self.later_s = number_of(later["n"]) * _UNIT_S[later["unit"].lower()]
        elif verb is not None:
            self.means = _MEANS[verb[1].lower()]
            self.open_from = len(self.items)
        found = sequence or later or verb
        return None if found is None else found.end()

    def step(self, text: str, position: int) -> int:
        """Read one piece from here and return where it ends."""
        glue = _GLUE.match(text, position)
        if glue is not None:
            return glue.end()
        end = self._turn(text, position)
        if end is not None:
            return end
        located = read_location(text, position)
        if located is not None and self.locate(located[0]):
            return located[1]
        read = read_item(text, position, self.means)
        if read is not None:
            self.items.append(replace(read[0], later_s=self.later_s))
            self.later_s = None
            return read[1]
        word = _WORD.match(text, position)
        end = word.end() if word else position + 1
        self.unread.append((position, end))
        return end


def read_sentence(text: str) -> Reading | None:
    """The observation in one sentence, or ``None`` when it has no verb or nothing seen."""
    verb = _VERB.search(text)
    if verb is None:
        return None
    scan = _Scan(_MEANS[verb[1].lower()], [], [])
    position = verb.end()
    while position < len(text):
        position = scan.step(text, position)
    if not scan.items:
        return None
    head = text[: verb.start()]
    occasion, place, unread = _read_head(head)
    if occasion is None and (late := read_occasion(text[verb.end() :])) is not None:
        occasion = late[0]
        start, end = late[1][0] + verb.end(), late[1][1] + verb.end()
        scan.unread = [span for span in scan.unread if not start <= span[0] < end]
    observer = "camera" if _CAMERA.search(head) else "uav" if _UAV.search(head) else "patrol"
    sentence = Sentence(observer, tuple(scan.items), place, occasion, scan.in_sequence)
    return Reading(sentence, _joined([*unread, *scan.unread], text))


def _read_head(head: str) -> tuple[Occasion | None, Position | None, list[tuple[int, int]]]:
    """Time and place before the verb, and the words that are neither."""
    occasion = read_occasion(head)
    rest = head
    if occasion is not None:
        rest = _blank(rest, occasion[1])
    place = read_position(rest)
    if place is not None:
        rest = _blank(rest, place[1])
    unread: list[tuple[int, int]] = []
    position = 0
    while position < len(rest):
        glue = _HEAD_GLUE.match(rest, position)
        word = _WORD.match(rest, position)
        if glue is not None:
            position = glue.end()
        else:
            end = word.end() if word else position + 1
            unread.append((position, end))
            position = end
    return (
        None if occasion is None else occasion[0],
        None if place is None else place[0],
        unread,
    )


def _blank(text: str, span: tuple[int, int]) -> str:
    """The text with a span replaced by spaces, so that positions stay."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _joined(spans: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Spans that only white space separates, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def compose(sentence: Sentence, *, observer_name: str = "mission") -> str:
    """The sentence in words, ending with a full stop."""
    parts = [] if sentence.occasion is None else [write_occasion(sentence.occasion)]
    who = f"the {observer_name}"
    if sentence.observer != "patrol":
        who += " camera" if sentence.observer == "camera" else " UAV"
    if sentence.position is not None:
        place = write_position(sentence.position)
        if sentence.observer == "patrol":
            parts.append(f"positioned {place}")
        else:
            who = f"{who} {place}"
    clauses = [
        f"{means}{', in sequence,' if sentence.in_sequence and not number else ''} "
        + _write_items(list(items))
        for number, (means, items) in enumerate(
            groupby(sentence.items, lambda item: item.means)
        )
    ]
    said = ", ".join([*parts, f"{who} {', and '.join(clauses)}"])
    return f"{said[0].upper()}{said[1:]}."


def _write_items(items: list[Item]) -> str:
    """The items of one clause, those of one location together."""
    groups: list[str] = []
    for location, members in groupby(items, lambda item: item.location):
        words = [_write_later(item) + write_item(item) for item in members]
        last = words.pop()
        pause = "," if " later, " in last else ""
        listed = f"{', '.join(words)} and{pause} {last}" if words else last
        both = ", all" if words else ""
        groups.append(f"{listed}{both} {write_location(location)}")
    return ", and ".join(groups)


def _write_later(item: Item) -> str:
    """How much later than the item before it."""
    if item.later_s is None:
        return ""
    if item.later_s % 60:
        return f"{write_amount(exactly(item.later_s))} seconds later, "
    return f"{write_amount(exactly(item.later_s // 60))} minutes later, "
