"""The two databases this product runs on, and the settings that make each of them safe."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str, data: Path) -> dict[str, Any]:
    """Return Django's settings for url (postgresql://…), or for SQLite in the data directory when url is empty."""
    return postgres(url) if url else sqlite(data / "bihuan.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """Return SQLite settings. synchronous=FULL: an acknowledged command survives a power cut (decision 0002)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Seconds a thread keeps its connection. Opening one for each request costs 1 to 2 ms, forgets every page read,
        # and whoever closes the last one copies the whole log into the database before the answer leaves. Nothing is
        # held between requests: no lock, no snapshot. A minute bounds how long a thread knows old statistics (ANALYZE)
        # or a file that was replaced; to put a copy back, the server is stopped first (docs/guide/operate).
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """Return PostgreSQL settings with a pool. url: postgresql://user:password@host:port/name?host=/socket/dir."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
    }
