"""Statement channels: who speaks in a report, as an opaque number.

A channel is whoever is cited (:func:`cited_authority`), or else the author whose address the
report has, or else the source alone. The number is a hash; which side a channel belongs to
is not asked here. All statements of one channel may err for one reason.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from holdfire.base.identity import content_id
from holdfire.base.phenomenon import Modality
from holdfire.detections.columns import Column, codes_of, one_of
from holdfire.detections.message.citation import cited_authority
from holdfire.detections.message.spelling import plain
from holdfire.detections.message.telling import language_of

__all__ = ["channels_of"]

_STATEMENTS = (Modality.REPORT, Modality.CURATED, Modality.MAP, Modality.ALARM)
_ADDRESS = re.compile(r"url:(?P<host>[^/]+)(?:/(?:s/)?(?P<name>[^/?]+))?")
_SHARED_HOSTS = frozenset({"t.me", "telegram.me", "twitter.com", "x.com", "facebook.com"})


def _author(key: str) -> str | None:
    """The author that an address names: the host, or the page on a host of many authors."""
    found = _ADDRESS.match(key)
    if found is None:
        return None
    host, name = found.group("host"), found.group("name")
    if host not in _SHARED_HOSTS:
        return host
    return None if name is None else f"{host}/{name.casefold()}"


def _authority(text: str | None) -> str | None:
    """Whom the text cites."""
    seen = plain(text or "")
    return cited_authority(seen, language_of(seen))


def channels_of(observations: pa.Table) -> Column:
    """The channel of each row of a table of ``OBSERVATION_SCHEMA``; null for instruments.

    A row with addresses of several authors has its source as channel.
    """
    spoken = one_of(observations.column("modality"), (one.value for one in _STATEMENTS))
    text, texts = codes_of(observations.column("narrative"))
    cited = [_authority(one) for one in texts.to_pylist()]
    sources = observations.column("source").to_pylist()
    keys = observations.column("origin_keys").to_pylist()
    found: list[str | None] = [None] * observations.num_rows
    for row in np.flatnonzero(spoken).tolist():
        authority = cited[int(text[row])]
        if authority is not None:
            found[row] = content_id("channel", authority)
            continue
        authors = {author for key in keys[row] or () if (author := _author(key)) is not None}
        parts = [str(sources[row]), *(authors if len(authors) == 1 else ())]
        found[row] = content_id("channel", *parts)
    return pa.array(found, pa.string())
