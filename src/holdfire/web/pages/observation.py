"""One observation beside its sealed original and the hash that proves it unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from holdfire.web.desk import run_of
from holdfire.web.evidence import values_of
from holdfire.web.failures import not_found
from holdfire.web.page import reader_of, respond

__all__ = ["page"]

_SHOWN = (
    "source",
    "source_term",
    "exists",
    "exists_kind",
    "time_basis",
    "sigma_s",
    "place_kind",
    "radius_m",
    "half_e_m",
    "half_n_m",
    "az_low_deg",
    "az_high_deg",
    "range_low_m",
    "range_high_m",
    "admin_code",
    "gazetteer",
    "stated",
    "scan",
    "flags",
)


def _facts(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields that have a value, by their names in the record schema."""
    return [(name, str(row[name])) for name in _SHOWN if row.get(name) not in {None, ""}]


def page(request: Request) -> Response:
    """The page."""
    run, reader = run_of(request), reader_of(request)
    row = run.observation(request.path_params["id"])
    if row is None:
        raise not_found("This run holds no observation of that id.", where="observations")
    came_from = request.query_params.get("incident", "")
    incident = run.incident(came_from) if came_from else None
    context = {
        "row": row,
        "facts": _facts(row),
        "attributes": values_of(row.get("attributes")),
        "residual": values_of(row.get("residual")),
        "original": run.original(str(row["raw_sha256"]), int(row["record_index"])),
        "incident": incident,
        "zone": run.agreement.zone,
    }
    return respond(request, "observation.html", context, run=run, reader=reader)
