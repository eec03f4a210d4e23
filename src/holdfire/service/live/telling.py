"""Live incidents, their state, their edits and their history as rows and as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.incidents import Incident
from holdfire.incidents.live import (
    Edit,
    EditStatus,
    OpenSource,
    StepKind,
    content_fields,
    merge,
    split,
    undo,
)
from holdfire.service.live.follower import Follower, Shown
from holdfire.service.live.store import Entry

__all__ = [
    "edit_incidents",
    "history_fields",
    "history_lines",
    "shown_fields",
    "shown_line",
    "shown_lines",
]

_KINDS = {
    StepKind.FIRST: "published first",
    StepKind.CHANGED: "changed",
    StepKind.SPLIT: "split from",
    StepKind.MERGED: "merged into",
    StepKind.ENDED: "ended: nothing of it stands any longer",
    StepKind.RETURNED: "is an incident of its own again, out of",
}


def _open_fields(one: OpenSource) -> dict[str, Any]:
    """A source that may still tell of it."""
    return {
        "source": one.source,
        "until": None if one.until is None else one.until.isoformat(),
        "due": None if one.due is None else one.due.isoformat(),
        "settles": one.settles.isoformat(),
    }


def _edit_fields(edit: Edit, status: EditStatus) -> dict[str, Any]:
    """An edit and what it does now."""
    return {
        "id": edit.id,
        "kind": edit.kind.value,
        "status": status.value,
        "numbers": list(edit.numbers),
        "sides": [list(side) for side in edit.sides],
        "undoes": edit.undoes,
        "author": edit.author,
        "reason": edit.reason,
        "at": edit.at,
    }


def shown_fields(shown: Shown, follower: Follower) -> dict[str, Any]:
    """An incident with its number, its state, its edits and the statistics without them."""
    status = dict(follower.overlay.status)
    edits = shown.edited.edits if shown.edited else ()
    solved = shown.edited.solved if shown.edited else ()
    return {
        "number": shown.number,
        "state": "settled" if shown.openness.settled else "provisional",
        "open": [_open_fields(one) for one in shown.openness.sources],
        "incident": content_fields(shown.incident),
        "edits": [_edit_fields(one, status[one.id]) for one in edits],
        "as_solved": [content_fields(one) for one in solved],
    }


def _class(incident: Incident) -> str:
    """The most probable class."""
    return max(incident.classes, key=lambda one: (one[1], one[0].value))[0].value


def shown_line(shown: Shown) -> str:
    """One incident in one line."""
    item = shown.incident
    place = "place not known"
    if item.region is not None:
        place = f"{item.region.lat:.4f} {item.region.lon:.4f}"
    state = "settled" if shown.openness.settled else "provisional"
    edited = "  edited" if shown.edited else ""
    return (
        f"#{shown.number:<6} {item.time.start:%Y-%m-%dT%H:%MZ}  {place:<18}  "
        f"{_class(item):<14}  existence {item.existence.value:.2f}  "
        f"origins {item.origins}  {state}{edited}"
    )


def _summary(item: Incident) -> str:
    """Existence and members in a few words."""
    known = item.existence
    return (
        f"{_class(item)}, existence {known.value:.2f} ({known.low:.2f} to {known.high:.2f}), "
        f"{len(item.detections)} detections of {item.origins} origins"
    )


def _source_line(one: OpenSource) -> str:
    """An open source in a line."""
    until = "has not said how far it is"
    if one.until is not None:
        until = f"is at {one.until:%Y-%m-%dT%H:%MZ}"
    due = "" if one.due is None else f", due {one.due:%Y-%m-%dT%H:%MZ}"
    return f"open: {one.source} {until}{due}; settled from {one.settles:%Y-%m-%dT%H:%MZ} on"


def shown_lines(shown: Shown, follower: Follower) -> list[str]:
    """An incident with all that stands beside it, a few lines."""
    item = shown.incident
    lines = [shown_line(shown), _summary(item)]
    lines += [f"detection: {one}" for one in item.detections]
    lines += [f"speaks against it: {one}" for one in item.contrary]
    lines += [f"flag: {one}" for one in item.flags]
    lines += [_source_line(one) for one in shown.openness.sources]
    if shown.edited:
        status = dict(follower.overlay.status)
        lines += [_edit_line(one, status[one.id]) for one in shown.edited.edits]
        lines += [f"as solved: {_summary(one)}" for one in shown.edited.solved]
    return lines


def _edit_line(edit: Edit, status: EditStatus) -> str:
    """An edit in a line."""
    return (
        f"edit {edit.id[:12]}: {edit.kind.value} by {edit.author} at {edit.at}, "
        f"{status.value}: {edit.reason}"
    )


def _last(follower: Follower, number: int) -> tuple[Entry, ...]:
    """The history of a number that was ever given."""
    entries = follower.store.history(number)
    if not entries:
        raise BadInput(
            Code.NUMBER_UNKNOWN, f"the number {number} was never given", where=str(number)
        )
    return entries


def _existence(follower: Follower, content: str) -> float | None:
    """The existence that was published with this content."""
    body = follower.store.body(content) if content else None
    return None if body is None else float(body["incident"]["existence"]["value"])


def history_fields(follower: Follower, number: int) -> dict[str, Any]:
    """What became of a number: what changed, when it was known, due to which facts.

    Also every edit that names the number, with what it does now. Raises :class:`BadInput`
    (``HF-9070``) for a number that was never given.
    """
    status = dict(follower.overlay.status)
    return {
        "number": number,
        "now": number in follower.numbers.held,
        "steps": [
            {
                "at": one.at,
                "kind": one.kind.value,
                "others": list(one.others),
                "came": list(one.came),
                "went": list(one.went),
                "existence_before": _existence(follower, one.before),
                "existence_after": _existence(follower, one.after),
                "content": one.after,
                "cause": dict(one.cause),
            }
            for one in _last(follower, number)
        ],
        "edits": [
            _edit_fields(one, status.get(one.id, EditStatus.APPLIED))
            for one in follower.log
            if number in one.numbers
        ],
    }


def history_lines(follower: Follower, number: int) -> list[str]:
    """The same as text, oldest first."""
    told = history_fields(follower, number)
    lines = []
    for step in told["steps"]:
        others = ", ".join(f"#{one}" for one in step["others"])
        line = f"{step['at']}  #{number} {_KINDS[StepKind(step['kind'])]} {others}".rstrip()
        ends = (step["existence_before"], step["existence_after"])
        known = [f"{one:.2f}" for one in ends if one is not None]
        lines.append(f"{line}; existence {' to '.join(known)}" if known else line)
        lines += [f"    came: {one}" for one in step["came"]]
        lines += [f"    went: {one}" for one in step["went"]]
        if step["cause"]["new_configuration"]:
            lines.append(f"    configuration: {step['cause']['configuration'][:12]}")
        lines += [f"    edit: {one[:12]}" for one in step["cause"]["edits"]]
    lines += [
        f"edit {one['id'][:12]}: {one['kind']} by {one['author']} at {one['at']}, "
        f"{one['status']}: {one['reason']}"
        for one in told["edits"]
    ]
    return lines


def _edit_named(log: Sequence[Edit], prefix: str) -> Edit:
    """The edit whose id begins so."""
    found = [one for one in log if one.id.startswith(prefix)]
    if len(found) != 1 or len(prefix) < 4:
        raise BadInput(Code.EDIT_UNKNOWN, f"{len(found)} edits begin with {prefix!r}")
    return found[0]


def edit_incidents(
    follower: Follower,
    what: str,
    names: Sequence[str],
    *,
    author: str,
    reason: str,
) -> tuple[Edit, EditStatus]:
    """Merge incidents, split one, or undo an edit.

    ``names`` are the numbers to merge; or a number and the detections of the part to split
    off; or the beginning of an edit's id. Returns the entry and what it does now. Raises
    :class:`BadInput` for numbers or ids that are not known, and for edits that the model
    holds to be impossible.
    """
    told = {"author": author, "reason": reason, "at": follower.clock().isoformat()}
    if what == "undo":
        edit = undo(_edit_named(follower.log, names[0]), follower.log, **told)
    elif what == "merge":
        numbers = [int(one) for one in names]
        sides = [follower.show(one).incident.detections for one in numbers]
        edit = merge(sides, numbers=numbers, **told)
    else:
        number = int(names[0])
        whole = follower.show(number).incident.detections
        edit = split(whole, [list(names[1:])], number=number, **told)
    return edit, follower.edit(edit)
