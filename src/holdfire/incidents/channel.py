"""Statement channels: sources that only pass on words."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality
from holdfire.incidents.witness import Witness

__all__ = ["STATEMENTS", "is_statement"]

STATEMENTS = frozenset({Modality.REPORT, Modality.CURATED, Modality.MAP, Modality.ALARM})
"""Their evidence is capped for each source, see ``partition.ceiling``."""


def is_statement(witness: Witness) -> bool:
    """Does the witness only pass on what others say?"""
    return all(one.modality in STATEMENTS for one in witness.members)
