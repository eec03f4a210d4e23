from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import (
    BadInput,
    HoldfireError,
    IntegrityFailure,
    MissingPart,
    NotPermitted,
    SourceUnavailable,
    Stale,
)
from holdfire.cli import program as door
from holdfire.cli.ending import Ending
from holdfire.cli.program import program, run_program


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr(door.program, "main", fail)
    return run_program(["doctor"])


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (BadInput, 3),
        (Stale, 3),
        (MissingPart, 3),
        (SourceUnavailable, 4),
        (IntegrityFailure, 5),
        (NotPermitted, 6),
    ],
)
def test_every_error_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, kind: type[HoldfireError], code: int
) -> None:
    assert raising(monkeypatch, kind(Code.NO_DATA, "x")) == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (click.UsageError("x"), 2),
        (click.ClickException("x"), 3),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
    ],
)
def test_the_libraries_own_endings_never_read_as_a_finding(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    assert raising(monkeypatch, error) == code


def test_a_mistake_of_ours_names_a_file_with_its_details(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert raising(monkeypatch, ZeroDivisionError("secret")) == Ending.BUG
    said = capsys.readouterr().err
    assert "Traceback" not in said
    details = Path(said.strip().rsplit(" ", 1)[1])
    assert "ZeroDivisionError" in details.read_text("utf-8")
    details.unlink()


def test_an_error_is_shown_with_its_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_program(["agreement", "show", "minsk"]) == Ending.BAD_INPUT
    said = capsys.readouterr().err
    assert "HF-9004" in said
    assert "next: Known names:" in said


def test_with_json_an_error_is_one_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["agreement", "show", "minsk", "--json"]
    monkeypatch.setattr("sys.argv", ["holdfire", *arguments])
    assert run_program(arguments) == Ending.BAD_INPUT
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "HF-9004"


def test_an_unknown_command_names_its_neighbours(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_program(["agrement"]) == Ending.USAGE
    assert "Did you mean agreement?" in capsys.readouterr().err


def leaves(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return [(name, command)]
    context = click.Context(command)
    found = []
    for part in command.list_commands(context):
        below = command.get_command(context, part)
        assert below is not None
        found += leaves(below, f"{name} {part}")
    return found


COMMANDS = leaves(program, "holdfire")


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_has_help_and_an_example(name: str, command: click.Command) -> None:
    assert command.help
    assert command.epilog
    assert "Example:" in command.epilog
    options = [p for p in command.params if isinstance(p, click.Option)]
    bare = [o.name for o in options if not o.help and o.name not in {"seed", "out", "language"}]
    assert not bare


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_program(["completion", shell]) == Ending.DONE
    assert "_HOLDFIRE_COMPLETE" in capsys.readouterr().out
