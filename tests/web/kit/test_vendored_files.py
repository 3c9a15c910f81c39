"""What others made is shipped as listed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "vendor.py"


@pytest.fixture
def vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_file_is_as_listed(vendor: ModuleType) -> None:
    assert list(vendor.faults()) == []


def test_every_package_says_licence_and_why(vendor: ModuleType) -> None:
    assert all(package["licence"] and package["why"] for package in vendor.packages())


def test_an_altered_or_unlisted_file_is_found(
    vendor: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "stray.js").write_text("")
    (tmp_path / "vendor" / "htmx").mkdir()
    (tmp_path / "vendor" / "htmx" / "htmx.min.js").write_text("altered")
    monkeypatch.setattr(vendor, "STATIC", tmp_path)
    monkeypatch.setattr(vendor, "ROOT", tmp_path)

    found = "\n".join(vendor.faults())

    assert "vendor/stray.js is on no list" in found
    assert "vendor/htmx/htmx.min.js has sha384-" in found
    assert "tabler.min.css is missing" in found
