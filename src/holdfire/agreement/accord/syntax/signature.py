"""Signatures: the predicates of a log with the types of their arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.free import predicates
from holdfire.agreement.accord.syntax.dimension import check_dimensions
from holdfire.agreement.accord.syntax.refusal import MistypedFormula
from holdfire.agreement.accord.syntax.unit import Dimension
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = [
    "Argument",
    "Signature",
    "ValueType",
    "check_signature",
    "declared",
    "read_signature",
]


class ValueType(StrEnum):
    """What an argument may be: a whole number without a unit, or text."""

    INT = "int"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a predicate; ``name`` may be empty."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Signature:
    """Predicates by name, each with its arguments in order."""

    predicates: Mapping[str, tuple[Argument, ...]] = field(default_factory=dict)

    def types(self, predicate: str) -> tuple[ValueType, ...] | None:
        """The types of a predicate's arguments, or ``None`` where it is not declared."""
        arguments = self.predicates.get(predicate)
        return None if arguments is None else tuple(item.type for item in arguments)


def declared(signature: Signature) -> dict[str, tuple[ValueType, ...]]:
    """The types of every predicate's arguments."""
    return {
        name: tuple(item.type for item in arguments)
        for name, arguments in signature.predicates.items()
    }


_MAX_TEXT = 64 * 1024
_DECLARED = re.compile(r"\s*([A-Za-z_][\w\-/:.!]*)\s*\(([^()]*)\)\s*", re.ASCII)


def read_signature(text: str) -> Signature:
    """Read a signature: ``name(argument:type, ...)``, types ``int`` and ``string``.

    The form of MonPoly's signature files: a bare type is an argument without a name, ``#``
    begins a comment, several declarations may share a line. Raises
    :class:`~holdfire.base.errors.BadInput` with the line of the first mistake.
    """
    if len(text) > _MAX_TEXT:
        raise _refused(1, "the signature is longer than 64 KiB")
    found: dict[str, tuple[Argument, ...]] = {}
    for number, full in enumerate(text.splitlines(), 1):
        line = full.split("#", 1)[0].rstrip()
        at = 0
        while at < len(line):
            match = _DECLARED.match(line, at)
            if match is None:
                raise _refused(number, f"{line[at:].strip()[:60]!r} is not name(argument:type)")
            name = match[1]
            if name in found:
                raise _refused(number, f"the predicate {name} is declared twice")
            found[name] = _arguments(match[2], name, number)
            at = match.end()
    return Signature(found)


def check_signature(formula: Formula, signature: Signature) -> None:
    """Refuse a formula that uses a predicate as the signature does not declare it.

    Raises :class:`MistypedFormula` for an undeclared predicate, a wrong number of arguments,
    an argument of the wrong type, and a variable that is a number here and text there.
    """
    for predicate, arity in predicates(formula):
        types = signature.types(predicate)
        if types is None:
            known = ", ".join(sorted(signature.predicates)[:12]) or "none"
            raise MistypedFormula(
                f"the predicate {predicate} is not in the signature, which declares {known}",
                where=predicate,
                next_step="Declare it in the signature, or mend its name.",
            )
        if len(types) != arity:
            raise MistypedFormula(
                f"{predicate} has {arity} arguments here and {len(types)} in the signature",
                where=predicate,
                next_step="Give it as many arguments as the signature declares.",
            )
    kinds = {ValueType.INT: Dimension.NUMBER, ValueType.STRING: Dimension.NAME}
    arguments = {
        name: tuple(kinds[item] for item in types)
        for name, types in declared(signature).items()
    }
    check_dimensions(formula, arguments=arguments)


def _arguments(text: str, predicate: str, line: int) -> tuple[Argument, ...]:
    """The arguments between the parentheses of a declaration."""
    if not text.strip():
        return ()
    found = []
    for part in text.split(","):
        name, colon, kind = part.rpartition(":")
        kind = kind.strip()
        if kind not in tuple(ValueType):
            raise _refused(line, _unknown_type(kind, predicate))
        if colon and not name.strip():
            raise _refused(line, f"an argument of {predicate} has a colon but no name")
        found.append(Argument(name.strip(), ValueType(kind)))
    return tuple(found)


def _unknown_type(kind: str, predicate: str) -> str:
    """Why a type is not accepted; floating point is refused by name."""
    if kind in {"float", "regexp"}:
        return (
            f"{predicate} has an argument of type {kind}: only whole numbers and text are "
            "compared, so that no rounding decides a verdict"
        )
    return f"{predicate} has an argument of type {kind!r}; the types are int and string"


def _refused(line: int, what: str) -> BadInput:
    """The error for one line."""
    return BadInput(Code.SIGNATURE_UNREADABLE, what, where=f"line {line}")
