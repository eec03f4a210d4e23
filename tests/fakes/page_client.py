"""Asks the application for pages in memory: no socket, no server, an answer a call."""

from __future__ import annotations

from collections.abc import Mapping

import anyio
import httpx
from starlette.applications import Starlette

__all__ = ["PageClient"]


class PageClient:
    """GET and friends; a crash of the application shows as its error page, as for a reader."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """The answer to GET."""
        return self.request("GET", path, headers)

    def request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """The answer to any method; redirects are not followed, cookies are not kept."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://pages"
            ) as client:
                return await client.request(method, path, headers=dict(headers or {}))

        return anyio.run(ask)
