"""The application: routes and the middleware around them."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.service.view import run_view
from holdfire.web import api
from holdfire.web.assets import load_assets
from holdfire.web.desk import Desk
from holdfire.web.failures import HANDLERS
from holdfire.web.page import environment
from holdfire.web.pages import (
    agreement,
    alleged,
    coverage,
    explore,
    incident,
    listing,
    methods,
    observation,
    reports,
    sources,
    today,
)
from holdfire.web.port import OpenView
from holdfire.web.security import SecurityHeaders

__all__ = ["create"]

WORKSPACE = "HOLDFIRE_WORKSPACE"


def create(
    workspace: Path | None = None,
    *,
    open_view: OpenView | None = None,
    static: Path | None = None,
) -> Starlette:
    """The pages over one workspace, named here or in ``HOLDFIRE_WORKSPACE``.

    ``open_view`` and ``static`` are for tests. Raises ``BadInput`` when no workspace is
    named; a workspace without a run is not an error, its pages say what to do.
    """
    given = workspace or os.environ.get(WORKSPACE)
    if not given:
        raise BadInput(
            Code.NO_DATA,
            "No workspace is named.",
            where=WORKSPACE,
            next_step="Use holdfire serve --workspace DIR.",
        )
    assets = load_assets(static)
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(GZipMiddleware, minimum_size=1024), Middleware(SecurityHeaders)],
        exception_handlers=dict(HANDLERS),
    )
    app.router.redirect_slashes = False
    app.routes.extend(
        [Route("/face/{name}", assets.face), Route("/static/{path:path}", assets.static)]
    )
    app.state.desk = Desk(Path(given), open_view or run_view, environment(), assets)
    return app


def _routes() -> list[Route]:
    """Every address of the site."""
    return [
        Route("/", today.today),
        Route("/explore", explore.explore),
        Route("/incidents", listing.page),
        Route("/incidents.json", listing.as_json),
        Route("/incidents.csv", listing.as_csv),
        Route("/incidents.geojson", listing.as_geojson),
        Route("/incidents/{id}.json", incident.as_json),
        Route("/incidents/{id}/evidence", incident.evidence),
        Route("/incidents/{id}", incident.page),
        Route("/observations/{id}", observation.page),
        Route("/agreement", agreement.page),
        Route("/agreement.json", agreement.as_json),
        Route("/agreement.geojson", agreement.as_geojson),
        Route("/alleged", alleged.index),
        Route("/alleged/{reading}/{clause}", alleged.page),
        Route("/coverage", coverage.page),
        Route("/coverage.json", coverage.as_json),
        Route("/sources", sources.page),
        Route("/sources.json", sources.as_json),
        Route("/sources.csv", sources.as_csv),
        Route("/methods", methods.page),
        Route("/reports", reports.page),
        Route("/reports/report.html", reports.document),
        Route("/reports/report.json", reports.data),
        Route("/api/v1/run", api.run),
        Route("/api/v1/workbench", api.workbench),
        Route("/api/v1/incidents", api.incidents),
        Route("/api/v1/coverage", api.coverage),
        Route("/api/v1/unseen", api.unseen_areas),
    ]
