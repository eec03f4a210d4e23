"""How many examples: a fixed share in ``make test``, twenty times as many under ``make fuzz``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

__all__ = ["examples"]

FUZZ = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"
MUTANTS = "ACCORD_MUTANTS" in os.environ
PHASES = (Phase.explicit, Phase.generate) if MUTANTS else tuple(Phase)
"""Where only pass or fail is asked, a failure is not made smaller."""


def examples(count: int) -> settings:
    """So many examples; slow ones are expected, the trees are large."""
    return settings(
        max_examples=count * (20 if FUZZ else 1),
        deadline=None,
        phases=PHASES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
