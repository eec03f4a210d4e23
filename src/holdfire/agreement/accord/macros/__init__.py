"""The eighteen kinds of clause as macros over one small core.

In: a clause with its terms, and the agreement it stands in. Out: the formulas of its
violation, with the predicates they rest on. Nothing here knows of an observation.
"""

from holdfire.agreement.accord.macros.kinds import MACROS, compile_clause

__all__ = ["MACROS", "compile_clause"]
