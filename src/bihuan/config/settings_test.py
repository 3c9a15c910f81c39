"""Settings of the test suite: the same product on a throw-away data directory."""

import os
import tempfile

os.environ["BIHUAN_DATA"] = tempfile.mkdtemp(prefix="bihuan-test-")
os.environ.pop("BIHUAN_DEMO", None)

from bihuan.config.settings import *  # noqa: F403
from bihuan.config.settings import DATA_DIR, DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: tests with real parallel writers need real locks.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # A pool would keep connections open over the drop of the test database.
    DATABASES["default"]["OPTIONS"] = {}
