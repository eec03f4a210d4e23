"""The run's report files: the printable document and its data."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from holdfire.web.desk import run_of
from holdfire.web.failures import not_found
from holdfire.web.page import reader_of, respond
from holdfire.web.security import DOCUMENT_POLICY
from holdfire.web.twin import answer_json

__all__ = ["data", "document", "page"]

DOCUMENT = "report.html"


def page(request: Request) -> Response:
    """The page: which files there are and what pins them down."""
    run, reader = run_of(request), reader_of(request)
    context = {
        "has_document": (run.folder / DOCUMENT).is_file(),
        "report": run.report,
        "tables": [
            (name, (run.folder / name).stat().st_size)
            for name in (
                "incidents.parquet",
                "detections.parquet",
                "coverage.parquet",
                "quarantine.parquet",
            )
            if (run.folder / name).is_file()
        ],
    }
    return respond(request, "reports.html", context, run=run, reader=reader)


def document(request: Request) -> Response:
    """The report as one self-contained page, under a policy of its own: no script runs."""
    path = run_of(request).folder / DOCUMENT
    if not path.is_file():
        raise not_found("This run wrote no report.html.", where=DOCUMENT)
    return FileResponse(
        path,
        media_type="text/html",
        headers={"content-security-policy": DOCUMENT_POLICY},
    )


def data(request: Request) -> Response:
    """The report as data."""
    return answer_json(run_of(request).report)
