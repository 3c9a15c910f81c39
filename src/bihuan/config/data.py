"""Where this installation keeps what it must not lose: the data directory."""

import os
import secrets
from pathlib import Path


def data_dir() -> Path:
    """Return the data directory (BIHUAN_DATA, else ./bihuan-data), made if it is not there."""
    path = Path(os.environ.get("BIHUAN_DATA") or "bihuan-data").resolve()
    (path / "keys").mkdir(parents=True, exist_ok=True)
    (path / "keys").chmod(0o700)
    return path


def secret_key(path: Path) -> str:
    """Return the installation's secret, made on first use and readable by its owner only."""
    file = path / "keys" / "secret.key"
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(64))
    return file.read_text().strip()
