#!/bin/sh
# Make .venv with Bihuan in it. Says in words what is missing. usage: setup.sh PYTHON
set -eu
python=$1
command -v "$python" >/dev/null 2>&1 || python=python3
"$python" - <<'EOF' || { echo "Bihuan needs Python 3.11 or newer. Install it, or say where it is: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
EOF
start=$(date +%s)
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv 2>/dev/null || {
        echo "This Python cannot make environments. On Debian: apt install python3-venv — or: pip install virtualenv" >&2
        rm -rf .venv
        "$python" -m virtualenv -q .venv 2>/dev/null || exit 1
    }
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch .venv/ready
echo "Bihuan is set up in .venv ($(( $(date +%s) - start )) s)."
