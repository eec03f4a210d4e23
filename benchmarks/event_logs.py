"""Seeded event logs for the rules of the comparison, of any length.

The state a log builds up is steady: as many users, files, threads and units come as go, so
that the last event of a long log is as hard as one in its middle.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

__all__ = ["LOGS", "delayed", "stamped"]

DAY = 86_400


def stamped(lines: Iterator[str]) -> list[str]:
    """The log as lines with their line ends."""
    return [line + "\n" for line in lines]


def access(count: int, seed: int) -> Iterator[str]:
    """Users log in and out, files open and close, users access files; a few do so wrongly."""
    chance = random.Random(seed)  # noqa: S311 - seeded noise is what a log wants
    users, files = [f"u{i}" for i in range(2000)], [f"f{i}" for i in range(2000)]
    inside: list[str] = []
    opened: list[str] = []
    for stamp in range(count):
        draw = chance.random()
        if draw < 0.75 and inside and opened:
            user = chance.choice(users if chance.random() < 0.002 else inside)
            yield f'@{stamp} access("{user}","{chance.choice(opened)}")'
        elif draw < 0.875:
            yield f"@{stamp} {_toggled(chance, users, inside, 'login', 'logout')}"
        else:
            yield f"@{stamp} {_toggled(chance, files, opened, 'open', 'close')}"


def _toggled(
    chance: random.Random, names: list[str], inside: list[str], enter: str, leave: str
) -> str:
    """One comes or goes, so that about half are inside."""
    half = len(names) // 2
    if len(inside) < half // 2 or (len(inside) < half and chance.random() < 0.5):
        index = chance.randrange(len(inside), len(names))
        names[index], names[len(inside)] = names[len(inside)], names[index]
        inside.append(names[len(inside)])
        return f'{enter}("{inside[-1]}")'
    index = chance.randrange(len(inside))
    name, last = inside[index], len(inside) - 1
    names[index], names[last] = names[last], names[index]
    inside[index] = inside[last]
    inside.pop()
    return f'{leave}("{name}")'


def file(count: int, seed: int) -> Iterator[str]:
    """Files are opened in a mode and closed; one close in a thousand has no open before it."""
    chance = random.Random(seed)  # noqa: S311 - seeded noise is what a log wants
    opened: list[int] = []
    fresh = 0
    for stamp in range(count):
        if len(opened) < 1000 or (len(opened) < 3000 and chance.random() < 0.5):
            fresh += 1
            opened.append(fresh)
            yield f'@{stamp} open("f{fresh}","{chance.choice("rw")}")'
        elif chance.random() < 0.001:
            yield f'@{stamp} close("f{chance.randrange(fresh)}")'
        else:
            index = chance.randrange(len(opened))
            closed, opened[index] = opened[index], opened[-1]
            opened.pop()
            yield f'@{stamp} close("f{closed}")'


def heavy(count: int, seed: int) -> Iterator[str]:
    """Units near a line, storage sites inspected; a sighting every 20 s, weeks in all."""
    chance = random.Random(seed)  # noqa: S311 - seeded noise is what a log wants
    sites = [f"S{i}" for i in range(200)]
    yield "@0 dday()"
    for number in range(1, count):
        stamp = 10 * DAY + number * 20
        if chance.random() < 0.1:
            yield f'@{stamp} inspected("{chance.choice(sites)}")'
            continue
        site = "none" if chance.random() < 0.1 else chance.choice(sites)
        unit, calibre = chance.randrange(5000), chance.choice((85, 100, 122, 152))
        yield f'@{stamp} seen("w{unit}",{calibre},{chance.randrange(60_000)},"{site}")'


def locks(count: int, seed: int) -> Iterator[str]:
    """Threads acquire and release locks and sleep; a few do so wrongly."""
    chance = random.Random(seed)  # noqa: S311 - seeded noise is what a log wants
    held: dict[int, int] = {}
    for stamp in range(count):
        thread, lock = chance.randrange(50), chance.randrange(200)
        if lock in held and chance.random() < 0.9995:
            yield f"@{stamp} rel({held.pop(lock)},{lock})"
        elif chance.random() < 0.05 and thread not in held.values():
            yield f"@{stamp} sleep({thread})"
        else:
            held[lock] = thread
            yield f"@{stamp} acq({thread},{lock})"


LOGS: dict[str, Callable[[int, int], Iterator[str]]] = {
    "access": access,
    "file": file,
    "heavy": heavy,
    "locks": locks,
}


def delayed(lines: list[str], seed: int, share: float = 0.2, most: int = 1000) -> list[str]:
    """The log in another order of arrival: a share of its lines comes up to ``most`` later."""
    chance = random.Random(seed)  # noqa: S311 - seeded noise is what a log wants
    arrival = [
        (index + chance.randrange(1, most) if chance.random() < share else index, index)
        for index in range(len(lines))
    ]
    return [lines[index] for _, index in sorted(arrival)]
