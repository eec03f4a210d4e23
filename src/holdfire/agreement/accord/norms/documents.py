"""A stream of strict YAML documents: the header first, then one for each norm.

Each document is read by the same strict reader as an agreement file, with the lines of the
others left blank, so that every line number is that of the file.
"""

from __future__ import annotations

import re

from holdfire.agreement.node import MAX_BYTES, MappingNode, compose
from holdfire.agreement.problems import Problems

__all__ = ["MOST_NORMS", "read_documents"]

MOST_NORMS = 1000
_MARK = re.compile(r"---(?:\s|$)")


def read_documents(text: str, problems: Problems) -> tuple[MappingNode, ...]:
    """The documents of a stream as trees; those that cannot be read leave problems.

    Size is bounded for the whole stream, depth for each document.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        problems.add("L1", 0, f"the file has {size} bytes", f"At most {MAX_BYTES} are read.")
        return ()
    if not text.strip():
        problems.add("L1", 0, "the file is empty", "Start with a header: accord: name/1.")
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = [at for at, line in enumerate(lines) if _MARK.match(line)]
    if not starts or any(_says(line) for line in lines[: starts[0]]):
        starts.insert(0, 0)
    if len(starts) > MOST_NORMS + 1:
        problems.add("L14", 0, f"more than {MOST_NORMS} norms", "Split the text.")
        return ()
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        whole = "\n" * start + "\n".join(lines[start:end])
        root = compose(whole, problems)
        if root is not None:
            found.append(root)
    return tuple(found)


def _says(line: str) -> bool:
    """Is there more on the line than white space or a comment?"""
    return bool(line.strip()) and not line.lstrip().startswith("#")
