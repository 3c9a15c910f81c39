"""Each demo keeps its keys, files and checkpoints in a data directory of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"
