"""Files of these tests go to a folder of their own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Return the folder that holds the stored files of one test."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"
