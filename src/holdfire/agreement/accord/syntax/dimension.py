"""Are only like things compared and added, as far as their dimensions are known?

A plain number has no unit and compares with plain numbers only; a length with lengths, an
instant with instants. The dimension of a variable is that of whatever it is compared with or
is an argument of. What stays unknown is not refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from holdfire.agreement.accord.formula import Atom, Compare, Exists, Forall, Formula, Member
from holdfire.agreement.accord.free import children, terms_of
from holdfire.agreement.accord.syntax.phrase import phrase
from holdfire.agreement.accord.syntax.refusal import MistypedFormula
from holdfire.agreement.accord.syntax.unit import Dimension, dimension_of
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)

__all__ = ["FUNCTIONS", "check_dimensions"]

FUNCTIONS: Mapping[str, Dimension] = {
    **dict.fromkeys(("caliber", "dist", "range"), Dimension.LENGTH),
    **dict.fromkeys(
        ("actor", "affiliation", "class", "place", "side_of", "site", "system"), Dimension.NAME
    ),
}
"""Functions of the core vocabulary and what they give."""


def check_dimensions(
    formula: Formula,
    *,
    arguments: Mapping[str, Sequence[Dimension | None]] | None = None,
    functions: Mapping[str, Dimension] = FUNCTIONS,
    names: Mapping[str, Dimension] | None = None,
) -> None:
    """Refuse a comparison or sum of unlike things.

    ``arguments`` are the dimensions of the arguments of predicates, ``functions`` what
    functions give, ``names`` what named things are (``now`` is an instant). Raises
    :class:`MistypedFormula` with the part.
    """
    known = {"now": Dimension.INSTANT, **(names or {})}
    _Check(arguments or {}, functions, known).formula(formula)


class _Cell:
    """What is known of one variable; cells of equal things lead to one of them."""

    __slots__ = ("dimension", "same")

    def __init__(self) -> None:
        self.dimension: Dimension | None = None
        self.same: _Cell | None = None

    def first(self) -> _Cell:
        """The cell that speaks for all that are equal to this one."""
        cell = self
        while cell.same is not None:
            cell = cell.same
        return cell


_Kind = Dimension | _Cell | None


class _Check:
    """One formula being checked, with the variables that are in scope."""

    def __init__(
        self,
        arguments: Mapping[str, Sequence[Dimension | None]],
        functions: Mapping[str, Dimension],
        names: Mapping[str, Dimension],
    ) -> None:
        self.arguments = arguments
        self.functions = functions
        self.names = names
        self._cells: dict[str, _Cell] = {}

    @contextmanager
    def _binding(self, variables: tuple[str, ...]) -> Iterator[None]:
        """Inside, these variables are new."""
        outer = self._cells
        self._cells = {**outer, **{name: _Cell() for name in variables}}
        yield
        inner = self._cells
        self._cells = outer
        for name, cell in inner.items():
            if name not in variables:
                outer.setdefault(name, cell)

    def formula(self, formula: Formula) -> None:
        """Check a formula and everything inside it."""
        kinds = [self._term(term) for term in terms_of(formula)]
        if isinstance(formula, Compare):
            self._alike(formula, kinds[0], kinds[1])
        elif isinstance(formula, Atom):
            declared = self.arguments.get(formula.predicate, ())
            for kind, wanted in zip(kinds, declared, strict=False):
                self._alike(formula, kind, wanted)
        elif isinstance(formula, Member):
            self._alike(formula, kinds[0], Dimension.NAME)
        if isinstance(formula, Exists | Forall):
            with self._binding(formula.variables):
                self.formula(formula.body)
            return
        for part in children(formula):
            self.formula(part)

    def _term(self, term: Term) -> _Kind:
        """The dimension of a term, or the cell of a variable."""
        match term:
            case Variable(name):
                return self._cells.setdefault(name, _Cell())
            case Constant(value, unit):
                return dimension_of(unit, text=isinstance(value, str))
            case Name(name):
                return self.names.get(name)
            case Apply(function, terms):
                for inner in terms:
                    self._term(inner)
                return self.functions.get(function)
            case Arithmetic():
                return self._arithmetic(term)
            case Aggregate():
                return self._aggregate(term)

    def _aggregate(self, term: Aggregate) -> _Kind:
        """What an aggregate gives."""
        with self._binding(term.variables):
            weight = None if term.weight is None else self._term(term.weight)
            self.formula(term.body)
        if term.kind == "duration":
            return Dimension.DURATION
        return Dimension.NUMBER if term.kind == "count" else weight

    def _arithmetic(self, term: Arithmetic) -> _Kind:
        """What a sum, a difference or a product gives."""
        left, right = _known(self._term(term.left)), _known(self._term(term.right))
        if left is Dimension.NAME or right is Dimension.NAME:
            raise _unlike(term, left, right)
        if term.op == "*":
            return _product(term, left, right)
        if left is None or right is None:
            return None
        if left is right:
            if left is Dimension.INSTANT:
                if term.op == "+":
                    raise _unlike(term, left, right)
                return Dimension.DURATION
            return left
        moved = {left, right} == {Dimension.INSTANT, Dimension.DURATION}
        if moved and (term.op == "+" or left is Dimension.INSTANT):
            return Dimension.INSTANT
        raise _unlike(term, left, right)

    def _alike(self, part: Formula, left: _Kind, right: _Kind) -> None:
        """Two things that must be of one dimension."""
        one, other = _known(left), _known(right)
        if one is not None and other is not None and one is not other:
            raise _unlike(part, one, other)
        known = one or other
        cells = [kind.first() for kind in (left, right) if isinstance(kind, _Cell)]
        for cell in cells:
            cell.dimension = known
        if len(cells) == 2 and cells[0] is not cells[1]:
            cells[0].same = cells[1]


def _known(kind: _Kind) -> Dimension | None:
    """The dimension, if it is known yet."""
    return kind.first().dimension if isinstance(kind, _Cell) else kind


def _product(
    term: Arithmetic, left: Dimension | None, right: Dimension | None
) -> Dimension | None:
    """A number of things of one dimension."""
    if left is Dimension.NUMBER:
        return right
    if right is Dimension.NUMBER:
        return left
    if left is not None and right is not None:
        raise _unlike(term, left, right)
    return None


def _unlike(
    part: Formula | Term, left: Dimension | None, right: Dimension | None
) -> MistypedFormula:
    """The error for two unlike things."""
    kinds = [str(kind or "thing of unknown kind") for kind in (left, right)]
    said = " and ".join(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in kinds)
    return MistypedFormula(
        f"{phrase(part)} puts together {said}",
        where=phrase(part),
        next_step=(
            "Write the unit beside the number (a metre is m, a minute min), or mend the "
            "declaration of the predicate."
        ),
    )
