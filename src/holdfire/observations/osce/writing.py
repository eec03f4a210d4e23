"""Rows of a file of reports, written: what this source reads back without loss."""

from __future__ import annotations

from datetime import date

from holdfire.base.identity import canonical_json
from holdfire.observations.osce.daily import RegionCount, compose_daily
from holdfire.observations.osce.sentence import Sentence, compose

__all__ = ["daily_line", "sentence_line"]


def sentence_line(
    sentence: Sentence, first: date, last: date | None = None, url: str = ""
) -> str:
    """One observation sentence with its day or days as a JSON line, without the line end."""
    days = first.isoformat() + ("" if last is None else f"/{last.isoformat()}")
    return canonical_json({"url": url, "date": days, "text": compose(sentence)})


def daily_line(
    report: str,
    issued: date,
    as_of_local: str,
    regions: tuple[RegionCount, ...],
    *,
    further: tuple[str, ...] = (),
    url: str = "",
) -> str:
    """One daily summary as a JSON line; ``further`` are sentences after the counts.

    ``as_of_local`` is the cut-off by the local clock, as 2026-03-01T19:30.
    """
    text = "\n".join([compose_daily(regions, observer_name="mission"), *further])
    return canonical_json(
        {
            "report": report,
            "issued": issued.isoformat(),
            "as_of_local": as_of_local,
            "url": url,
            "text": text,
        }
    )
