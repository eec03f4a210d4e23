"""Register files given to a run: read, and sealed with it so that it can be made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from holdfire.agreement.accord.register import Entry, Register
from holdfire.agreement.accord.register_text import read_register
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex
from holdfire.service.workspace import Workspace

__all__ = ["FoundRegister", "find_registers", "seal_registers"]

_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FoundRegister:
    """A register with the bytes it was read from."""

    register: Register
    raw: bytes

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return sha256_hex(self.raw)


def find_registers(paths: Iterable[Path]) -> tuple[FoundRegister, ...]:
    """Read register files; one that cannot be used raises with every problem of it.

    The same name of one fact is the same thing in every register, so two entries of it with
    different content are refused: which of them holds is not for us to say.
    """
    found = tuple(_found(path) for path in paths)
    known: dict[tuple[str, str], Entry] = {}
    for each in found:
        for entry in each.register.entries:
            if known.setdefault((entry.fact, entry.name), entry) != entry:
                raise BadInput(
                    Code.REGISTER_UNREADABLE,
                    f"{entry.fact} {entry.name} stands in two registers with different content",
                    next_step="Keep one of them, or give them different names.",
                )
    return found


def _found(path: Path) -> FoundRegister:
    """One file."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(
                Code.REGISTER_UNREADABLE, "a register has at most 4 MiB", where=str(path)
            )
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        raise BadInput(
            Code.REGISTER_UNREADABLE, f"cannot read {path}", where=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            Code.REGISTER_UNREADABLE, f"{path} is not UTF-8 text", where=str(path)
        ) from error
    return FoundRegister(read_register(text, path.name), raw)


def seal_registers(workspace: Workspace, found: Iterable[FoundRegister]) -> tuple[str, ...]:
    """Keep the bytes beside the other sealed originals; their hashes, in rising order."""
    return tuple(sorted(workspace.raw.put(each.raw) for each in found))
