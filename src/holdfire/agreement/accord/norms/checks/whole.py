"""L1: what a norm of each modality must give, and what it cannot have."""

from __future__ import annotations

from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.generated import REMEDY
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.term import Constant
from holdfire.agreement.problems import Problems

__all__ = ["check_whole"]


def check_whole(norm: Norm, accord: Accord, problems: Problems) -> None:
    """Keep a problem for everything a norm of this modality lacks."""
    if norm.clause is not None:
        return
    for missing, next_step in _missing(norm):
        problems.add("L1", norm.line, f"the {norm.modality} has no {missing}", next_step)
    if norm.modality is Modality.PERMISSION and not isinstance(norm.content, Atom | None):
        problems.add(
            "L1",
            norm.line,
            "content: a permission permits one act",
            "Write the act alone, and its conditions under requires.",
        )
    if norm.create and norm.content is not None:
        problems.add(
            "L1", norm.line, "content stands beside create", "Put it into a created obligation."
        )
    names = [made.name for made in norm.create]
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.add("L3", norm.line, f"create: {name!r} stands twice", "Rename one.")
    for key, term in (("bearer", norm.bearer), ("counterparty", norm.counterparty)):
        if isinstance(term, Constant) and not _somebody(str(term.value), accord):
            problems.add(
                "L3",
                norm.line,
                f"{key}: {term.value} is nobody",
                "Name a party, a body, or a class of parties.",
            )


def _somebody(name: str, accord: Accord) -> bool:
    """Is it a party, a body, or a class whose members are such?"""
    known = {*accord.parties, *accord.bodies}
    return name in known or (name in accord.classes and set(accord.classes[name]) <= known)


def _missing(norm: Norm) -> list[tuple[str, str]]:
    """What is missing, and how to give it."""
    found: list[tuple[str, str]] = []
    makes = bool(norm.create) or norm.then is not None
    if norm.content is None and not makes:
        found.append(("content", "Say what it is about under content."))
    owed = norm.modality is Modality.OBLIGATION and not makes and norm.generated != REMEDY
    if owed and norm.deadline is None and norm.every is None:
        found.append(("deadline", "Give deadline or every: without one it is never due."))
    if makes and norm.trigger is None:
        found.append(("trigger", "Say what brings the obligations into being."))
    return found
