"""Notice before an act: ``exists a. act(a, ACT) and not once[0, 366d] notified(a, ACT)``.

A notice counts for a year, whether or not the clause bound by then. It names its act, and its
place and window cover it; one outside them is no notice, so whoever keeps the register enters
it under the act that it covers.
"""

from __future__ import annotations

from holdfire.agreement.accord.compiled import Compiled, Part
from holdfire.agreement.accord.formula import And, Bound, Exists, Not, Once
from holdfire.agreement.accord.macros.entry import entry, entry_leaf
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Notify

__all__ = ["notify"]

_YEAR = 366 * 86_400_000_000


def notify(clause: Clause, terms: Notify, agreement: Agreement) -> Compiled:
    """Some act of the kind without a notice before it."""
    del agreement
    done = entry("acted", "a", terms.act)
    told = Once(Bound(0, _YEAR), entry("notified", "a", terms.act))
    leaves = (
        entry_leaf("acted", f"it was {terms.act}", terms.act),
        entry_leaf("notified", "notice of it was given before", terms.act),
    )
    part = Part("without_notice", Exists(("a",), And((done, Not(told)))))
    return Compiled(clause, (part,), leaves)
