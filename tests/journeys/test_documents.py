"""Every command in the documents is run, and what a document shows as printed is printed.

A fenced block with ``title="NAME"`` is a file that the commands after it find; a ``console``
block is a session: lines after ``$`` are run, and where lines follow a command they are what
it prints, whole. ``...`` alone in a line stands for any number of lines. A block of another
kind is not run. Commands that serve pages are only looked up in the program's help. A
``pycon`` block is a session of Python, and blocks of one document share their names.
"""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_FENCE = re.compile(r"^( *)```(\w*)([^\n]*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
PYTHON = ">>>"
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass
class Block:
    """A file to write (``name``) or a session to run."""

    line: int
    name: str
    text: str


@dataclass
class Command:
    """One command with what it prints, empty when the document does not say."""

    words: list[str]
    printed: list[str] = field(default_factory=list)


def blocks(path: Path) -> Iterator[Block]:
    text = path.read_text("utf-8")
    for found in _FENCE.finditer(text):
        indent, kind, rest, body = found.groups()
        body = re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1
        title = _TITLE.search(rest)
        if title:
            yield Block(line, title[1], body)
        elif kind == "console":
            yield Block(line, "", body)
        elif kind == "pycon":
            yield Block(line, PYTHON, body)


def commands(block: Block) -> list[Command]:
    found: list[Command] = []
    for line in block.text.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            found.append(Command(shlex.split(line[2:])))
        elif found:
            found[-1].printed.append(line.rstrip())
    return found


DOCUMENTS = sorted(
    path
    for path in DOCS.rglob("*.md")
    if any(block.name in {"", PYTHON} for block in blocks(path))
)


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    assert words[0] == "holdfire", f"only the program itself is run: {words}"
    return subprocess.run(
        [sys.executable, "-m", "holdfire", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )


def check_python(path: Path) -> None:
    text = "\n".join(block.text for block in blocks(path) if block.name == PYTHON)
    case = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(case, out=said.append)
    assert result.failed == 0, "".join(said)


def matches(printed: list[str], shown: list[str]) -> bool:
    """Line for line; ``...`` in what is shown stands for any lines."""
    if not shown:
        return not printed
    if shown[0] == "...":
        return any(matches(printed[n:], shown[1:]) for n in range(len(printed) + 1))
    return bool(printed) and printed[0] == shown[0] and matches(printed[1:], shown[1:])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(DOCS)))
def test_a_document_does_what_it_says(path: Path, tmp_path: Path) -> None:
    check_python(path)
    for block in blocks(path):
        if block.name == PYTHON:
            continue
        if block.name:
            (tmp_path / block.name).write_text(block.text, "utf-8")
            continue
        for command in commands(block):
            where = f"{path.name}:{block.line}: {shlex.join(command.words)}"
            if command.words[1:2] in (["serve"], ["demo"]):
                command.words = [*command.words[:2], "--help"]
                command.printed = []
            done = run(command.words, tmp_path)
            said = [line.rstrip() for line in done.stdout.splitlines()]
            while said and not said[-1]:
                said.pop()
            if command.printed:
                shown = command.printed
                while shown and not shown[-1]:
                    shown.pop()
                both = [*said, *(line.rstrip() for line in done.stderr.splitlines())]
                assert matches(said, shown) or matches(both, shown), (
                    f"{where}\nprinted:\n{done.stdout}{done.stderr}"
                )
            else:
                assert done.returncode == 0, f"{where}\n{done.stdout}{done.stderr}"


def test_there_are_documents_to_run() -> None:
    assert len(DOCUMENTS) >= 2
