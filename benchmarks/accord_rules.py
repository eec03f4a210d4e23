"""The rules of the comparison as violations in MFOTL, and figures of other tools for them.

F1, F2 and F4 are formulas of the DejaVu comparison (havelund/dejavu, tests_fmsd; K. Havelund,
D. Peled, D. Ulus: First-order temporal logic monitoring with BDDs, FMSD 56, 2020), negated,
because every row of a rule is a violation here. HW-1 is a heavy-weapons clause.
"""

from __future__ import annotations

__all__ = ["BOUNDED", "QUOTED", "RULES"]

_ACCESS = (
    "access(u,f) AND NOT ((NOT logout(u) SINCE login(u)) AND (NOT close(f) SINCE open(f)))"
)
_FILE = "close(f) AND NOT EXISTS m. PREVIOUS (NOT close(f) SINCE open(f,m))"
_HEAVY = (
    "seen(w,c,d,s) AND c > 100 AND d < 25000 AND (ONCE[14d,*) dday())"
    " AND NOT (ONCE[0,7d] inspected(s))"
)
_LOCKS = (
    "(EXISTS t. (sleep(t) AND EXISTS l. (NOT rel(t,l) SINCE acq(t,l)))) OR"
    " (EXISTS t, l, s. (acq(t,l) AND PREVIOUS (NOT rel(s,l) SINCE acq(s,l)))) OR"
    " (EXISTS t, l. (rel(t,l) AND NOT PREVIOUS (NOT rel(t,l) SINCE acq(t,l))))"
)
RULES = {
    "F1": ("access", _ACCESS),
    "F2": ("file", _FILE),
    "HW-1": ("heavy", _HEAVY),
    "F4": ("locks", _LOCKS),
}
"""By name: which log it is run over, and the rule."""

BOUNDED = "seen(w,c,d,s) AND NOT (ONCE[0,{bound}] inspected(s))"
"""The rule whose bound is made 10 and 100 times as long."""

QUOTED = (
    (
        "F1",
        "MonPoly",
        "10 k / 100 k / 1 M events: 1.19 s / 6 m 12.9 s / about 16 h",
        "published",
    ),
    ("F1", "DejaVu", "10 k / 100 k / 1 M: 0.86 / 1.96 / 14.1 s", "published"),
    ("F1", "MonPoly", "11,006: 1.40 s; 110,006: stopped after 60 s", "measured"),
    ("F1", "VeriMon", "11,006: 0.37 s; 110,006: 15.05 s, 133 MB", "measured"),
    ("F2", "MonPoly", "10 k / 100 k: 35.1 s / 85 m 42 s", "published"),
    ("F2", "DejaVu", "10 k / 100 k / 1 M: 0.88 / 1.88 / 8.56 s", "published"),
    ("F2", "MonPoly, VeriMon", "11,004 and 110,004: both stopped after 60 s", "measured"),
    ("F4", "MonPoly", "10 k / 100 k / 1 M: 2.05 / 0.41 / 29.6 s", "published"),
    ("F4", "DejaVu", "10 k / 100 k / 1 M: 1.16 / 1.99 / 7.66 s", "published"),
    ("F4", "MonPoly", "105,001: 0.50 s", "measured"),
    ("F4", "VeriMon", "105,001: 12.95 s", "measured"),
    ("HW-1", "MonPoly", "200,001: 1.05 s, 10 MB", "measured"),
    ("HW-1", "VeriMon", "200,001: 9.96 s, 44 MB", "measured"),
)
"""Figures of other tools, not run here: published by havelund/dejavu@2b5052d
(tests_fmsd/RESULTS.md, their machine; best column of DejaVu), or measured by us on another,
shared 2-core machine in November 2026 (MonPoly remolueoend/monpoly@f0941c3). Their logs are
theirs; ours are of :mod:`benchmarks.event_logs`, so the seconds do not compare one to one."""
