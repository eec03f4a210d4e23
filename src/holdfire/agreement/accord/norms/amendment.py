"""What an amendment changes: norm by norm as text, and in the verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.content_hash import version_of_norm
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.instance import Instance, Word
from holdfire.agreement.accord.norms.law import Law, instances_under
from holdfire.agreement.accord.norms.norm_words import write_norm
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Trace

__all__ = ["Change", "Changed", "changes", "verdicts_changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A norm that two versions do not share: ``added``, ``ended`` or ``changed``.

    ``keys`` are the keys that differ, each as it was and as it is.
    """

    norm: str
    how: str
    keys: tuple[tuple[str, str, str], ...] = ()

    def lines(self) -> tuple[str, ...]:
        """The change as lines."""
        if self.how != "changed":
            return (f"{self.norm}: {self.how}",)
        return tuple(
            f"{self.norm} {key}: {before or 'nothing'} -> {after or 'nothing'}"
            for key, before, after in self.keys
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """An instance on which two laws differ; ``None`` where one has no such instance."""

    norm: str
    key: tuple[Value, ...]
    before: Word | None
    after: Word | None


def changes(before: Accord, after: Accord) -> tuple[Change, ...]:
    """Every norm that differs between two versions, in the order of the later text."""
    return tuple(_changes(before, after))


def _changes(before: Accord, after: Accord) -> Iterator[Change]:
    """Changed and added norms, then those that ended."""
    old = {norm.name: norm for norm in before.norms}
    new = {norm.name: norm for norm in after.norms}
    for name, norm in new.items():
        if name not in old:
            yield Change(name, "added")
        elif version_of_norm(norm) != version_of_norm(old[name]):
            yield Change(name, "changed", _keys(write_norm(old[name]), write_norm(norm)))
    for name in old:
        if name not in new:
            yield Change(name, "ended")


def _keys(before: str, after: str) -> tuple[tuple[str, str, str], ...]:
    """The lines of two documents that differ, by key."""
    old, new = (dict(_pair(line) for line in text.splitlines()) for text in (before, after))
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        (name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name) != new.get(name)
    )


def _pair(line: str) -> tuple[str, str]:
    """Key and value of one line."""
    key, _, value = line.partition(": ")
    return key, value


def verdicts_changed(
    before: Law,
    after: Law,
    norm: str,
    trace: Trace,
    at: int,
    known_at: int,
    *,
    decisions: Iterable[Decision] | None = None,
) -> tuple[Changed, ...]:
    """The verdicts on a norm that would be others under another law."""
    given = None if decisions is None else tuple(decisions)
    found: dict[object, list[Instance | None]] = {}
    for place, law in enumerate((before, after)):
        for one in instances_under(law, norm, trace, at, known_at, decisions=given):
            found.setdefault(one.identity, [None, None])[place] = one
    return tuple(
        _changed(pair[0], pair[1])
        for _, pair in sorted(found.items(), key=lambda item: repr(item[0]))
        if _word(pair[0]) is not _word(pair[1])
    )


def _changed(before: Instance | None, after: Instance | None) -> Changed:
    """The pair as a record; at least one of the two is there."""
    one = before if before is not None else after
    name, key = (one.norm, one.key) if one is not None else ("", ())
    return Changed(name, key, _word(before), _word(after))


def _word(one: Instance | None) -> Word | None:
    """The verdict of an instance that may not be there."""
    return None if one is None else one.word
