"""Which instruments can show a clause kept or violated, as far as people have judged it.

The judgement is data (``observability.yaml``) and was measured by nobody. Measured numbers
come from a sensors file; see :mod:`.sensors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from importlib.resources import files

import yaml

from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.terms import NoFly

__all__ = [
    "INSTRUMENTS",
    "NOTHING",
    "Family",
    "Grade",
    "Letters",
    "family_words",
    "judged",
    "status",
]

_AFLOAT = frozenset({"vessel", "naval_vessel"})


class Family(StrEnum):
    """The families of instruments and other ways of knowing."""

    THERMAL = "thermal"
    SAR = "sar"
    ARRAY = "array"
    TRACKS = "tracks"
    UAV = "uav"
    IMAGE = "image"
    PATROL = "patrol"
    CAMERA = "camera"
    REGISTER = "register"
    PUBLIC_REPORT = "public_report"


INSTRUMENTS = frozenset(Family) - {Family.REGISTER, Family.PUBLIC_REPORT}
"""What observes the world, and not what somebody wrote down or said."""


class Grade(IntEnum):
    """Nothing, something, or enough by itself."""

    NO = 0
    PART = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Letters:
    """What one family can show of a clause at most: a violation, and compliance."""

    violation: Grade = Grade.NO
    compliance: Grade = Grade.NO

    @property
    def shown(self) -> str:
        """``V`` or ``v``, then ``C`` or ``c``; a dot for nothing."""
        return (("", "v", "V")[self.violation] + ("", "c", "C")[self.compliance]) or "."

    def at_most(self, other: Letters) -> Letters:
        """The weaker of both, for each of the two."""
        return Letters(
            min(self.violation, other.violation), min(self.compliance, other.compliance)
        )


NOTHING = Letters()
_GRADES = {"v": Grade.PART, "V": Grade.FULL, "c": Grade.PART, "C": Grade.FULL}


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The judgement as data; it is a file of this package."""
    text = (files("holdfire.agreement.sensing") / "observability.yaml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(text)
    return loaded


def status() -> tuple[str, str]:
    """How the letters were found, in three words and in two sentences."""
    file = _file()
    return str(file["status"]), " ".join(str(file["note"]).split())


def family_words(family: Family) -> str:
    """What a family is, in words."""
    return str(_file()["families"][family.value])


def _letters(word: str) -> Letters:
    """``Vc`` as two grades."""
    violation = max((_GRADES[c] for c in word if c in "vV"), default=Grade.NO)
    compliance = max((_GRADES[c] for c in word if c in "cC"), default=Grade.NO)
    return Letters(violation, compliance)


def judged(clause: Clause) -> Mapping[Family, Letters]:
    """The letters of every family for a clause; satellite radar sees vessels, no aircraft."""
    row = _file()["kinds"][ClauseKind(clause.kind).value]
    found = {family: _letters(row.get(family.value, "")) for family in Family}
    if isinstance(clause.terms, NoFly) and not set(clause.terms.objects) & _AFLOAT:
        found[Family.SAR] = NOTHING
    return found
