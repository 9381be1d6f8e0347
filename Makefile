# Two commands matter: `make run` and `make test`. Both do all the set-up they need, and are quick the second time.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: run test setup setup-test lock check unit browser clean help

PYTHON ?= python3
PY := .venv/bin/python
export PORT ?= 8080
export BORSE_DATA ?= var

help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

lock: .venv/made ## pin every package anew, with hashes and without addresses
	$(PY) -m pip install -q uv
	.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --extra frontend pyproject.toml -o requirements.txt
	.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --extra frontend --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

.venv/made:
	@echo "• making the virtual environment (.venv)"
	$(PYTHON) -m venv .venv
	@touch $@
