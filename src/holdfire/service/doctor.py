"""Is the program whole, is a workspace whole? Each check is one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path

from holdfire import __version__
from holdfire.agreement import library_names, load_library
from holdfire.base.errors import HoldfireError
from holdfire.service.clock import utc_now
from holdfire.service.ledger import Ledger
from holdfire.service.runfiles import RUNS
from holdfire.service.segment import Segments, check_segment
from holdfire.service.sourceline import manifests
from holdfire.service.workspace import Workspace, workspace_at

__all__ = ["GRACE", "Check", "examine"]

# Nobody takes longer between writing a segment and registering it.
GRACE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    said: str


def examine(
    workspace: Path | None, *, sweep: bool = False, grace: timedelta = GRACE
) -> tuple[Check, ...]:
    """Look at the program and, if given, at a workspace; with ``sweep`` remove garbage.

    Only left-overs of interrupted writes, and segments and run folders of the store that
    nothing registers, are swept, and only those older than ``grace``: what is younger may
    be another process at work.
    """
    checks = [
        Check("holdfire", ok=True, said=f"{__version__} on Python {sys.version.split()[0]}"),
        _library(),
        _pages(),
    ]
    checks += [
        Check(f"source {name}", ok=True, said=f"{m.title}; licence: {m.licence}")
        for name, m in sorted(manifests().items())
    ]
    if workspace is not None:
        with workspace_at(workspace) as opened:
            checks += _workspace(opened, sweep=sweep, grace=grace)
    return tuple(checks)


def _library() -> Check:
    """Every agreement of the library loads."""
    try:
        names = [load_library(name).id for name in library_names()]
    except HoldfireError as error:
        return Check("agreements", ok=False, said=str(error))
    return Check("agreements", ok=True, said=f"{len(names)} load")


def _pages() -> Check:
    """The built part of the pages is there."""
    built = resources.files("holdfire").joinpath("web/static/manifest.json").is_file()
    said = "built" if built else "the workbench is not built; run: make web"
    return Check("pages", ok=True, said=said)


def _workspace(opened: Workspace, *, sweep: bool, grace: timedelta) -> list[Check]:
    """Database, log, originals, segments, left-overs."""
    files = opened.ledger.files()
    rows = sum(file.rows_in for file in files)
    kept = sum(file.observations + file.quarantined for file in files)
    healthy, said = opened.ledger.health()
    return [
        Check("database", ok=healthy, said=said),
        _log(opened.ledger),
        Check("rows", ok=rows == kept, said=f"{rows} in, {kept} stored or quarantined"),
        _originals(opened),
        _segments(opened),
        _leftovers(opened, sweep=sweep, grace=grace),
    ]


def _log(ledger: Ledger) -> Check:
    """The chain of the log."""
    try:
        return Check("log", ok=True, said=f"{ledger.check_log()} entries, chain whole")
    except HoldfireError as error:
        return Check("log", ok=False, said=str(error))


def _originals(opened: Workspace) -> Check:
    """Every original is there and unchanged."""
    bad = []
    for file in opened.ledger.files():
        try:
            opened.raw.get(file.raw_sha256)
        except HoldfireError as error:
            bad.append(f"{file.name}: {error}")
    said = "; ".join(bad) if bad else f"{len(opened.ledger.files())} unchanged"
    return Check("originals", ok=not bad, said=said)


def _segments(opened: Workspace) -> Check:
    """Every registered segment is there and unchanged."""
    bad = [
        f"{name}: segment {segment[:12]}"
        for name, segments, segment in _registered(opened)
        if not check_segment(segments, segment)
    ]
    said = "; ".join(bad) if bad else "unchanged"
    return Check("segments", ok=not bad, said=said)


def _registered(opened: Workspace) -> Iterator[tuple[str, Segments, str]]:
    """Every file with its segments, one after the other."""
    for file in opened.ledger.files():
        yield file.name, opened.observed, file.observed_segment
        if file.quarantine_segment:
            yield file.name, opened.quarantine, file.quarantine_segment


def _leftovers(opened: Workspace, *, sweep: bool, grace: timedelta) -> Check:
    """What interrupted writes left behind.

    What is there is listed before what is registered: a segment that is registered in
    between is then found registered. Its hash renews the date of a segment that was there
    already, so nothing old is about to be registered.
    """
    oldest = utc_now() - grace
    there = [*opened.objects.parts(), *opened.objects.held("segments/")]
    if opened.shared:
        there += opened.objects.held(RUNS)
    wanted = {segments.name_of(segment) for _, segments, segment in _registered(opened)}
    runs = tuple(f"{run.folder}/" for run in opened.ledger.runs())
    loose = [
        held
        for held in there
        if held.name not in wanted and not (runs and held.name.startswith(runs))
    ]
    old = [held for held in loose if held.modified <= oldest]
    if sweep:
        for held in old:
            opened.objects.remove(held.name)
    done = "removed" if sweep else "harmless; --sweep removes them"
    young = len(loose) - len(old)
    said = [f"{len(old)} {done}"] if old else []
    said += [f"{young} too young to judge"] if young else []
    return Check("left-overs", ok=True, said=", ".join(said) or "none")
