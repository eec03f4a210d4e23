"""Reading withdrawals with their phases, and storage."""

from __future__ import annotations

from holdfire.agreement.amounts import read_count, read_days
from holdfire.agreement.area_text import read_area
from holdfire.agreement.context import ClauseReader
from holdfire.agreement.fields import Fields
from holdfire.agreement.moment import Moment, last, later
from holdfire.agreement.node import MappingNode
from holdfire.agreement.objects import read_predicate
from holdfire.agreement.problems import Refusal
from holdfire.agreement.terms import Phase, Storage, WithdrawBy
from holdfire.agreement.weapon import KINDS

__all__ = ["read_storage", "read_withdraw_by"]

_PHASE_KEYS = ("name", "deadline", "lasts")


def read_withdraw_by(reader: ClauseReader) -> WithdrawBy | None:
    """These objects out of the area by the deadline, in phases, and kept out until then."""
    fields = reader.fields
    zone = reader.names.zone
    node = fields.get("objects", needed=True)
    objects = read_predicate(node, reader.names.definitions, reader.problems)
    area = read_area(reader)
    start_by = reader.moment("start_by")
    begins = reader.moment("begins")
    phases = _phases(reader, begins)
    deadline = reader.moment("deadline")
    if "deadline" not in fields and phases:
        deadline = _last_phase(reader)
    then_until = reader.moment("then_until")
    order = fields.words("order", {*KINDS, *reader.names.definitions})
    count = fields.read("count_each_side", read_count)
    if objects is None or area is None:
        return None
    return WithdrawBy(
        objects,
        area,
        last(deadline, zone),
        start_by=last(start_by, zone),
        phases=phases,
        then_until=last(then_until, zone),
        order=order,
        count_each_side=count,
        after_days=_after_days(deadline),
    )


def _after_days(moment: Moment | None) -> int | None:
    """The civil days from an event without a date to the moment."""
    return moment.days if moment is not None and moment.awaits else None


def _phases(reader: ClauseReader, begins: Moment | None) -> tuple[Phase, ...]:
    """The phases in their order; each deadline later than the one before it."""
    found: list[Phase] = []
    at = begins
    for index, node in enumerate(reader.fields.mappings("phases")):
        fields = Fields(node, _PHASE_KEYS, reader.problems, "a phase")
        name = fields.scalar("name", needed=True)
        moment = _phase_end(reader, fields, at, node)
        if moment is None:
            continue
        at = moment
        reader.moments[f"phase.{index}"] = moment
        reader.awaits.update(moment.awaits)
        deadline = last(moment, reader.names.zone)
        before = found[-1].deadline if found else None
        if deadline is not None and before is not None and deadline <= before:
            reader.problems.add(
                "L9",
                node.line,
                f"the phase {name!r} ends before the phase before it",
                "Put the phases in their order.",
            )
        found.append(Phase(name, deadline, _after_days(moment)))
    return tuple(found)


def _phase_end(
    reader: ClauseReader, fields: Fields, at: Moment | None, node: MappingNode
) -> Moment | None:
    """The end of one phase: stated, or counted from the end of the phase before."""
    if ("deadline" in fields) == ("lasts" in fields):
        reader.problems.add(
            "L9", node.line, "a phase needs deadline or lasts, not both", "Give one of them."
        )
        return None
    if "deadline" in fields:
        text = fields.scalar("deadline")
        return reader.moment_of("deadline", text) if text else None
    days = fields.read("lasts", read_days)
    if days is None:
        return None
    if at is None:
        fields.refuse(
            "L9", "lasts", Refusal("it is not said from when it runs", "Give begins.")
        )
        return None
    moment = later(at, days, reader.names.zone)
    if isinstance(moment, Refusal):
        fields.refuse("L9", "lasts", moment)
        return None
    return moment


def _last_phase(reader: ClauseReader) -> Moment | None:
    """The end of the last phase, which is the deadline of the whole."""
    ends = [moment for key, moment in reader.moments.items() if key.startswith("phase.")]
    if not ends:
        return None
    reader.moments["deadline"] = ends[-1]
    return ends[-1]


def read_storage(reader: ClauseReader) -> Storage | None:
    """These objects only at the sites from the deadline on."""
    fields = reader.fields
    node = fields.get("objects", needed=True)
    objects = read_predicate(node, reader.names.definitions, reader.problems)
    sites = fields.texts("sites", needed=True)
    for site in sites:
        reader.check_area(site, fields.line("sites"))
    deadline = reader.moment("deadline")
    if objects is None:
        return None
    zone = reader.names.zone
    return Storage(objects, sites, last(deadline, zone), fields.scalar("monitored_by"))
