#!/bin/sh
# The whole suite on SQLite, then everything that touches a database again on a throw-away PostgreSQL.
set -eu
start=$(date +%s)
echo "== SQLite"
.venv/bin/pytest -q -n 2 --dist loadscope "$@"
middle=$(date +%s)
echo "== PostgreSQL"
.venv/bin/python tools/with_postgres.py \
    .venv/bin/pytest -q -n 2 --dist loadscope -m "not browser" --ignore=tests/rules --ignore=tests/architecture "$@"
echo "SQLite $((middle - start)) s, PostgreSQL $(($(date +%s) - middle)) s"
