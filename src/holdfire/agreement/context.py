"""What the parts of a clause may refer to: the names that the header declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from holdfire.agreement.agreement import Definition
from holdfire.agreement.fields import Fields, known_word
from holdfire.agreement.moment import Moment, read_moment
from holdfire.agreement.problems import Problems, Refusal

__all__ = ["ClauseReader", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Everything the header declares; ``moments`` are its anchors, ``starts`` and ``ends``."""

    zone: str = "UTC"
    day_counting: str = ""
    parties: tuple[str, ...] = ()
    lines: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    moments: Mapping[str, Moment] = field(default_factory=dict)

    def with_moment(self, name: str, moment: Moment | None) -> Names:
        """The same names with one more moment, if there is one."""
        if moment is None:
            return self
        return replace(self, moments={**self.moments, name: moment})


@dataclass(slots=True)
class ClauseReader:
    """One clause while it is read: its fields, the names, and the events it waits for."""

    fields: Fields
    names: Names
    problems: Problems
    counting: str = ""
    awaits: set[str] = field(default_factory=set)
    moments: dict[str, Moment] = field(default_factory=dict)

    def moment(self, key: str, *, needed: bool = False) -> Moment | None:
        """The time under a key; later keys may count from it by the key's name."""
        text = self.fields.scalar(key, needed=needed)
        return self.moment_of(key, text) if text else None

    def moment_of(self, key: str, text: str) -> Moment | None:
        """A time as text that belongs to a key."""
        known = {**self.names.moments, **self.moments}
        moment = read_moment(text, known, self.names.zone, self.counting)
        if isinstance(moment, Refusal):
            self.fields.refuse("L9", key, moment)
            return None
        self.moments[key] = moment
        self.awaits.update(moment.awaits)
        return moment

    def party(self, key: str) -> str:
        """A party id."""
        return self.fields.word(key, self.names.parties)

    def line_name(self, key: str, *, needed: bool = False) -> str:
        """The name of a line of the header."""
        return self.fields.word(key, self.names.lines, needed=needed)

    def check_line(self, name: str, at_line: int) -> None:
        """Keep a problem when no line is called so."""
        self._check(name, self.names.lines, "a line of this text", at_line)

    def check_area(self, name: str, at_line: int) -> None:
        """Keep a problem when no zone or site is called so."""
        self._check(name, self.names.areas, "a zone or site of this text", at_line)

    def check_party(self, name: str, at_line: int) -> None:
        """Keep a problem when no party is called so."""
        self._check(name, self.names.parties, "a party of this text", at_line)

    def _check(
        self, name: str, known: frozenset[str] | tuple[str, ...], what: str, at_line: int
    ) -> None:
        """Keep a problem when the name is not among the known ones."""
        refusal = known_word(name, known, what)
        if refusal is not None:
            self.problems.add("L3", at_line, refusal.message, refusal.next_step)
