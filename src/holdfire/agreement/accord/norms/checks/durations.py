"""L9: durations are longer than nothing, steps follow one another, ends come after starts."""

from __future__ import annotations

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.norms.spans import said_span
from holdfire.agreement.problems import Problems

__all__ = ["check_durations"]

_SHORTEST_PERIOD = 3_600_000_000


def check_durations(norm: Norm, accord: Accord, problems: Problems) -> None:
    """Ladder steps rise, periods are not too short, and every clock has a start."""
    _check_ladder(norm, problems)
    _check_start(norm, accord, problems)
    deadline = norm.deadline
    if deadline is not None and deadline.after <= 0 and deadline.base is None:
        problems.add("L9", norm.line, "deadline: not after the trigger", "Give 24h or more.")
    if (
        deadline is not None
        and deadline.base is None
        and norm.every is not None
        and deadline.after > norm.every
    ):
        problems.add(
            "L9",
            norm.line,
            f"deadline: {said_span(deadline.after)} is longer than the period "
            f"{said_span(norm.every)}",
            "Let each period end before the next is due.",
        )
    if norm.modality is Modality.PROHIBITION and (deadline is not None or norm.every):
        problems.add(
            "L9",
            norm.line,
            "a prohibition has no deadline",
            "Say from when it holds under when, or write an obligation.",
        )


def _check_start(norm: Norm, accord: Accord, problems: Problems) -> None:
    """A clock starts with a trigger or with the text; periods are an hour or more."""
    if norm.every is not None and norm.every < _SHORTEST_PERIOD:
        problems.add(
            "L14",
            norm.line,
            f"every: {said_span(norm.every)} makes more than 8,784 instances a year",
            "Let a period be an hour or more, or say once[0,...] under content.",
        )
    counted = norm.deadline is not None and norm.deadline.base is None
    if norm.trigger is not None or accord.valid_from is not None or norm.create:
        return
    if norm.modality is Modality.OBLIGATION and (counted or norm.every is not None):
        problems.add(
            "L9",
            norm.line,
            "nothing says from when its time counts",
            "Give a trigger, or valid_from in the header, or a date: D + 14d.",
        )


def _check_ladder(norm: Norm, problems: Problems) -> None:
    """Each step that has a time comes later than the one before; none without an end."""
    last = 0
    for step in norm.ladder:
        if step.within is None:
            continue
        if step.holder:
            continue
        if step.within <= last:
            problems.add(
                "L9",
                norm.line,
                f"ladder: {step.name} after {said_span(step.within)} does not come later "
                f"than the step before it ({said_span(last)})",
                "Let the times of the steps rise.",
            )
        last = step.within
    if norm.ladder and not norm.ladder[-1].holder and norm.ladder[-1].name == "escalate":
        problems.add("L9", norm.line, "ladder: escalate names no body", "escalate: board")
