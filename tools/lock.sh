#!/bin/sh
# Renew the hashed lock files from pyproject.toml; they record no addresses.
set -eu
flags="--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet"
printf 'hatchling\neditables\n' > build-tools.in
.venv/bin/uv pip compile $flags pyproject.toml build-tools.in -o requirements.lock
.venv/bin/uv pip compile $flags pyproject.toml build-tools.in --group dev -o requirements-dev.lock
rm build-tools.in
