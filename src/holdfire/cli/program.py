"""The program ``holdfire``: its commands, and the one place where every ending is mapped."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from holdfire import __version__
from holdfire.base.errors import HoldfireError
from holdfire.cli.ending import Ending, show_bug, show_error
from holdfire.cli.lazy import LazyGroup

__all__ = ["main", "program"]

_COMMANDS = {
    "run": ("holdfire.cli.run:run", "verify an agreement against observations"),
    "demo": ("holdfire.cli.demo:demo", "make a simulated ceasefire, verify and show it"),
    "agreement": ("holdfire.cli.agreement:agreement", "list, show and check agreements"),
    "accord": ("holdfire.cli.accord:accord", "check a rule over an event log"),
    "observe": ("holdfire.cli.observe:observe", "take files into a workspace"),
    "incidents": ("holdfire.cli.incidents:incidents", "list incidents of the last run"),
    "report": ("holdfire.cli.report:report", "daily and period reports"),
    "calibrate": ("holdfire.cli.calibrate:calibrate", "measure how channels detect and err"),
    "exercise": ("holdfire.cli.exercise:exercise", "simulated ceasefires with known truth"),
    "serve": ("holdfire.cli.serve:serve", "show the pages at a local address"),
    "doctor": ("holdfire.cli.doctor:doctor", "check the program and a workspace"),
    "completion": ("holdfire.cli.completion:completion", "completion for your shell"),
}

program = LazyGroup(
    "holdfire",
    _COMMANDS,
    "Verify a ceasefire from open observations, in a way both sides can check.\n\n"
    "Data go to standard output, progress and talk to standard error. "
    "Nothing is sent anywhere.",
)
program = click.version_option(__version__, prog_name="holdfire")(program)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run_program(sys.argv[1:] if arguments is None else list(arguments)))


def run_program(arguments: Sequence[str]) -> int:
    """Run the program; every ending becomes one of the documented exit codes.

    click would leave with 1 for its own errors, for an abort and for an uncaught
    exception, which here means "found alleged violations": so none is left to it.
    """
    try:
        code = program.main(list(arguments), prog_name="holdfire", standalone_mode=False)
    except BaseException as error:  # noqa: BLE001 - the last door: each ending is mapped below
        return _ending(error, arguments)
    return code if isinstance(code, int) else Ending.DONE


def _ending(error: BaseException, arguments: Sequence[str]) -> int:
    """Show the ending and give its exit code."""
    if isinstance(error, HoldfireError):
        show_error(error)
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show(sys.stderr)
        return Ending.USAGE if isinstance(error, click.UsageError) else Ending.BAD_INPUT
    if isinstance(error, KeyboardInterrupt | click.Abort):
        click.echo("interrupted; what was acknowledged is stored", err=True)
        return Ending.INTERRUPTED
    if isinstance(error, BrokenPipeError | SystemExit):
        return Ending.DONE  # the reader of a pipe has left; click turns that into an exit
    return show_bug(error, arguments)
