# Bihuan: each target is one line to a tool. `make` alone prints this list.
PYTHON ?= python3.11
BIN := .venv/bin
export BIHUAN_DATA ?= bihuan-data

help:          ## print this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/ready  ## make .venv with bihuan in it
.venv/ready: requirements.lock pyproject.toml
	@sh tools/setup.sh $(PYTHON)

dev: .venv/dev-ready  ## add what tests and checks need
.venv/dev-ready: .venv/ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock && touch $@

run: setup     ## set up, run the demo district, print what happened, serve
	@$(BIN)/bihuan demo

test: dev      ## all tests on SQLite and on PostgreSQL
	@sh tools/test.sh

test-fast: dev ## rules and commands on SQLite
	@$(BIN)/pytest tests/rules tests/commands -q -n 2

check: dev     ## format, lint, types, contracts, messages, migrations, vendored files
	@sh tools/check.sh

fix: dev       ## format and mend what can be mended
	@$(BIN)/ruff format -q . ; $(BIN)/ruff check --fix -q .

eval: dev      ## how well intake reads documents it was and was not tuned on
	@$(BIN)/python tools/eval_intake.py

bench: dev     ## statements, rates and ratios to raw SQL on 1,000 and 100,000 cases
	@sh tools/bench.sh

screens: dev   ## drive the browser journey and renew docs/screens
	@BIHUAN_SCREENS=docs/screens $(BIN)/pytest tests/browser -q -p no:randomly

messages: dev  ## collect texts and list those without a translation
	@$(BIN)/python tools/messages.py update

lock:          ## renew the hashed lock files
	@sh tools/lock.sh

clean:         ## remove the environment and the demo's data
	rm -rf .venv bihuan-data

.PHONY: help setup dev run test test-fast check fix eval bench screens messages lock clean
