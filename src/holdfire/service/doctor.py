"""Is the program whole, is a workspace whole? Each check is one line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from holdfire import __version__
from holdfire.agreement import library_names, load_library
from holdfire.archive.durable import PART_PREFIX
from holdfire.base.errors import HoldfireError
from holdfire.service.ledger import Ledger
from holdfire.service.segment import check_segment
from holdfire.service.sourceline import manifests
from holdfire.service.workspace import Workspace, workspace_at

__all__ = ["Check", "examine"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    said: str


def examine(workspace: Path | None, *, sweep: bool = False) -> tuple[Check, ...]:
    """Look at the program and, if given, at a workspace; with ``sweep`` remove garbage.

    Only left-overs of interrupted writes and segments that nothing registers are swept.
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
            checks += _workspace(opened, sweep=sweep)
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


def _workspace(opened: Workspace, *, sweep: bool) -> list[Check]:
    """Log, originals, segments, left-overs."""
    files = opened.ledger.files()
    rows = sum(file.rows_in for file in files)
    kept = sum(file.observations + file.quarantined for file in files)
    return [
        _log(opened.ledger),
        Check("rows", ok=rows == kept, said=f"{rows} in, {kept} stored or quarantined"),
        _originals(opened),
        _segments(opened),
        _leftovers(opened, sweep=sweep),
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
    bad = []
    for file in opened.ledger.files():
        for folder, name in _registered(opened, file.observed_segment, file.quarantine_segment):
            if not check_segment(folder, name):
                bad.append(f"{file.name}: segment {name[:12]}")
    said = "; ".join(bad) if bad else "unchanged"
    return Check("segments", ok=not bad, said=said)


def _registered(opened: Workspace, observed: str, quarantined: str) -> list[tuple[Path, str]]:
    """Folder and name of the segments of one file."""
    found = [(opened.observed, observed)]
    if quarantined:
        found.append((opened.quarantine, quarantined))
    return found


def _leftovers(opened: Workspace, *, sweep: bool) -> Check:
    """What interrupted writes left behind."""
    wanted = {
        folder / name
        for file in opened.ledger.files()
        for folder, name in _registered(opened, file.observed_segment, file.quarantine_segment)
    }
    parts = [p for p in opened.folder.rglob(f"{PART_PREFIX}*") if p.is_file()]
    loose = [
        path
        for folder in (opened.observed, opened.quarantine)
        if folder.is_dir()
        for path in folder.glob("*.parquet")
        if path not in wanted
    ]
    if sweep:
        for path in [*parts, *loose]:
            path.unlink(missing_ok=True)
    done = "removed" if sweep else "harmless; --sweep removes them"
    count = len(parts) + len(loose)
    return Check("left-overs", ok=True, said=f"{count} {done}" if count else "none")
