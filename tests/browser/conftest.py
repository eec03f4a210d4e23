"""The pages of one small exercise in a real Chromium, under their own security policy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one verified exercise."""
    out = tmp_path_factory.mktemp("browser")
    program = [sys.executable, "-m", "holdfire"]
    subprocess.run(
        [*program, "demo", "--no-serve", "--days", "8", "--out", str(out), "--quiet"],
        check=True,
        capture_output=True,
    )
    return out / "workspace"


@pytest.fixture(scope="session")
def address(workspace: Path) -> Iterator[str]:
    """The address the program itself prints when it serves."""
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "holdfire", "serve"),
            *("--workspace", str(workspace), "--port", "0"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait()
    server.stdout.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for all tests."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Seen:
    """A page, and what its console complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def seen(chromium: Browser) -> Iterator[Seen]:
    """A fresh page with an empty profile."""
    context = chromium.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = context.new_page()
    found = Seen(page)
    page.on(
        "console",
        lambda message: (
            found.complaints.append(message.text) if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    yield found
    context.close()


def wait_ready(page: Page) -> None:
    """Wait until the workbench says that map and table are filled."""
    for _ in range(120):
        if page.evaluate("() => !!(window.holdfire && window.holdfire.ready)"):
            return
        page.wait_for_timeout(250)
    pytest.fail("the workbench was not ready within 30 s")
