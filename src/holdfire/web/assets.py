"""Files of the face: hashed names, cached for ever, found through the manifest only."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from holdfire.base.identity import sha256_hex

__all__ = ["Assets", "Workbench", "load_assets"]

FOREVER = "public, max-age=31536000, immutable"
_ENTRY = "src/main.ts"
_STYLES = ("page.css",)


@dataclass(frozen=True, slots=True)
class Workbench:
    """The built island: addresses of its script and its styles."""

    script: str
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assets:
    """Styles that ship with the source, and the built workbench if there is one."""

    folder: Path
    styles: dict[str, str]
    files: dict[str, tuple[bytes, str]]
    workbench: Workbench | None
    known: frozenset[str] = field(default_factory=frozenset)

    def href(self, name: str) -> str:
        """The address of a style that ships with the source."""
        return self.styles[name]

    async def face(self, request: Request) -> Response:
        """Answer ``/face/{name}``."""
        found = self.files.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1], headers={"cache-control": FOREVER})

    async def static(self, request: Request) -> Response:
        """Answer ``/static/{path}``: only files the build listed, so no path can leave."""
        path = request.path_params["path"]
        if path not in self.known or not (self.folder / path).is_file():
            raise HTTPException(404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if path.endswith((".js", ".mjs")):
            kind = "text/javascript"
        return FileResponse(
            self.folder / path, media_type=kind, headers={"cache-control": FOREVER}
        )


def load_assets(folder: Path | None = None) -> Assets:
    """Read the manifest in ``folder`` (the package's ``static`` by default), if it is there."""
    root = resources.files("holdfire.web")
    static = folder if folder is not None else Path(str(root)) / "static"
    styles: dict[str, str] = {}
    files: dict[str, tuple[bytes, str]] = {}
    for name in _STYLES:
        raw = root.joinpath(f"face/{name}").read_bytes()
        stem, _, kind = name.partition(".")
        hashed = f"{stem}-{sha256_hex(raw)[:10]}.{kind}"
        styles[name] = f"/face/{hashed}"
        files[hashed] = (raw, "text/css")
    return Assets(static, styles, files, *_built(static))


def _built(static: Path) -> tuple[Workbench | None, frozenset[str]]:
    """The workbench's entry and every file of the build; nothing without a manifest."""
    manifest = static / "manifest.json"
    if not manifest.is_file():
        return None, frozenset()
    chunks = json.loads(manifest.read_text("utf-8"))
    entry = chunks[_ENTRY]
    known = frozenset(
        path.relative_to(static).as_posix()
        for path in (static / "assets").rglob("*")
        if path.is_file()
    )
    styles = tuple(f"/static/{name}" for name in entry.get("css", []))
    return Workbench(f"/static/{entry['file']}", styles), known
