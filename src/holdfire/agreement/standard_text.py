"""Reading the thresholds by which a clause is judged."""

from __future__ import annotations

import re

from holdfire.agreement.amounts import read_count
from holdfire.agreement.clause import Standard
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import MappingNode
from holdfire.agreement.problems import Refusal

__all__ = ["read_share", "read_standard"]

_KEYS = ("violated_at", "min_origins", "absent_at", "min_coverage")
_SHARE = re.compile(r"0\.\d{1,6}|1(?:\.0{1,6})?")


def read_share(text: str) -> float | Refusal:
    """A probability or share above 0 and at most 1."""
    if _SHARE.fullmatch(text) is None or float(text) == 0:
        return Refusal(f"{text[:60]!r} is not a share", "Write it so: 0.95.")
    return float(text)


def _at_least_one(text: str) -> int | Refusal:
    """A count of at least one."""
    count = read_count(text)
    return Refusal("at least one origin is needed", "Write 1 or more.") if count == 0 else count


def read_standard(fields: Fields, default: Standard) -> Standard:
    """The thresholds under ``standard``; what is not given is taken from the default."""
    node = fields.get("standard")
    if node is None:
        return default
    if not isinstance(node, MappingNode):
        fields.refuse("L1", "standard", Refusal("it must be a mapping", "violated_at: 0.95"))
        return default
    inner = Fields(node, _KEYS, fields.problems, "a standard")
    violated = inner.read("violated_at", read_share)
    origins = inner.read("min_origins", _at_least_one)
    absent = inner.read("absent_at", read_share)
    coverage = inner.read("min_coverage", read_share)
    return Standard(
        default.violated_at if violated is None else violated,
        default.min_origins if origins is None else origins,
        default.absent_at if absent is None else absent,
        default.min_coverage if coverage is None else coverage,
    )
