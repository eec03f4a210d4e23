"""Live fusion over a durable store: facts are kept first, then their effects, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.incidents import Incident, model_for
from holdfire.incidents.live import (
    Arrival,
    Batch,
    Configuration,
    Edit,
    Edited,
    EditKind,
    EditStatus,
    Known,
    LiveState,
    Numbers,
    Openness,
    Overlay,
    Receipt,
    Work,
    arrived,
    content_fields,
    forced_incident,
    incidents_of,
    known_with,
    openness,
    overlay,
    rebuilt,
    reconfigured,
    renumbered,
    standing_rows,
)
from holdfire.service.live.store import LiveStore
from holdfire.service.progress import Progress, silent

__all__ = ["LIVE_FILE", "Follower", "Shown", "Taken", "open_live"]

LIVE_FILE = "live.sqlite"

_STEPS = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a batch did: its receipt, the work, and how many incidents were published.

    ``again``: the same batch was told before, and changed nothing.
    """

    receipt: Receipt
    work: Work
    published: int
    again: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident as shown, with its number, what is open, and how an analyst changed it."""

    number: int
    incident: Incident
    openness: Openness
    edited: Edited | None


@dataclass(slots=True)
class Follower:
    """The incidents of a workspace, following what is told. Made by :func:`open_live`."""

    store: LiveStore
    clock: Callable[[], datetime]
    progress: Progress
    state: LiveState
    numbers: Numbers
    log: tuple[Edit, ...]
    overlay: Overlay

    def take(self, batch: Batch, files: Iterable[str] = ()) -> Taken:
        """Keep a batch and publish what it changes.

        When this returns all of it is durable; if it does not return, the next opening
        publishes what was kept. Raises :class:`BadInput` for a batch that is no table of
        detections.
        """
        if self.store.has_batch(batch):
            rows = batch.detections.num_rows + len(batch.corrections) + len(batch.withdrawals)
            rows += len(batch.watermarks) + len(batch.coverage)
            return Taken(Receipt(rows, 0, rows), _no_work(self.state), 0, again=True)
        self.progress("live", 0, _STEPS)
        first = not self.store.configurations()
        arrival = self._first(batch) if first else arrived(self.state, batch)
        self.progress("live", 1, _STEPS)
        self.store.add_batch(batch, arrival.receipt, self._now(), files)
        if first:
            self._configure(arrival.state.configuration)
        self.progress("live", 2, _STEPS)
        published = self._publish(arrival.state, arrival.gone, arrival.made)
        self.progress("live", _STEPS, _STEPS)
        return Taken(arrival.receipt, arrival.work, published, again=False)

    def edit(self, edit: Edit) -> EditStatus:
        """Keep an entry of the analysts' log and publish what it changes.

        Raises :class:`BadInput` (``HF-5011``) for a merge or split of members that exclude
        each other, and keeps nothing then.
        """
        after = overlay(self.state, (*self.log, edit), self._force(self.state))
        wanted = edit.undoes if edit.kind is EditKind.UNDO else edit.id
        status = dict(after.status).get(wanted, EditStatus.IDLE)
        if edit.kind is not EditKind.UNDO and status is EditStatus.IMPOSSIBLE:
            raise BadInput(
                Code.EDIT_IMPOSSIBLE, "the members of this edit cannot be one happening"
            )
        self.store.add_edit(edit)
        self.log = (*self.log, edit)
        self._publish(self.state, (), ())
        return status

    def renew(self) -> Work:
        """Estimate the model anew from all that is known: a new version, all solved again."""
        table = standing_rows(self.state)
        configuration = Configuration(model_for(table), self.state.configuration.calibration)
        if configuration.version == self.state.configuration.version:
            return _no_work(self.state)
        arrival = reconfigured(self.state, configuration)
        self._configure(configuration)
        self._publish(arrival.state, arrival.gone, arrival.made)
        return arrival.work

    def shown(self) -> tuple[Shown, ...]:
        """Every incident with its number, in the order of the numbers."""
        edited = {one.incident.id: one for one in self.overlay.edited}
        visible = _visible(self.state, self.overlay)
        return tuple(
            Shown(
                number,
                visible[held.incident],
                openness(self.state, visible[held.incident]),
                edited.get(held.incident),
            )
            for number, held in sorted(self.numbers.held.items())
        )

    def show(self, number: int) -> Shown:
        """One incident by number. Raises :class:`BadInput` (``HF-9070``) if none has it now."""
        held = self.numbers.held.get(number)
        if held is None:
            ended = number in self.numbers.ended
            raise BadInput(
                Code.NUMBER_UNKNOWN,
                f"no incident has the number {number}" + (" any longer" if ended else ""),
                where=str(number),
            )
        edited = {one.incident.id: one for one in self.overlay.edited}
        incident = _visible(self.state, self.overlay)[held.incident]
        return Shown(number, incident, openness(self.state, incident), edited.get(incident.id))

    def catch_up(self) -> int:
        """Publish what is known and was not published when the program ended; how many."""
        if self.store.mark() == self.store.told():
            return 0
        visible = _visible(self.state, self.overlay)
        texts = {id_: self._text(one, self.overlay) for id_, one in visible.items()}
        contents = {id_: sha256_hex(text.encode()) for id_, text in texts.items()}
        held = {one.incident: one.content for one in self.numbers.held.values()}
        gone = {id_ for id_, content in held.items() if contents.get(id_) != content}
        made = {id_: one for id_, one in visible.items() if held.get(id_) != contents[id_]}
        return self._write(gone, made, texts)

    def _first(self, batch: Batch) -> Arrival:
        """The first batch, under the model estimated from it."""
        known, receipt = known_with(Known(), batch)
        empty = rebuilt(self.state.configuration, known)
        model = model_for(standing_rows(empty))
        state = rebuilt(Configuration(model, self.state.configuration.calibration), known)
        made = incidents_of(state)
        rows = int((state.block >= 0).sum())
        work = Work(len(state.incidents), rows, 0, rows, whole=True)
        return Arrival(state, receipt, work, (), made)

    def _configure(self, configuration: Configuration) -> None:
        """Keep a version and how it was made."""
        self.store.add_configuration(
            configuration.version,
            self.store.told().batch,
            configuration.calibration,
            self._now(),
        )

    def _publish(
        self, state: LiveState, gone: Iterable[Incident], made: Iterable[Incident]
    ) -> int:
        """Make this the state and publish how it differs from what was shown."""
        after = overlay(state, self.log, self._force(state))
        went, came = _differences(self.overlay, after, gone, made)
        self.state, self.overlay = state, after
        texts = {id_: self._text(one, after) for id_, one in came.items()}
        return self._write(went, came, texts)

    def _write(
        self, gone: Iterable[str], made: Mapping[str, Incident], texts: Mapping[str, str]
    ) -> int:
        """Number the changed incidents and write all effects at once."""
        by_content = {sha256_hex(texts[id_].encode()): made[id_] for id_ in sorted(made)}
        numbers, steps = renumbered(
            self.numbers, frozenset(gone), by_content, self.state.standing.heirs
        )
        bodies = {content: texts[one.id] for content, one in by_content.items()}
        before, mark = self.store.mark(), self.store.told()
        cause = {
            "batches": [before.batch + 1, mark.batch] if mark.batch > before.batch else [],
            "edits": [one.id for one in self.log[before.edit :]],
            "configuration": mark.configuration,
            "new_configuration": mark.configuration != before.configuration,
        }
        fresh = self.store.publish(steps, bodies, mark, self._now(), cause)
        self.numbers = numbers
        return fresh

    def _force(self, state: LiveState) -> Callable[..., Incident | None]:
        """How to hold some detections for one happening."""
        return lambda detections: forced_incident(state, detections)

    def _text(self, incident: Incident, shown: Overlay) -> str:
        """What is published of an incident: itself, the edits, and how it was solved."""
        edits: list[str] = []
        solved: list[Any] = []
        for one in shown.edited:
            if one.incident is incident:
                edits = [edit.id for edit in one.edits]
                solved = [content_fields(own) for own in one.solved]
        return canonical_json(
            {"incident": content_fields(incident), "edits": edits, "solved": solved}
        )

    def _now(self) -> str:
        """The clock's time as text."""
        return self.clock().isoformat()


def _no_work(state: LiveState) -> Work:
    """Nothing was solved."""
    return Work(0, 0, len(state.incidents), 0, whole=False)


def _visible(state: LiveState, shown: Overlay) -> dict[str, Incident]:
    """The incidents as shown, by id."""
    found = {one.id: one for one in incidents_of(state) if one.id not in shown.hidden}
    return found | {one.incident.id: one.incident for one in shown.edited}


def _differences(
    before: Overlay, after: Overlay, gone: Iterable[Incident], made: Iterable[Incident]
) -> tuple[set[str], dict[str, Incident]]:
    """Ids shown before that are no more or different; incidents shown that are new so."""
    gone, made = tuple(gone), tuple(made)
    went, came = {one.id for one in gone}, {one.id for one in made}
    old = {one.id: one for one in gone if one.id not in before.hidden}
    new = {one.id: one for one in made if one.id not in after.hidden}
    for edited in after.edited:
        for one in edited.solved:
            if one.id not in came and one.id not in before.hidden:
                old[one.id] = one
    for edited in before.edited:
        for one in edited.solved:
            if one.id not in went and one.id not in after.hidden:
                new[one.id] = one
    kept = {one.incident.id: one for one in before.edited}
    shown = {one.incident.id: one for one in after.edited}
    same = {id_ for id_ in kept.keys() & shown.keys() if kept[id_] == shown[id_]}
    old |= {id_: one.incident for id_, one in kept.items() if id_ not in same}
    new |= {id_: one.incident for id_, one in shown.items() if id_ not in same}
    return set(old), new


@contextmanager
def open_live(
    folder: Path,
    clock: Callable[[], datetime],
    *,
    calibration: str = "",
    progress: Progress = silent,
) -> Iterator[Follower]:
    """Live fusion of the workspace in this folder, as far as it was told.

    The facts are read and solved once; effects that were not written when the program
    ended are written now.
    """
    store = LiveStore(folder / LIVE_FILE)
    try:
        follower = _opened(store, clock, calibration, progress)
        follower.catch_up()
        yield follower
    finally:
        store.close()


def _opened(
    store: LiveStore, clock: Callable[[], datetime], calibration: str, progress: Progress
) -> Follower:
    """The follower of what is in the store."""
    known, basis = Known(), Known()
    made = store.configurations()
    count = made[-1][1] if made else 0
    for number, batch in enumerate(store.batches(), start=1):
        known, _ = known_with(known, batch)
        if number == count:
            basis = known
    empty = rebuilt(Configuration(model_for(Known().rows)), Known())
    state = empty
    if known.rows.num_rows or made:
        start = rebuilt(empty.configuration, basis if made else known)
        named = made[-1][2] if made else calibration
        used = Configuration(model_for(standing_rows(start)), named)
        state = rebuilt(used, known)
        if not made or made[-1][0] != used.version:
            # Another release estimates otherwise: that is a new version, and said so.
            count = count or store.told().batch
            store.add_configuration(used.version, count, named, clock().isoformat())
    log = store.edits()
    shown = overlay(state, log, lambda ids: forced_incident(state, ids))
    return Follower(store, clock, progress, state, store.numbers(), log, shown)
