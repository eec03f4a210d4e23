"""``holdfire incidents live`` and what goes with it: incidents that follow late data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.options import json_option, workspace_option

if TYPE_CHECKING:
    from holdfire.service.live import Follower

__all__ = ["history", "live", "merge", "show", "split", "undo"]

_WORKSPACE = Path("holdfire-workspace")


@contextmanager
def _follower(workspace: Path | None, *, fresh: bool = False) -> Iterator[Follower]:
    """Live fusion of a workspace that is there; ``fresh``: with its new files taken in."""
    from holdfire import service
    from holdfire.service.live import feed, open_live

    folder = workspace or _WORKSPACE
    with (
        service.workspace_at(folder) as opened,
        open_live(folder, service.utc_now) as follower,
    ):
        if fresh:
            taken = feed(opened, follower)
            if taken is not None:
                receipt, work = taken.receipt, taken.work
                click.echo(
                    f"{receipt.rows_in} rows: {receipt.stored} new, {receipt.repeated} known, "
                    f"{receipt.quarantined} kept aside; solved {work.blocks} parts, left "
                    f"{work.carried}; published {taken.published}",
                    err=True,
                )
        yield follower


@click.command(
    help="Take in what is new in a workspace and list its incidents by number.",
    epilog="Example: holdfire incidents live --workspace watch --facts corrections.jsonl",
)
@workspace_option
@click.option(
    "--facts",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON lines with corrections, withdrawals and watermarks; repeat for more.",
)
@click.option("--renew", is_flag=True, help="Estimate the model anew and solve everything.")
@json_option
def live(workspace: Path | None, facts: tuple[Path, ...], renew: bool, as_json: bool) -> None:
    """Follow, then list."""
    from holdfire.service.live import read_statements, shown_fields, shown_line

    batches = [read_statements(path) for path in facts]
    with _follower(workspace, fresh=True) as follower:
        for batch in batches:
            follower.take(batch)
        if renew:
            follower.renew()
        shown = follower.shown()
        if as_json:
            rows = [shown_fields(one, follower) for one in shown]
            idle = [[i.fact, i.subject, i.reason] for i in follower.state.standing.idle]
            told = {"incidents": rows, "facts_without_effect": idle}
            click.echo(json.dumps(told, ensure_ascii=False))
            return
        for one in shown:
            click.echo(shown_line(one))
        for item in follower.state.standing.idle:
            click.echo(f"without effect ({item.reason}): {item.subject}", err=True)


@click.command(
    help="Show the incident with NUMBER, what is open, and its edits.",
    epilog="Example: holdfire incidents show 12 --workspace watch",
)
@click.argument("number", type=int)
@workspace_option
@json_option
def show(number: int, workspace: Path | None, as_json: bool) -> None:
    """One incident."""
    from holdfire.service.live import shown_fields, shown_lines

    with _follower(workspace) as follower:
        one = follower.show(number)
        if as_json:
            click.echo(json.dumps(shown_fields(one, follower), ensure_ascii=False))
            return
        for line in shown_lines(one, follower):
            click.echo(line)


@click.command(
    help="Tell what became of NUMBER: what changed, when, and why.",
    epilog="Example: holdfire incidents history 12 --workspace watch",
)
@click.argument("number", type=int)
@workspace_option
@json_option
def history(number: int, workspace: Path | None, as_json: bool) -> None:
    """The lineage of a number."""
    from holdfire.service.live import history_fields, history_lines

    with _follower(workspace) as follower:
        if as_json:
            click.echo(json.dumps(history_fields(follower, number), ensure_ascii=False))
            return
        for line in history_lines(follower, number):
            click.echo(line)


def _edit(
    what: str, names: Sequence[str], workspace: Path | None, author: str, reason: str
) -> None:
    """Enter an edit and say what it does."""
    from holdfire.service.live import edit_incidents

    with _follower(workspace) as follower:
        edit, status = edit_incidents(follower, what, names, author=author, reason=reason)
    click.echo(f"{edit.kind.value} {edit.id[:12]}: {status.value}")


_author = click.option("--author", required=True, help="Who decides this.")
_reason = click.option("--reason", required=True, help="Why; shown beside the incident.")


@click.command(
    help="Hold the incidents with these NUMBERS for one.",
    epilog="Example: holdfire incidents merge 12 15 --author 'A. B.' --reason 'same strike'",
)
@click.argument("numbers", nargs=-1, required=True, type=int)
@workspace_option
@_author
@_reason
def merge(numbers: tuple[int, ...], workspace: Path | None, author: str, reason: str) -> None:
    """Join incidents."""
    _edit("merge", [str(one) for one in numbers], workspace, author, reason)


@click.command(
    help="Split DETECTIONS off the incident with NUMBER.",
    epilog="Example: holdfire incidents split 12 4f2a --author 'A. B.' --reason 'two places'",
)
@click.argument("number", type=int)
@click.argument("detections", nargs=-1, required=True)
@workspace_option
@_author
@_reason
def split(
    number: int,
    detections: tuple[str, ...],
    workspace: Path | None,
    author: str,
    reason: str,
) -> None:
    """Divide an incident."""
    _edit("split", [str(number), *detections], workspace, author, reason)


@click.command(
    help="Take back the edit whose id begins with EDIT.",
    epilog="Example: holdfire incidents undo 9c01 --author 'A. B.' --reason 'hasty'",
)
@click.argument("edit")
@workspace_option
@_author
@_reason
def undo(edit: str, workspace: Path | None, author: str, reason: str) -> None:
    """Undo an edit."""
    _edit("undo", [edit], workspace, author, reason)
