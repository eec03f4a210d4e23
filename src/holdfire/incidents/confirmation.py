"""When an incident counts as confirmed: one published rule, the same everywhere."""

from __future__ import annotations

from holdfire.incidents.channel import STATEMENTS
from holdfire.incidents.record import Incident

__all__ = ["LEAST_EXISTENCE", "LEAST_MODALITIES", "is_confirmed"]

LEAST_EXISTENCE = 0.95
LEAST_MODALITIES = 2


def is_confirmed(incident: Incident) -> bool:
    """Existence of at least 0.95, two independent origins and two independent modalities.

    Reports, lists compiled from reports, maps and alarms are one modality here: they may
    all go back to one person's words. The rule stands apart from the statistics, so that a
    reader can undo it.
    """
    seen = {mode for mode in incident.modalities if mode not in STATEMENTS}
    said = any(mode in STATEMENTS for mode in incident.modalities)
    return (
        incident.existence.value >= LEAST_EXISTENCE
        and len(seen) + said >= LEAST_MODALITIES
        and incident.origins >= LEAST_MODALITIES
    )
