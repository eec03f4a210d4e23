"""Exceptions: what a clause does not forbid, and whether an incident is such a thing.

An observation tells it by the attributes ``kind``, ``purpose``, ``operator`` and
``notified``. Notices are kept in a register: no notice on record is no notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfire.agreement.clause import Excepted
from holdfire.base.truth import Truth, all_of, any_of
from holdfire.verification.evidence import Evidence, Trait
from holdfire.verification.factor import Factor, from_truth
from holdfire.verification.happening import truth_of_traits, values_of

__all__ = ["excepted", "exemption"]

_TELLING = ("purpose", "operator")
_YES = {"true", "yes", "1"}
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
        hits = [_words(value) == wanted for value in values_of(trait, name)]
        if hits and all(hits):
            return Truth.TRUE
        answers.append(Truth.FALSE if hits and not any(hits) else Truth.UNKNOWN)
    return any_of(answers)


def _has_notice(trait: Trait, exception: Excepted) -> Truth:
    """Was it notified, if it had to be?"""
    if not exception.needs_notice:
        return Truth.TRUE
    told = [value.lower() in _YES for value in values_of(trait, "notified")]
    if not any(told):
        return Truth.FALSE
    return Truth.TRUE if all(told) else Truth.UNKNOWN


def _words(text: str) -> str:
    """The text without case, marks and plural endings."""
    plain = _PLAIN.sub(" ", text).strip().lower()
    singular = (w[:-1] if len(w) > 3 and w.endswith("s") else w for w in plain.split())
    return " ".join(singular)
