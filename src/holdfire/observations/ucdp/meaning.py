"""What the fields of a UCDP row mean: one event of fighting or of one-sided force."""

from __future__ import annotations

import hashlib
import re

from holdfire.base.identity import canonical_json
from holdfire.base.phenomenon import Phenomenon
from holdfire.observations.batching import Kept
from holdfire.observations.coordinate import Region
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import (
    Assertion,
    Observation,
    ReadContext,
    Sealed,
    observation_id,
)
from holdfire.observations.text import language_of, text_key
from holdfire.observations.ucdp.manifest import MANIFEST, is_sealed
from holdfire.observations.ucdp.when import span_of
from holdfire.observations.ucdp.where import place_of

__all__ = ["article_keys", "event_of"]

_KINDS = {"1": Phenomenon.CLASH, "2": Phenomenon.CLASH, "3": Phenomenon.STRIKE}
_MAPPED = frozenset(
    {
        "latitude",
        "longitude",
        "where_prec",
        "date_start",
        "date_end",
        "date_prec",
        "type_of_violence",
        "event_clarity",
        "source_headline",
    }
)
_COUNTS = ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_ARTICLE = re.compile(r'"([^"]+)"')
_RELAYED = re.compile(r"\bOSCE\b")


def article_keys(articles: str) -> tuple[str, ...]:
    """One origin key for each article cited: outlet, day and headline, as written.

    ``"Outlet,2014-01-22,Headline";"Outlet,…"`` is how the source cites. Two events of one
    article share its key: they are one message, though two happenings.
    """
    cited = _ARTICLE.findall(articles) or [articles]
    keys = set()
    for article in cited:
        words = " ".join(article.casefold().split())
        if words:
            digest = hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()
            keys.add(f"article:{digest[:24]}")
    return tuple(sorted(keys))


def event_of(
    values: dict[str, str], number: int, region: Region | None, context: ReadContext
) -> Kept | Fault:
    """The row as an observation with its sealed fields, or what is wrong with it."""
    kind = values.get("type_of_violence", "").strip()
    if kind not in _KINDS:
        return Fault("type_of_violence", Reason.ENUM, f"{kind!r} is not 1, 2 or 3")
    fault = _count_fault(values)
    if fault is not None:
        return fault
    days = span_of(values, context)
    if isinstance(days, Fault):
        return days
    located = place_of(values, region)
    if isinstance(located, Fault):
        return located
    identity = observation_id(MANIFEST.name, canonical_json(values))
    headline = values.get("source_headline", "").strip()
    observation = Observation(
        id=identity,
        source=MANIFEST.name,
        modality=MANIFEST.modality,
        raw_sha256=context.raw_sha256,
        record_index=number,
        synthetic=context.synthetic,
        affiliation_seal=context.affiliation_seal,
        time=days.span,
        place=located.place,
        asserted=(
            Assertion(
                _KINDS[kind],
                source_term=f"type_of_violence {kind}",
                exists_kind="ordinal" if values.get("event_clarity", "").strip() else None,
            ),
        ),
        origin_keys=_origins(values),
        narrative=headline or None,
        language=language_of(headline),
        flags=tuple(sorted({*days.flags, *located.flags, *_flags(values)})),
        residual={k: v for k, v in values.items() if k not in _MAPPED and not is_sealed(k)}
        | _verbatim(values),
    )
    payload = {name: value for name, value in values.items() if is_sealed(name) and value}
    return Kept(observation, Sealed(identity, context.affiliation_seal, payload))


def _verbatim(values: dict[str, str]) -> dict[str, str]:
    """Mapped fields whose spelling the record does not keep."""
    names = ("date_start", "date_end", "date_prec", "event_clarity")
    return {name: values[name] for name in names if name in values}


def _origins(values: dict[str, str]) -> tuple[str, ...]:
    """What the event came from: its articles, its headline's wording, its own number."""
    own = values.get("id", "").strip()
    keys = set(article_keys(values.get("source_article", "")))
    wording = text_key(values.get("source_headline"))
    if wording is not None:
        keys.add(wording)
    if own:
        keys.add(f"ucdp:{own}")
    return tuple(sorted(keys))


def _count_fault(values: dict[str, str]) -> Fault | None:
    """Counts of deaths are whole numbers, zero or more, or empty."""
    for name in _COUNTS:
        text = values.get(name, "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            return Fault(name, Reason.NUMBER, f"{text!r} is not a count")
    return None


def _flags(values: dict[str, str]) -> set[str]:
    """What is to be said of the coding of the event."""
    flags = set()
    if values.get("event_clarity", "").strip() == "2":
        flags.add("event.aggregated")
    status = values.get("code_status", "").strip()
    if status and status != "Clear":
        flags.add("coding.unsettled")
    counts = [int(values.get(name, "").strip() or -1) for name in ("low", "best", "high")]
    known = [count for count in counts if count >= 0]
    if known != sorted(known):
        flags.add("deaths.disordered")
    if _RELAYED.search(
        f"{values.get('source_original', '')} {values.get('source_article', '')}"
    ):
        flags.add("origin.relays_osce")
    return flags
