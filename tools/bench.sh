#!/bin/sh
# Statements, rates and ratios on 1,000 and 100,000 cases: SQLite, then a throw-away PostgreSQL with fsync on.
# usage: bench.sh [SIZE …]
set -eu
run() {
    BIHUAN_DATA=$(mktemp -d "${TMPDIR:-/tmp}/bihuan-bench-XXXXXX")
    export BIHUAN_DATA
    status=0
    PYTHONPATH=tools "$@" || status=$?
    rm -rf "$BIHUAN_DATA"
    return $status
}
for size in ${@:-1000 100000}; do
    run .venv/bin/python -m bench "$size"
    run .venv/bin/python tools/with_postgres.py --fsync .venv/bin/python -m bench "$size"
done
PYTHONPATH=tools .venv/bin/python -m bench compare
