# make demo      set up and run the main job on the sample studies that pydicom ships
# make test      set up and pass every test
# make check     ruff, mypy --strict, import-linter
# make bench     measure the claims of speed and memory; writes benchmarks/RESULTS.md
# make bench-server  the same for the server, with wrk; writes benchmarks/SERVER.md
# make torture   the long runs: kill -9, full disks and failing syncs; property tests with many more examples
# make clean     remove what the others made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench bench-server torture clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "filmroom needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[parquet]" --group dev
	@touch $@

demo: $(READY)
	$(BIN)/python -m filmroom.cli.demo demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python -m benchmarks

bench-server: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python -m benchmarks.serving

torture: $(READY)
	HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest tests/torture --timeout 3600 --log-cli-level WARNING
	HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest -n auto --timeout 3600 --ignore tests/torture

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
