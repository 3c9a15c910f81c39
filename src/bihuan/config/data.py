"""Where this installation keeps what it must not lose: the data directory."""

import contextlib
import os
import secrets
from pathlib import Path


def data_dir() -> Path:
    """Return the data directory (BIHUAN_DATA, else ./bihuan-data), made for its owner alone if it is not there."""
    path = Path(os.environ.get("BIHUAN_DATA") or "bihuan-data").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    (path / "keys").mkdir(mode=0o700, exist_ok=True)
    return path


def secret_key(path: Path) -> str:
    """Return the installation's secret, made on first use, whole and once, readable by its owner only."""
    file = path / "keys" / "secret.key"
    if not file.exists():
        fresh = path / "keys" / f"secret.{os.getpid()}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text().strip()
