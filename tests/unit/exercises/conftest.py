from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.exercises import Exercise, generate, write_exercise


@pytest.fixture(scope="session")
def drill() -> Exercise:
    return generate("minsk-like", seed=7, days=12)


@pytest.fixture(scope="session")
def drill_folder(drill: Exercise, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drill")
    write_exercise(drill, folder)
    return folder
