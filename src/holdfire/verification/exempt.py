"""Exceptions: what a clause does not forbid, and whether an incident is such a thing.

An observation tells it by the attributes ``kind``, ``purpose``, ``operator`` and
``notified``. A record that says nothing of a notice leaves it open: only a complete register
could show that none was given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfire.agreement.clause import Excepted
from holdfire.base.truth import Truth, all_of, any_of
from holdfire.verification.evidence import Evidence, Trait
from holdfire.verification.factor import Factor, from_truth
from holdfire.verification.happening import truth_of_traits, values_of

__all__ = ["excepted", "exemption", "yes_or_no"]

_TELLING = ("purpose", "operator")
_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})
_PLAIN = re.compile(r"[^\w]+|_+")


def exemption(
    evidence: Evidence, exceptions: Sequence[Excepted], *, of_force: bool
) -> Factor | None:
    """The condition that no exception holds; ``None`` for a clause without exceptions.

    ``of_force``: an exception of an act of force is about its reason, which no observation
    shows; then only an exception that is shown to hold counts. For things seen standing or
    flying an exception that may hold leaves the match unknown.
    """
    if not exceptions:
        return None

    def judge(trait: Trait) -> Truth:
        truth = any_of(excepted(trait, exception) for exception in exceptions)
        if of_force and truth is Truth.UNKNOWN:
            truth = Truth.FALSE
        return truth.negated()

    said = "whether an exception of the clause holds for it is not known: " + "; ".join(
        exception.what for exception in exceptions
    )
    return from_truth("exception", truth_of_traits(evidence, judge), "attribution", said)


def excepted(trait: Trait, exception: Excepted) -> Truth:
    """Is something with these possible attributes what the exception names?"""
    return all_of([_is_named(trait, exception.what), _has_notice(trait, exception)])


def _is_named(trait: Trait, what: str) -> Truth:
    """One telling attribute says that it is; only purpose and operator together that it is not.

    An exception names a use (medical flights) or a body (observers), and the text does not
    say which, so a known purpose leaves the operator open and the other way round.
    """
    wanted = _words(what)
    kinds = values_of(trait, "kind")
    if kinds and all(_words(kind) == wanted for kind in kinds):
        return Truth.TRUE
    answers = []
    for name in _TELLING:
        hits = [_same(_words(value), wanted) for value in values_of(trait, name)]
        if hits and min(hits) is Truth.TRUE:
            return Truth.TRUE
        told = hits and max(hits) is Truth.FALSE
        answers.append(Truth.FALSE if told else Truth.UNKNOWN)
    return any_of(answers)


def _same(said: str, wanted: str) -> Truth:
    """The same words; with a word in common (civil police, local police) nobody can tell."""
    if said == wanted:
        return Truth.TRUE
    return Truth.UNKNOWN if set(said.split()) & set(wanted.split()) else Truth.FALSE


def _has_notice(trait: Trait, exception: Excepted) -> Truth:
    """Was it notified, if it had to be? Unknown where the record does not say."""
    if not exception.needs_notice:
        return Truth.TRUE
    return yes_or_no(values_of(trait, "notified"))


def yes_or_no(said: Sequence[str]) -> Truth:
    """A plain yes or no; anything else, and both, are unknown."""
    answers = {value.strip().casefold() for value in said}
    if answers and answers <= _YES:
        return Truth.TRUE
    return Truth.FALSE if answers and answers <= _NO else Truth.UNKNOWN


def _words(text: str) -> str:
    """The text without case, marks and plural endings."""
    plain = _PLAIN.sub(" ", text).strip().lower()
    singular = (w[:-1] if len(w) > 3 and w.endswith("s") else w for w in plain.split())
    return " ".join(singular)
