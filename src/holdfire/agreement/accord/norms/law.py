"""Which text applies when: versions of an accord, and what an amendment moves.

Each version is a whole text; it names its parent by the hash of what that says, so that no
past text can be changed in place. A prohibition is judged by the version in force at the
instant, an obligation by the version at its trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.instance import Instance
from holdfire.agreement.accord.norms.judging import case_of, creates, judged
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.trace import FOREVER, NEVER, Trace
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput

__all__ = ["InForce", "Law", "instances_under", "law_of", "version_at"]


@dataclass(frozen=True, slots=True)
class Law:
    """All versions of one text, each after its parent."""

    versions: tuple[Accord, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """A version and the stretch ``[start, end)`` on which it is the text that applies."""

    accord: Accord
    start: int
    end: int


def law_of(versions: Sequence[Accord]) -> Law:
    """The versions as one law.

    Raises ``BadInput`` where an amendment names no parent among the versions before it, says
    not when it takes effect and was adopted, or where a version stands twice (L12).
    """
    known: list[str] = []
    for at, accord in enumerate(versions):
        if accord.version in known:
            raise _refused(accord, "stands twice among the versions")
        if at and accord.amends not in known:
            raise _refused(accord, f"amends {accord.amends[:12] or 'nothing'}, unknown here")
        if at and (accord.valid_from is None or accord.adopted is None):
            raise _refused(accord, "does not say from when it is valid and when it was adopted")
        known.append(accord.version)
    return Law(tuple(versions))


def _refused(accord: Accord, what: str) -> BadInput:
    """The refusal of one version."""
    return BadInput(
        Code.AGREEMENT_MALFORMED,
        f"the version {accord.version[:12]} of {accord.name} {what}",
        where=accord.origin,
        next_step="Give amends: the hash of the parent as it was adopted, and both instants.",
    )


def version_at(law: Law, at: int, known_at: int) -> Accord | None:
    """The version in force at an instant, as known at another.

    Of those adopted by then and effective, the one adopted last.
    """
    found = None
    for accord in law.versions:
        if accord.adopted is not None and accord.adopted > known_at:
            continue
        begun = accord.valid_from is None or accord.valid_from <= at
        over = accord.valid_to is not None and accord.valid_to <= at
        if begun and not over and (found is None or _adopted(accord) >= _adopted(found)):
            found = accord
    return found


def _adopted(accord: Accord) -> int:
    """When it was adopted; before everything where it does not say."""
    return NEVER if accord.adopted is None else accord.adopted


def in_force(law: Law, known_at: int) -> tuple[InForce, ...]:
    """The versions with the stretches on which they apply, in order of time."""
    cuts = {NEVER}
    for accord in law.versions:
        cuts |= {at for at in (accord.valid_from, accord.valid_to) if at is not None}
    found: list[InForce] = []
    stamps = [*sorted(cuts), FOREVER]
    for start, end in pairwise(stamps):
        applies = version_at(law, start, known_at)
        if applies is None:
            continue
        if found and found[-1].accord == applies and found[-1].end == start:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(InForce(applies, start, end))
    return tuple(found)


def instances_under(
    law: Law,
    norm: str,
    trace: Trace,
    at: int,
    known_at: int,
    *,
    decisions: Iterable[Decision] | None = None,
) -> tuple[Instance, ...]:
    """Every instance of a norm under the law as adopted by ``known_at``.

    An amendment that ``extends`` the norm moves deadlines that were still pending when it
    took effect, and no others. One that takes effect before its adoption is a correction.
    """
    stretches = in_force(law, known_at)
    given = None if decisions is None else tuple(decisions)
    found: list[Instance] = []
    for stretch in stretches:
        if stretch.start > at:
            continue
        case = _case(stretch, stretches, trace, at, known_at, given)
        for each in _named(stretch.accord, norm):
            if each.modality is not Modality.OBLIGATION:
                if at < stretch.end:
                    found.extend(judged(case, each))
                continue
            found.extend(_moved(case, each, one, stretches) for one in judged(case, each))
    return tuple(found)


def _named(accord: Accord, name: str) -> Iterator[Norm]:
    """The norm of a name, or those it creates; nothing where the version has none."""
    for norm in accord.norms:
        if (norm.name == name and not creates(norm)) or (
            norm.made_by == name and norm.generated in {"created", "remedy"}
        ):
            yield norm


def _case(
    stretch: InForce,
    stretches: tuple[InForce, ...],
    trace: Trace,
    at: int,
    known_at: int,
    decisions: tuple[Decision, ...] | None,
) -> Case:
    """The case of one version: what begins under it, ended when the law as a whole ends."""
    end = _end_of_law(stretch, stretches)
    accord = replace(
        stretch.accord,
        valid_from=None if stretch.start == NEVER else stretch.start,
        valid_to=None if end == FOREVER else end,
    )
    case = case_of(accord, trace, at, known_at, decisions)
    return replace(case, until=stretch.end)


def _end_of_law(stretch: InForce, stretches: tuple[InForce, ...]) -> int:
    """The end of the last stretch that follows without a gap."""
    end = stretch.end
    for other in stretches:
        if other.start == end:
            end = other.end
    return end


def _moved(case: Case, norm: Norm, one: Instance, stretches: tuple[InForce, ...]) -> Instance:
    """The instance, by the deadline of the last amendment that caught it pending."""
    for stretch in stretches:
        later = stretch.accord
        named = {norm.name, norm.made_by} & set(later.extends)
        if not named or stretch.start > case.at:
            continue
        pending = one.due is None or one.due.high is None or one.due.high >= stretch.start
        if one.start is None or one.start[0] >= stretch.start or not pending:
            continue
        changed = next((each for each in later.norms if each.name == norm.name), None)
        if changed is None:
            continue
        for again in judged(case, changed):
            if again.identity == one.identity:
                one = replace(again, law=later.version)
    return one
