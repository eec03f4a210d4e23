"""What a drafter should look at: a text that loads may still be hard to verify.

Enters: an agreement. Leaves: problems, each with line, clause, rule and next step.
Never: a refusal; a problem of this kind stops no run.
"""

from holdfire.agreement.lint.catalogue import RULES
from holdfire.agreement.lint.every import lint

__all__ = ["RULES", "lint"]
