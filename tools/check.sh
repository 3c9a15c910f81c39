#!/bin/sh
# Everything CI checks besides the tests.
set -eu
BIHUAN_DATA=$(mktemp -d); export BIHUAN_DATA
trap 'rm -rf "$BIHUAN_DATA"' EXIT
echo "packages";   .venv/bin/python -m pip check --disable-pip-version-check -q
echo "format";     .venv/bin/ruff format --check -q .
echo "lint";       .venv/bin/ruff check -q .
echo "templates";  .venv/bin/djlint --lint --quiet src
echo "types";      .venv/bin/mypy
echo "contracts";  .venv/bin/lint-imports | tail -3
echo "migrations"; .venv/bin/bihuan makemigrations --check --dry-run
echo "messages";   .venv/bin/python tools/messages.py check
echo "reference";  .venv/bin/python tools/reference.py check
echo "vendored";   .venv/bin/python tools/vendor.py check
echo "All checks passed."
