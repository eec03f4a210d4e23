"""The sources: what each gave, how late, under which licence, with which bias."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from holdfire.web.desk import run_of
from holdfire.web.evidence import values_of
from holdfire.web.page import reader_of, respond
from holdfire.web.twin import answer_csv, answer_json

__all__ = ["as_csv", "as_json", "page"]


def page(request: Request) -> Response:
    """The page: the rows add up, and corroboration stands beside what chance would give."""
    run, reader = run_of(request), reader_of(request)
    context = {
        "sources": run.report["sources"],
        "accounting": run.report["accounting"],
        "chance": run.report["chance"],
        "covered": {record.source for record in run.coverage},
    }
    return respond(request, "sources.html", context, run=run, reader=reader)


def as_json(request: Request) -> Response:
    """The same as data."""
    run = run_of(request)
    keys = ("accounting", "sources", "chance")
    return answer_json(
        {"version": 1, "run": run.run_id, **{key: run.report[key] for key in keys}}
    )


def as_csv(request: Request) -> Response:
    """One row a source."""
    rows = []
    for source in run_of(request).report["sources"]:
        reasons = values_of(source.get("reasons"))
        text = "; ".join(f"{name}: {count}" for name, count in reasons.items())
        rows.append({**source, "reasons": text})
    return answer_csv(rows, "sources")
