# demo: a running site from nothing but Python 3.11; test, test-fast, check, bench: what a developer runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
HOME_DIR ?= briefings-demo
PARALLEL ?= --numprocesses=auto --maxprocesses=8 --dist=worksteal

.PHONY: demo test test-fast check bench docs format wheel clean

demo: $(VENV)/.installed
	$(BIN)/briefings --home $(HOME_DIR) demo --host $(HOST) --port $(PORT)

test: $(VENV)/.developer
	$(BIN)/pytest $(PARALLEL)

test-fast: $(VENV)/.developer
	$(BIN)/pytest $(PARALLEL) -m 'not slow and not processes and not browser and not shared_data'

check: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs

bench: $(VENV)/.developer
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks

docs: $(VENV)/.developer
	$(BIN)/python docs/generate.py
	$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs
	@echo 'The documentation is in build/docs/index.html'

format: $(VENV)/.developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(VENV)/.developer
	rm -rf dist
	$(BIN)/python -m build --outdir dist .

clean:
	rm -rf $(VENV) dist build briefings-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV) || { echo 'No virtual environment could be made: install venv for $(PYTHON) (Debian: apt-get install python3-venv).' >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.developer: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(VENV)/.installed $@
