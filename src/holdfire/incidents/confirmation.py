"""When an incident counts as confirmed: one published rule, the same everywhere."""

from __future__ import annotations

from holdfire.incidents.record import Incident

__all__ = ["LEAST_EXISTENCE", "LEAST_MODALITIES", "is_confirmed"]

LEAST_EXISTENCE = 0.95
LEAST_MODALITIES = 2


def is_confirmed(incident: Incident) -> bool:
    """Existence of at least 0.95 and at least two independent physical ways of knowing.

    The rule stands apart from the statistics, so that a reader can undo it.
    """
    return (
        incident.existence.value >= LEAST_EXISTENCE
        and len(incident.modalities) >= LEAST_MODALITIES
        and incident.origins >= LEAST_MODALITIES
    )
