from __future__ import annotations

import json
import os
import re
import socket
from dataclasses import replace
from pathlib import Path

import numba
import numpy as np

from holdfire.scale.machine import _cpu, _kernels, manifest, this_machine


def test_the_manifest_tells_what_may_change_a_bit() -> None:
    value = json.loads(json.dumps(manifest()))
    assert value["program"].startswith("holdfire ")
    assert len(value["kernels"]) == 64
    (machine,) = value["machines"]
    assert machine["libraries"]["numpy"] == np.__version__
    assert machine["libraries"]["numba"] == numba.__version__
    assert machine["cpu"]
    assert machine["code_for"]


def test_the_manifest_lists_each_kind_of_machine_once() -> None:
    other = replace(this_machine(), cpu="another model")
    one, two = (
        manifest([this_machine(), other, this_machine()]),
        manifest([other, this_machine()]),
    )
    assert one == two
    assert len(one["machines"]) == 2


def test_the_manifest_names_no_host_and_no_place() -> None:
    text = json.dumps(manifest())
    # As a whole word: a short name may be part of another, as "vm" is of "llvmlite".
    assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text)
    assert os.getcwd() not in text  # noqa: PTH109 - the text is what is compared


def test_the_hash_is_of_the_sources_alone() -> None:
    assert _kernels() == this_machine().kernels


def test_the_model_is_read_where_the_system_tells_it(tmp_path: Path) -> None:
    listing = tmp_path / "cpuinfo"
    listing.write_text("processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\n", "utf-8")
    assert _cpu(listing) == "Some CPU @ 2.00GHz"
    listing.write_text("processor\t: 0\n", "utf-8")
    assert _cpu(listing) == _cpu(tmp_path / "missing") != ""


def test_only_code_and_libraries_decide_whether_machines_compute_alike() -> None:
    here = this_machine()
    assert here.computes_like(replace(here, cpu="x", code_for="y", system="z", python="3.12"))
    assert not here.computes_like(replace(here, kernels="0"))
    assert not here.computes_like(replace(here, libraries=()))
