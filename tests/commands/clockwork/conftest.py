"""No jobs but the test's own, and a data directory of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from bihuan.clockwork.rules import REGISTRY


@pytest.fixture(autouse=True)
def _own_jobs(tmp_path: Path, settings: Settings) -> Iterator[None]:
    (tmp_path / "keys").mkdir()
    settings.DATA_DIR = tmp_path
    jobs = dict(REGISTRY)
    REGISTRY.clear()
    yield
    REGISTRY.clear()
    REGISTRY.update(jobs)
