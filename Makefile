# `make demo` and `make test` set up what they need; `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

.PHONY: help demo test lint types docs bench clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.demo  ## a tiny model learns two things in ten minutes; prints where the report is
	$(BIN)/python -m baselines demo

test: $(VENV)/.dev  ## the whole test suite
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

lint: $(VENV)/.dev  ## style of all Python files
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev  ## static types
	$(BIN)/mypy

docs: $(VENV)/.dev  ## build the documentation into site/; warnings are errors
	$(BIN)/mkdocs build --strict

bench: $(VENV)/.dev  ## the speed table of benchmarks/README.md; PEERS=FOLDER adds the peers installed there
	$(BIN)/python benchmarks/speed.py $(if $(PEERS),--peers $(PEERS))

clean:  ## remove everything that was set up or built here
	rm -rf $(VENV) site .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.base: scripts/setup-browser
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "digienv needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV) || { echo 'no virtual environment could be made; install python3-venv'; exit 1; }
	@touch $@

$(VENV)/.demo: $(VENV)/.base pyproject.toml constraints.txt
	$(PIP) --editable '.[miniwob,train]'
	scripts/setup-browser $(BIN)
	@touch $@

$(VENV)/.dev: $(VENV)/.demo
	$(PIP) --editable '.[dev]'
	@touch $@
