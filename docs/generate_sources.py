"""The page of sources, made from their manifests."""

from __future__ import annotations

from holdfire.observations.record import Manifest
from holdfire.observations.registry import sources

__all__ = ["sources_page"]


def sources_page() -> str:
    """Each source: what it sees, what it cannot see, bias, licence, what is sealed."""
    lines = [
        "# Sources",
        "",
        "Made from the manifests of the program. A file is recognised by its content.",
        "",
    ]
    for source in sources():
        lines += _section(source.manifest)
    return "\n".join(lines)


def _section(manifest: Manifest) -> list[str]:
    """One source."""
    return [
        f"## {manifest.name}",
        "",
        f"{manifest.title}.",
        "",
        "| | |",
        "|---|---|",
        f"| formats | {'; '.join(manifest.formats)} |",
        f"| sees | {', '.join(p.value for p in manifest.sees)} |",
        f"| cannot see | {manifest.cannot_see} |",
        f"| bias | {manifest.bias} |",
        f"| latency | {manifest.latency} |",
        f"| licence | {manifest.licence} |",
        f"| fields lifted | {', '.join(manifest.lifted)} |",
        f"| fields sealed | {', '.join(manifest.sealed) or 'none'} |",
        "",
    ]
