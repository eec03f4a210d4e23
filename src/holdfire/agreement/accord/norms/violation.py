"""A norm as one formula that is true where it is violated.

For a prohibition at every instant; for an obligation at the instant of its trigger, as
long as nothing stops its clock. Engines that know formulas only run these.
"""

from __future__ import annotations

from holdfire.agreement.accord.formula import Bound, Eventually, Formula, Not
from holdfire.agreement.accord.norms.defeat import exception
from holdfire.agreement.accord.norms.generated import REMEDY
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.norms.substitute import all_parts, any_part

__all__ = ["excuses", "violation"]


def violation(norm: Norm, bearer: str = "") -> Formula | None:
    """The formula, or ``None`` where the norm has none of this form.

    Permissions and powers are never violated; obligations with a clock that can be stopped,
    a fixed date or a period are judged instance by instance.
    """
    if norm.modality is Modality.PROHIBITION and norm.content is not None:
        when = norm.when.formula if norm.when is not None else None
        return all_parts(when, norm.content, *excuses(norm, bearer))
    plain = norm.suspend is None and norm.every is None and norm.when is None
    if norm.modality is not Modality.OBLIGATION or not plain or norm.unless:
        return None
    if norm.trigger is None:
        return None
    unmet = _unmet(norm)
    return None if unmet is None else all_parts(norm.trigger, unmet)


def _unmet(norm: Norm) -> Formula | None:
    """Nothing that would settle the obligation comes in time, seen from its trigger."""
    then = norm.then
    if norm.generated == REMEDY and then is not None:
        mended = Not(Eventually(Bound(0, then.within), then.unless))
        if then.power is None:
            return mended
        last = then.within + then.deadline
        return all_parts(mended, Not(Eventually(Bound(then.within, last), then.power)))
    if norm.deadline is None or norm.deadline.base is not None or norm.content is None:
        return None
    let_go = [each.formula for each in (norm.discharge, norm.waiver) if each is not None]
    done = any_part(norm.content, *let_go)
    return Not(Eventually(Bound(0, norm.deadline.after), done))


def excuses(norm: Norm, bearer: str = "") -> tuple[Formula, ...]:
    """What must all be true for a prohibition to bind: no discharge, waiver, exception."""
    excepted = exception(norm.unless, bearer)
    found = [each.formula for each in (norm.discharge, norm.waiver) if each is not None]
    if excepted is not None:
        found.append(excepted)
    return tuple(Not(each) for each in found)
