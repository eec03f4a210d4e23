"""What is missing, as cells of a witness: one cell for each condition of a clause.

The incidents that a clause is asked of share the cells, because an observation that settles
a condition for the incidents concerned settles it for the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.trace import Lack, LackKind
from holdfire.verification.verdict import CoverageShare, Witness

__all__ = ["GAP", "in_words", "lack_of", "only_gaps", "supplied", "unseen"]

GAP = "seen"
"""The cell of what nobody could have seen."""


def lack_of(condition: str, witness: Witness, *key: str) -> Lack:
    """The cell of a condition with the sentence that says what is not known.

    ``key`` tells apart what a clause asks of several things, such as counts by side.
    """
    return Lack(
        LackKind(witness.kind),
        condition,
        key,
        witness.what,
        witness.supplier or supplier_of(condition),
    )


def unseen(coverage: CoverageShare) -> Lack:
    """The cell of an absence that too little was seen to tell."""
    said = coverage.gaps[0] if coverage.gaps else "too little of the area and time was seen"
    return Lack(LackKind.GAP, GAP, (), said, supplier_of("gap"))


def in_words(lack: Lack) -> Lack:
    """The cell as a reader is told it; the engine knows no word for a time that straddles."""
    if lack.kind is not LackKind.STRADDLE:
        return lack
    return replace(
        lack,
        fact="time",
        said="its time reaches over an end of the time in which the clause binds",
        supplier=lack.supplier or supplier_of("time"),
    )


def only_gaps(lacks: Iterable[Lack]) -> bool:
    """Is everything that is missing an observation of what nobody could have seen?"""
    kinds = {lack.kind for lack in lacks}
    return kinds == {LackKind.GAP}


_BY_KIND: Mapping[str, str] = {
    "weak": "origins",
    "straddle": "time",
    "attribution": "actor",
    "geometry": "shape",
}


def supplied(witness: Witness) -> Witness:
    """The witness with who could tell it; by its kind where nothing nearer was said."""
    if witness.supplier:
        return witness
    return replace(witness, supplier=supplier_of(_BY_KIND.get(witness.kind, witness.kind)))
