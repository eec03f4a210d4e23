"""Whole stories: each runs the program as a user would, in its own folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.servers.fixtures import bucket, cluster, stores, writers

from holdfire.cli.program import run_program

__all__ = ["bucket", "clauses", "cluster", "report_schema", "run_report", "stores", "writers"]

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def report_schema() -> dict[str, Any]:
    text = resources.files("holdfire.reports").joinpath("report.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@pytest.fixture(scope="session")
def run_report(report_schema: dict[str, Any]) -> Run:
    """Run ``holdfire run`` with these arguments and give back its checked report."""

    def run(out: Path, *arguments: str | Path) -> dict[str, Any]:
        code = run_program(["run", *map(str, arguments), "--out", str(out), "--quiet"])
        assert code == 0
        report: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
        jsonschema.validate(report, report_schema)
        accounting = report["accounting"]
        assert accounting["rows_in"] == accounting["observations"] + accounting["quarantined"]
        for name in ("incidents", "detections", "coverage", "quarantine"):
            assert (out / f"{name}.parquet").is_file()
        assert (out / "report.html").is_file()
        return report

    return run


def clauses(report: dict[str, Any], reading: str) -> dict[str, Any]:
    """The clauses of one reading by id."""
    found = next(r for r in report["readings"] if r["id"] == reading)
    return {clause["id"]: clause for clause in found["clauses"]}
