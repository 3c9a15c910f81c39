"""Puts bytes on disk so that they are there after a power cut."""

import hashlib
import os
import tempfile
from pathlib import Path


def keep(path: Path, content: bytes, *, sha256: str) -> None:
    """Write content to path, durable when this returns. Bytes that are there already and right are left alone.

    path: root/ab/cd/name. Readers never see half a file: it gets its name by an atomic rename. A file damaged on
    disk is replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not _holds(path, sha256):
        _write(path, content)
    # Also when another upload has just written them: it may not have come as far as this.
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)


def _holds(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return False


def _write(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the names in folder durable: a rename lives in the folder, not in the file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
