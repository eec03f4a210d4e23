"""What the sources of a run could not tell, as plain sentences, before any clause is asked."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.reports.record import SourceLine

__all__ = ["source_gaps"]


def source_gaps(sources: Iterable[SourceLine]) -> tuple[str, ...]:
    """One sentence for each source; never empty for a run that has a source.

    A source that gave nothing in the period stands first: its silence is a gap, not calm.
    """
    silent, others = [], []
    for source in sources:
        if source.in_period == 0:
            silent.append(
                f"{source.name}: no observation inside the period, of {source.observations} "
                "in its files. That is a gap, not a sign of calm."
            )
        else:
            others.append(f"{source.name} cannot see: {source.cannot_see}.")
    return (*silent, *others)
