"""What a small world must have: facts over spans, values of functions."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.term import Value

__all__ = ["Demands", "Hold", "Worth", "joined"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A fact that must hold, or must not, all through ``[start, end]``."""

    predicate: str
    key: tuple[Value, ...]
    start: int
    end: int
    value: bool = True


@dataclass(frozen=True, slots=True)
class Worth:
    """The value that a function must have."""

    function: str
    key: tuple[Value, ...]
    value: Value


Demands = frozenset[Hold | Worth]


def joined(one: Demands, other: Demands) -> Demands | None:
    """Both sets of demands, or ``None`` where they contradict each other."""
    for new in other:
        for known in one:
            if _clash(known, new):
                return None
    return one | other


def _clash(one: Hold | Worth, other: Hold | Worth) -> bool:
    """Can the two not be met together?"""
    if isinstance(one, Worth) and isinstance(other, Worth):
        same = (one.function, one.key) == (other.function, other.key)
        return same and one.value != other.value
    if isinstance(one, Hold) and isinstance(other, Hold):
        same = (one.predicate, one.key) == (other.predicate, other.key)
        overlap = one.start <= other.end and other.start <= one.end
        return same and overlap and one.value != other.value
    return False
