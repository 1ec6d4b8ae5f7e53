# `make demo` and `make test` are all that a newcomer needs: Python 3.11 or later, and nothing else.
PYTHON ?= python3
BIN := .venv/bin
SIZE ?= 1m

.PHONY: demo test lint check bench docs lock clean

demo: .venv/ready
	@$(BIN)/hornbook demo

test: .venv/tests
	$(BIN)/pytest -n 2 --dist worksteal

lint: .venv/tests
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

bench: .venv/bench
	$(BIN)/python -m bench --size $(SIZE)

docs: .venv/ready
	$(BIN)/python -m hornbook.reports.dictionary > docs/dictionary.md

# Hashes without hosts: whoever installs names their own registry. Needs uv.
lock:
	uv lock && uv export --frozen --no-dev --no-emit-project --no-header -o requirements.lock \
	  && uv export --frozen --only-group test --no-emit-project --no-header -o requirements-test.lock && rm -f uv.lock

.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

.venv/tests: .venv/ready requirements-test.lock
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

.venv/bench: .venv/tests
	$(BIN)/pip install --quiet --upgrade pip && $(BIN)/pip install --quiet --group bench
	@touch $@

clean:
	rm -rf .venv demo-book
