"""Writes the reference pages that come from the program itself; ``--check`` compares them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from generate_sources import sources_page

from holdfire.base.codes import Code
from holdfire.cli.ending import Ending
from holdfire.cli.program import program

ROOT = Path(__file__).resolve().parent.parent

ENDINGS = {
    Ending.DONE: "done, whatever was found",
    Ending.FOUND_ALLEGED_VIOLATIONS: "ran and found alleged violations; only with `--fail-on`",
    Ending.USAGE: "the words of the command are off",
    Ending.BAD_INPUT: "bad input or agreement",
    Ending.SOURCE_UNAVAILABLE: "a source is unavailable",
    Ending.INTEGRITY_FAILURE: "something stored is not what it was",
    Ending.NOT_PERMITTED: "not permitted",
    Ending.BUG: "a mistake of the program; the details file is named",
    Ending.INTERRUPTED: "interrupted; what was acknowledged is stored",
}


def error_lock() -> str:
    """One line a code: number and name. Lines are added, never changed."""
    return "".join(f"{code} {code.name}\n" for code in sorted(Code))


def error_page() -> str:
    """Every code with why it matters and what to do."""
    lines = [
        "# Error codes",
        "",
        "Codes are stable: a code is never reused. Every error says what happened, where, why",
        "it matters and what to do next.",
        "",
        "| Code | Name | Why it matters | Next step |",
        "|---|---|---|---|",
    ]
    lines += [f"| {c} | `{c.name}` | {c.why} | {c.next_step} |" for c in sorted(Code)]
    return "\n".join(lines) + "\n"


def command_page() -> str:
    """Every command with its help."""
    lines = [
        "# Command line",
        "",
        "Data go to standard output, progress and talk to standard error.",
        "",
        "## Exit codes",
        "",
        "| Code | Meaning |",
        "|--:|---|",
        *[f"| {int(code)} | {text} |" for code, text in ENDINGS.items()],
        "",
    ]
    root = click.Context(program, info_name="holdfire")
    for name in program.list_commands(root):
        found = program.get_command(root, name)
        if found is not None:
            lines += _help(found, click.Context(found, info_name=name, parent=root), 2)
    return "\n".join(lines) + "\n"


def _help(command: click.Command, context: click.Context, depth: int) -> list[str]:
    """The help of a command and of the commands below it."""
    context.max_content_width = 88
    lines = [f"{'#' * depth} {context.command_path}", "", "```text"]
    lines += [command.get_help(context), "```", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                below = click.Context(found, info_name=name, parent=context)
                lines += _help(found, below, depth + 1)
    return lines


PAGES: dict[str, Callable[[], str]] = {
    "tests/data/error_codes.lock": error_lock,
    "docs/reference/errors.md": error_page,
    "docs/reference/command-line.md": command_page,
    "docs/reference/sources.md": sources_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are not up to date."""
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    said = "not up to date, run make reference" if "--check" in arguments else "written"
    for name in stale:
        print(f"{name}: {said}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
