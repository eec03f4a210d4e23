"""Scale: where a thing is computed, never what comes out.

Enters: a pure function and its items, or a table of witnesses; and an engine: threads and
processes of this machine, an embedded cluster, or an existing one. Leaves: the same result,
bit for bit, and what computed it. It decides nothing, stores nothing, and tries again only
what a machine, not the data, made fail.
"""

from __future__ import annotations

from holdfire.scale.engine import Engine, opened, parse_engine
from holdfire.scale.fusion import fuse, fuse_linked
from holdfire.scale.machine import Machine, manifest, this_machine
from holdfire.scale.part import Done, Refused, run_parts
from holdfire.scale.port import Executor, Progress, Stop

__all__ = [
    "Done",
    "Engine",
    "Executor",
    "Machine",
    "Progress",
    "Refused",
    "Stop",
    "fuse",
    "fuse_linked",
    "manifest",
    "opened",
    "parse_engine",
    "run_parts",
    "this_machine",
]
