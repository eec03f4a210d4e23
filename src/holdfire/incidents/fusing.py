"""Fusion on one machine: links, then cells."""

from __future__ import annotations

from holdfire.incidents.linking import find_links, with_crowding
from holdfire.incidents.solution import Solution
from holdfire.incidents.solving import solve
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["fuse"]


def fuse(table: WitnessTable, tau: float = -2.0) -> Solution:
    """The cells of all witnesses of the table; ``tau`` is the least ratio of a link, nats."""
    whole = with_crowding(table)
    return solve(whole, find_links(whole, tau), tau)
