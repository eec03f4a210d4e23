"""Which sentences the pages speak: found in templates and source, never listed by hand."""

from __future__ import annotations

import ast
from pathlib import Path

from jinja2 import Environment, nodes

__all__ = ["WEB", "plural_keys", "single_keys"]

WEB = Path(__file__).resolve().parents[2] / "src" / "holdfire" / "web"
_SPEAKERS = {"_": 1, "say": 1, "say_raw": 1, "mark": 1, "ngettext": 2, "count": 2}


def _in_templates() -> list[tuple[str, ...]]:
    """The literal arguments of every ``_`` and ``ngettext`` in the templates."""
    found = []
    for path in sorted((WEB / "templates").glob("*.html")):
        for call in (
            Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call)
        ):
            wanted = _SPEAKERS.get(getattr(call.node, "name", ""), 0)
            given = [a.value for a in call.args[:wanted] if isinstance(a, nodes.Const)]
            if wanted and len(given) == wanted:
                found.append(tuple(given))
    return found


def _in_source() -> list[tuple[str, ...]]:
    """The literal arguments of every speaking function in the source."""
    found = []
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            wanted = _SPEAKERS.get(name, 0)
            given = [
                a.value
                for a in node.args[:wanted]
                if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            if wanted and len(given) == wanted:
                found.append(tuple(given))
    return found


def single_keys() -> set[str]:
    """Every sentence without a number that changes its form."""
    return {key[0] for key in (*_in_templates(), *_in_source()) if len(key) == 1}


def plural_keys() -> set[tuple[str, str]]:
    """Every sentence with one: its singular and its plural."""
    return {(k[0], k[1]) for k in (*_in_templates(), *_in_source()) if len(k) == 2}
