"""Where a formula can hold at all: at points of its facts, or anywhere."""

from __future__ import annotations

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Compare,
    Exists,
    Formula,
    Not,
    Or,
    Verum,
)

__all__ = ["negation", "supporting_atoms"]


def supporting_atoms(f: Formula) -> tuple[Atom, ...] | None:  # noqa: PLR0911 - one return a kind of formula
    """Atoms of which at least one is not false wherever ``f`` is not; ``None``: anywhere.

    Of a conjunction one part suffices; the one with the fewest atoms is taken.
    """
    match f:
        case Atom():
            return (f,)
        case Verum(False):
            return ()
        case And(parts):
            found = [got for part in parts if (got := supporting_atoms(part)) is not None]
            return min(found, key=_cost) if found else None
        case Or(parts):
            each = [supporting_atoms(part) for part in parts]
            if any(got is None for got in each):
                return None
            return tuple(dict.fromkeys(atom for got in each if got for atom in got))
        case Exists(_, body):
            return supporting_atoms(body)
        case Not(And() | Or() | Verum() | Compare()):
            return supporting_atoms(negation(f.body))
    return None


def _cost(atoms: tuple[Atom, ...]) -> tuple[int, int]:
    """Fewer atoms first, then those with more arguments, which tell more keys apart."""
    return len(atoms), -sum(len(atom.terms) for atom in atoms)


_OPPOSITE = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}


def negation(f: Formula) -> Formula:
    """``not f`` in normal form, for a formula in normal form."""
    match f:
        case Not(body):
            return body
        case And(parts):
            return Or(tuple(negation(part) for part in parts))
        case Or(parts):
            return And(tuple(negation(part) for part in parts))
        case Verum(value):
            return Verum(not value)
        case Compare(op, left, right):
            return Compare(_OPPOSITE[op], left, right)
    return Not(f)
