"""Edits applied to what the solve gave: what is shown instead, and what each edit does now.

Edits are applied in the order of the log, each to what the ones before it left. A merge
joins every incident that holds a detection of its sides; a split divides every incident that
holds detections of two of its sides, and what came later goes where its strongest link is.
What stands in the place of a replaced detection counts as it. The incidents as solved are
kept beside what is shown instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from holdfire.incidents.live.edit import Edit, EditKind, EditStatus, standing_edits
from holdfire.incidents.live.state import LiveState
from holdfire.incidents.record import Incident

__all__ = ["EDITED", "Edited", "Overlay", "overlay"]

EDITED = "edited"
"""Flag: an analyst joined or divided what the solve gave; see the edits beside it."""

Force = Callable[[Sequence[str]], Incident | None]
"""The incident of exactly these detections; ``None`` if they exclude each other."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An incident as shown, the edits that made it, and the incidents as solved."""

    incident: Incident
    edits: tuple[Edit, ...]
    solved: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is shown otherwise than solved: ``hidden`` incident ids, ``edited`` incidents.

    ``status`` says of each merge and split of the log what it does now.
    """

    hidden: frozenset[str] = frozenset()
    edited: tuple[Edited, ...] = ()
    status: tuple[tuple[str, EditStatus], ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    """Some detections held for one happening, with the edits that made it so."""

    incident: Incident
    edits: tuple[Edit, ...] = ()
    solved: tuple[Incident, ...] = ()


@dataclass(slots=True)
class _Board:
    """The cells that edits have to do with, by the detections they hold."""

    state: LiveState
    force: Force
    cells: dict[str, _Cell] = field(default_factory=dict)

    def cell(self, detection: str) -> _Cell | None:
        """The cell that holds a detection now; ``None`` if it does not stand."""
        if detection in self.cells:
            return self.cells[detection]
        row = self.state.known.row_of.get(detection, -1)
        if row < 0 or self.state.block[row] < 0:
            return None
        for one in self.state.incidents[int(self.state.block[row])]:
            if detection in one.detections:
                self.put(_Cell(one, (), (one,)))
        return self.cells[detection]

    def put(self, cell: _Cell) -> None:
        """Hold the cell's detections for it."""
        self.cells.update(dict.fromkeys(cell.incident.detections, cell))

    def cells_of(self, detections: Iterable[str]) -> list[_Cell]:
        """The distinct cells that hold any of these, in the order of their ids."""
        found = {
            cell.incident.id: cell for one in detections if (cell := self.cell(one)) is not None
        }
        return [found[id_] for id_ in sorted(found)]


def _standing(
    sides: Sequence[Sequence[str]], heirs: Mapping[str, Sequence[str]], board: _Board
) -> list[set[str]]:
    """The sides with what replaced their detections, as far as it stands."""
    found = []
    for side in sides:
        whole, ahead = set(side), list(side)
        while ahead:
            fresh = set(heirs.get(ahead.pop(), ())) - whole
            whole |= fresh
            ahead += sorted(fresh)
        found.append({one for one in whole if board.cell(one) is not None})
    return found


def _together(
    cells: Sequence[_Cell], edit: Edit
) -> tuple[tuple[Edit, ...], tuple[Incident, ...]]:
    """The edits behind these cells and this one, and the incidents they were solved as."""
    edits = {one.id: one for cell in cells for one in cell.edits}
    solved = {one.id: one for cell in cells for one in cell.solved}
    ordered = [edits[id_] for id_ in edits]
    return (*ordered, edit), tuple(solved[id_] for id_ in sorted(solved))


def _merged(board: _Board, sides: Sequence[set[str]], edit: Edit) -> EditStatus:
    """Join the cells of all sides."""
    if not all(sides):
        return EditStatus.IDLE
    cells = board.cells_of(sorted(set().union(*sides)))
    if len(cells) == 1:
        return EditStatus.AGREED
    whole = sorted({one for cell in cells for one in cell.incident.detections})
    made = board.force(whole)
    if made is None:
        return EditStatus.IMPOSSIBLE
    edits, solved = _together(cells, edit)
    board.put(_Cell(_flagged(made), edits, solved))
    return EditStatus.APPLIED


def _flagged(incident: Incident) -> Incident:
    """The incident with the flag that it was edited."""
    return replace(incident, flags=tuple(sorted({*incident.flags, EDITED})))


def _parts(cell: _Cell, sides: Sequence[set[str]]) -> list[set[str]]:
    """The members of a cell by side; what no side names goes with its strongest link."""
    members = set(cell.incident.detections)
    parts = [side & members for side in sides if side & members]
    left = members - set().union(*parts)
    links = sorted(cell.incident.links, key=lambda one: (-one.llr, one.left, one.right))
    while left:
        for link in links:
            ends = {link.left, link.right}
            home = [part for part in parts if part & ends]
            if ends & left and home:
                home[0] |= ends & left
                left -= ends
                break
        else:
            parts[0] |= left
            left = set()
    return parts


def _divided(board: _Board, sides: Sequence[set[str]], edit: Edit) -> EditStatus:
    """Divide every cell that holds members of two sides."""
    if sum(1 for side in sides if side) < 2:
        return EditStatus.IDLE
    made: list[_Cell] = []
    for cell in board.cells_of(sorted(set().union(*sides))):
        parts = _parts(cell, sides)
        if len(parts) < 2:
            continue
        edits, solved = _together([cell], edit)
        for part in parts:
            own = board.force(sorted(part))
            if own is None:
                return EditStatus.IMPOSSIBLE
            made.append(_Cell(_flagged(own), edits, solved))
    for cell in made:
        board.put(cell)
    return EditStatus.APPLIED if made else EditStatus.AGREED


def overlay(state: LiveState, log: Sequence[Edit], force: Force) -> Overlay:
    """What the edits of the log make of the state.

    An edit that cannot be applied now is kept and listed with its status; it is applied
    again as soon as it can be.
    """
    board = _Board(state, force)
    standing = {one.id for one in standing_edits(log)}
    status = []
    for edit in log:
        if edit.kind is EditKind.UNDO:
            continue
        if edit.id not in standing:
            status.append((edit.id, EditStatus.UNDONE))
            continue
        sides = _standing(edit.sides, state.standing.heirs, board)
        apply = _merged if edit.kind is EditKind.MERGE else _divided
        status.append((edit.id, apply(board, sides, edit)))
    cells = {cell.incident.id: cell for cell in board.cells.values() if cell.edits}
    shown = tuple(
        Edited(cells[id_].incident, cells[id_].edits, cells[id_].solved)
        for id_ in sorted(cells)
    )
    hidden = frozenset(one.id for edited in shown for one in edited.solved)
    return Overlay(hidden, shown, tuple(status))
