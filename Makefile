# The two commands of the README, and what developers need besides.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml --extra build

.PHONY: help site test lint format rules lock wheel clean

help: ## Show this list.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

site: $(VENV)/installed ## Convert the sample articles, check them and build the site with them.
	$(BIN)/kbtool publish samples/txt samples/kb

test: $(VENV)/installed-dev ## Run all tests; installs what they need, Chromium included.
	tests/install-browser
	$(BIN)/python -m pytest --numprocesses auto

lint: $(VENV)/installed-dev ## Check code: linter, formatter, types.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/installed-dev ## Format code and mend what can be mended.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

rules: $(VENV)/installed-dev ## Write the articles of the manual that explain the rules of the linter.
	$(BIN)/python -m kbtool.lint.articles content

lock: $(VENV)/installed-dev ## Pin the newest versions that fit pyproject.toml.
	$(PIP) install uv
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --extra dev --output-file requirements-dev.lock

wheel: $(VENV)/installed-dev ## Build the wheel into dist/.
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

clean: ## Remove all that was made.
	rm -rf $(VENV) build dist .cache content/900 content/.kbtool-conversion.json
	git clean -fdXq site

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	touch $@
