from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.sensing.sensors import Network
from holdfire.agreement.sensing.sensors_text import read_sensors

Sense = Callable[..., Network]
HEADER = "format: holdfire-sensors/1\nid: n\ntitle: a network\n"


@pytest.fixture
def sense() -> Sense:
    """Sensors from YAML list items, for an agreement."""

    def reader(agreement: Agreement, sensors: str, extra: str = "") -> Network:
        body = "\n".join(f"  {line}" for line in sensors.strip("\n").splitlines())
        text = f"{HEADER}{extra}sensors:\n{body}\n"
        return read_sensors(text, origin="n.yaml", agreement=agreement)

    return reader
