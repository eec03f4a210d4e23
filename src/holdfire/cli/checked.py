"""``holdfire agreement check`` as lines and as fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from holdfire.base.errors import MalformedAgreement

if TYPE_CHECKING:
    from holdfire.service import TextCheck

__all__ = ["check_fields", "check_lines", "refusal_fields"]


def check_fields(found: TextCheck) -> dict[str, Any]:
    """Everything, as ``--json`` prints it."""
    from holdfire import service

    return {
        "name": found.name,
        "kind": found.kind,
        "version": found.version,
        "loads": True,
        "clauses": found.count,
        "problems": [service.problem_fields(problem) for problem in found.problems],
        "scope": found.scope,
        "traces": list(found.traces),
    }


def refusal_fields(error: MalformedAgreement) -> dict[str, Any]:
    """A text that cannot be used, with every problem."""
    from holdfire import service

    return {
        "loads": False,
        "error": error.fields(),
        "problems": [service.problem_fields(problem) for problem in error.problems],
    }


def check_lines(found: TextCheck) -> Iterator[str]:
    """The problems, then for each clause what violates it, keeps it and leaves it open."""
    for problem in found.problems:
        yield problem.shown()
    if found.problems:
        yield ""
    yield f"What each clause is about (searched: {found.scope}):"
    said: set[tuple[str, ...]] = set()
    for row in found.traces:
        lines = tuple(_row(row))
        if lines not in said:  # a clause that reads the same in several readings
            said.add(lines)
            yield from lines
    what = _count(found.count, "norm" if found.kind == "norms" else "clause")
    problems = _count(len(found.problems), "thing")
    yield f"{found.name}: {what} can be checked, {problems} to look at"


def _count(number: int, what: str) -> str:
    """``1 clause``, ``2 clauses``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _row(row: Mapping[str, Any]) -> Iterator[str]:
    """One clause."""
    yield f"{row['clause']} ({row['kind']}, line {row['line']})"
    if "worlds" in row:
        yield from _worlds(row["worlds"])
        return
    if not row["compiled"]:
        yield "  no trace: this kind of clause is not evaluated yet"
        return
    if not row["violating"]:
        waits = ", ".join(row["awaits"])
        why = f"its times wait for {waits}" if waits else "nothing can violate it"
        yield f"  no trace: {why}"
        return
    for each in row["violating"]:
        part = "" if each["part"] == "violation" else f" [{each['part']}]"
        yield from _block(f"violates{part}", each["trace"])
    yield from _other("complies", row["complying_change"], row["complying"])
    yield from _other("open", row["undetermined_change"], row["undetermined"])


def _worlds(worlds: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The outcomes of a norm, each in a small world of its own."""
    if not worlds:
        yield "  no trace: it brings other norms into being and is judged by them"
    for world in worlds:
        yield f"  {world['outcome']}, asked at {world['at']}"
        for line in world["trace"]:
            yield f"{'':<12} {line}"


def _other(name: str, change: Sequence[str], whole: Sequence[str]) -> Iterator[str]:
    """A trace as what changes against the violating one, where that is shorter."""
    if not whole:
        yield from _block(name, ())
    elif 0 < len(change) < len(whole):
        yield from _block(name, [f"the same, {change[0]}", *change[1:]])
    else:
        yield from _block(name, whole)


def _block(name: str, lines: Sequence[str]) -> Iterator[str]:
    """A name, then its lines below each other."""
    for number, line in enumerate(lines or ("nothing found",)):
        head = f"  {name}" if number == 0 else ""
        if len(head) > 12:
            yield head
            head = ""
        yield f"{head:<12} {line}"
