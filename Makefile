# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# Exact versions are pinned in constraints.txt.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo wizard test check format bench train docs clean

help:
	@echo 'make demo     the whole job on an example account: diagnosis, plan, lint'
	@echo 'make wizard   the terminal wizard'
	@echo 'make test     all tests'
	@echo 'make check    format, lint, types, import contracts'
	@echo 'make format   rewrite the sources as make check wants them'
	@echo 'make bench    start-up, speed and quality figures (printed, not judged)'
	@echo 'make docs     write the pages that are made from the rule records'
	@echo 'make train    train the learned layer of the linter again (minutes; needs PyTorch)'
	@echo 'make clean    remove what these commands made'

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'appeal-tool needs Python 3.11 or newer: make PYTHON=python3.12 ...'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) --editable '.[pdf,docx,web]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/appeal-tool demo --out demo-output

wizard: $(VENV)/.installed
	$(BIN)/appeal-tool wizard

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev
	@for script in benchmarks/[a-z]*.py; do echo; echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: $(VENV)/.installed
	$(BIN)/python docs/make_rules.py
	$(BIN)/python scripts/screenshots.py

# PyTorch stays out of the tool's own environment.
train:
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --requirement training/requirements.txt
	.venv-train/bin/python -m training build/training

clean:
	rm -rf $(VENV) .venv-train demo-output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
