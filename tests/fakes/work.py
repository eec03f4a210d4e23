"""Functions that a test sends to other processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput


def doubled(number: int) -> int:
    return 2 * number


def refused_if_odd(number: int) -> int:
    if number % 2:
        raise BadInput(Code.NO_DATA, f"{number} is odd", where="the test", next_step="halve it")
    return number // 2


def broken_if_odd(number: int) -> int:
    if number % 2:
        raise KeyError(number)
    return number


def third_time_lucky(mark: Path) -> str:
    """Fails as a machine fails, twice; then tells how often it was tried."""
    with mark.open("a", encoding="utf-8") as file:
        file.write("x")
    tries = mark.read_text("utf-8")
    if len(tries) < 3:
        raise OSError(5, "the disk is away")
    return tries


def never_lucky(mark: Path) -> None:
    with mark.open("a", encoding="utf-8") as file:
        file.write("x")
    raise OSError(5, "the disk is away")


def killed_once(mark: Path) -> int:
    """The first process that computes it dies as if by kill -9."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()
