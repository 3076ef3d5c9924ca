# Needs Python >= 3.11, git and make; everything else is installed into .venv at pinned versions.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: demo run test check format words tone lock

demo: .venv/run
	$(BIN)/cmwatch demo $(ARGS)

run: .venv/run
	$(BIN)/cmwatch --config config.toml $(ARGS)

test: .venv/dev
	$(BIN)/lint-imports
	$(BIN)/pytest $(ARGS)

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(ARGS)

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The catalogues: gather the strings, merge them into French, compile; names what is not translated yet.
words: .venv/dev
	$(BIN)/python tools/catalogues.py

# Learn the tables of tone anew and measure them; needs the labelled sets beside the project (docs/model-card.md).
tone: .venv/training
	$(BIN)/python -m training.languages
	$(BIN)/python -m training
	$(BIN)/python -m benchmarks.tone --write

# New versions of what is pinned; needs uv.
lock:
	uv pip compile -q --universal --no-header --no-emit-index-url pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --no-header --no-emit-index-url pyproject.toml --group dev -o requirements/dev.txt
	uv pip compile -q --universal --no-header --no-emit-index-url pyproject.toml --group training -o requirements/training.txt

.venv/run: pyproject.toml requirements/run.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/dev.txt
	touch $@

.venv/training: .venv/dev requirements/training.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/training.txt
	touch $@
