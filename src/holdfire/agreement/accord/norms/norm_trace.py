"""The world as an accord reads it: what its header defines, and valid decisions only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.agreement.accord.fact_trace import CERTAIN, Declared
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.decision import Decision, valid_decisions
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import FOREVER, Claim, Possible, Silence, Trace
from holdfire.base.truth import Truth

__all__ = ["NormTrace", "declarations", "norm_trace"]

_THOUSANDTH = CERTAIN // 1000


def declarations(
    accord: Accord, horizons: Mapping[str, int] | None = None
) -> tuple[Declared, ...]:
    """How each fact of the accord is to be read, for building a trace from statements.

    ``horizons`` says for a fact or for its source until when it is complete.
    """
    known = horizons or {}
    return tuple(
        Declared(
            fact.name,
            fact.world,
            known.get(fact.name, known.get(fact.source, FOREVER)),
            tau=fact.present_from * _THOUSANDTH,
            nu=fact.noise * _THOUSANDTH,
            pi=fact.absent_from * _THOUSANDTH,
            said=fact.said,
            supplier=fact.source or fact.coverage,
        )
        for fact in accord.facts.values()
        if not fact.gives
    )


@dataclass(frozen=True, slots=True)
class NormTrace:
    """A trace read through an accord.

    Facts that a body decides come from ``entries`` only, where a register of decisions is
    given; how far each register is complete comes from ``trace`` in any case. Anchors and
    sets that ``trace`` does not know are those of the header.
    """

    accord: Accord
    trace: Trace
    decided: frozenset[str] = frozenset()
    entries: tuple[Decision, ...] = ()

    def keys(self, predicate: str) -> Iterable[tuple[Value, ...]]:
        """As the trace, or as decided."""
        if predicate not in self.decided:
            return self.trace.keys(predicate)
        return sorted({each.key for each in self.entries if each.fact == predicate}, key=repr)

    def claims(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Claim]:
        """As the trace, or as decided."""
        if predicate not in self.decided:
            return self.trace.claims(predicate, key)
        return tuple(
            _claim(each) for each in self.entries if each.fact == predicate and each.key == key
        )

    def silence(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Silence]:
        """As the trace."""
        return self.trace.silence(predicate, key)

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """As the trace."""
        return self.trace.unlisted(predicate)

    def possible(self, function: str, terms: tuple[Value, ...], at: int) -> Possible:
        """As the trace."""
        return self.trace.possible(function, terms, at)

    def changes(self, function: str, terms: tuple[Value, ...]) -> Sequence[int]:
        """The instants from which a function has other values, where the trace says."""
        asked = getattr(self.trace, "changes", None)
        return () if asked is None else tuple(asked(function, terms))

    def instant(self, name: str) -> Possible:
        """As the trace; else as the header fixes it."""
        found = self.trace.instant(name)
        anchor = self.accord.anchors.get(name)
        if found == Possible() and anchor is not None and anchor.instant is not None:
            return Possible((anchor.instant,))
        return found

    def members(self, name: str) -> Possible:
        """As the header defines it; else as the trace."""
        if name == "parties":
            return Possible(self.accord.parties)
        members = self.accord.classes.get(name)
        return self.trace.members(name) if members is None else Possible(members)


def _claim(decision: Decision) -> Claim:
    """What a decision claims: an event, or a state until its last instant."""
    end = decision.at if decision.until is None else decision.until
    return Claim(Truth.TRUE, decision.at, end, decision.until is None, None, (decision.id,))


def norm_trace(
    accord: Accord, trace: Trace, decisions: Iterable[Decision] | None, known_at: int
) -> NormTrace:
    """The trace read through the accord.

    Without ``decisions`` whoever built the trace vouches for what was decided.
    """
    if decisions is None:
        return NormTrace(accord, trace)
    decided = frozenset(name for name, fact in accord.facts.items() if fact.body)
    entries = valid_decisions(accord, decisions, known_at)
    return NormTrace(accord, trace, decided, entries)
