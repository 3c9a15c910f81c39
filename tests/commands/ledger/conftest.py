"""A data directory of its own for every test, so that checkpoints written down by one are not another's."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_data_directory(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "keys").mkdir()
    settings.DATA_DIR = tmp_path
