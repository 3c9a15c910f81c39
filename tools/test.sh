#!/bin/sh
# The whole suite on SQLite, then the same on a throw-away PostgreSQL. Browser tests run once, on SQLite.
set -eu
echo "== SQLite"
.venv/bin/pytest -q -n 2 "$@"
echo "== PostgreSQL"
.venv/bin/python tools/with_postgres.py .venv/bin/pytest -q -n 2 -m "not browser and not pure" "$@"
