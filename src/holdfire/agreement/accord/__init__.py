"""The clause language: one core tree, two frames of time, three values of truth.

In: a formula as text (its own language, or the text form of other monitors). Out: its tree,
and the text again. The frames are :mod:`.points` (event logs) and :mod:`.timeline` (every
instant); clauses become formulas in :mod:`.macros`, whole norms are read by :mod:`.norm_text`.
Never: a verdict that what is known does not force.
"""

from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl
from holdfire.agreement.accord.syntax.mfotl_words import write_mfotl
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.syntax.surface_words import write_formula

__all__ = ["read_formula", "read_mfotl", "write_formula", "write_mfotl"]
