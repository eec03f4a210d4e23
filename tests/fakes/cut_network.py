"""Nodes in network namespaces on one bridge, any of which can be cut off without a word."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


class NoNamespaces(Exception):
    """The kernel or the rights of this process do not allow network namespaces."""


@dataclass(frozen=True)
class CutNetwork:
    """``nodes`` namespaces; node ``n`` has the address 10.77.0.(n + 1)."""

    prefix: str
    nodes: int

    def within(self, node: int) -> list[str]:
        """The start of a command that runs in the node."""
        return ["ip", "netns", "exec", f"{self.prefix}n{node}"]

    def address(self, node: int) -> str:
        return f"10.77.0.{node + 1}"

    def cut(self, node: int) -> None:
        """Take the node's port off the bridge: links stay up, and nothing arrives."""
        _ip("-n", f"{self.prefix}hub", "link", "set", f"port{node}", "nomaster")

    def mend(self, node: int) -> None:
        """Put the node's port back."""
        _ip("-n", f"{self.prefix}hub", "link", "set", f"port{node}", "master", "bridge")


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@contextmanager
def cut_network(nodes: int) -> Iterator[CutNetwork]:
    """The nodes, connected. Raises ``NoNamespaces`` where they cannot be made."""
    if shutil.which("ip") is None:
        raise NoNamespaces("the program ip (iproute2) is not installed")
    network = CutNetwork(f"hf{os.getpid()}", nodes)
    hub = f"{network.prefix}hub"
    spaces = [hub, *(f"{network.prefix}n{node}" for node in range(nodes))]
    try:
        try:
            for space in spaces:
                _ip("netns", "add", space)
            _ip("-n", hub, "link", "add", "bridge", "type", "bridge")
            _ip("-n", hub, "link", "set", "bridge", "up")
            for node, space in enumerate(spaces[1:]):
                _ip("-n", hub, "link", "add", f"port{node}", "type", "veth",
                    "peer", "name", "eth0", "netns", space)  # fmt: skip
                _ip("-n", hub, "link", "set", f"port{node}", "master", "bridge", "up")
                _ip("-n", space, "address", "add", f"{network.address(node)}/24", "dev", "eth0")
                _ip("-n", space, "link", "set", "eth0", "up")
                _ip("-n", space, "link", "set", "lo", "up")
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip()
            raise NoNamespaces(f"network namespaces cannot be made: {said}") from error
        yield network
    finally:
        for space in spaces:
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "delete", space)
