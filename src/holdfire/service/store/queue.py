"""Writers of one control file wait in turn: its own lock lets a late one starve.

SQLite waits longer and longer between tries, up to 100 ms, so who has just written finds the
file free and who has waited long seldom does. Here each tries at the same short interval. The
lock falls with its process; it keeps order only, and what it guards has a lock of its own.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["turn"]

TRY_EACH_S = 0.001


@contextmanager
def turn(path: Path, patience_s: float) -> Iterator[bool]:
    """Hold the lock of the file at ``path``, made if missing; false when it was not got.

    Processes and threads wait alike. A file system without such locks is no reason to wait.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield _locked(handle, patience_s)
    finally:
        os.close(handle)


def _locked(handle: int, patience_s: float) -> bool:
    """Whether the lock was got in time, or is not to be had at all here."""
    until = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(TRY_EACH_S)
        except OSError:
            return True
        else:
            return True
