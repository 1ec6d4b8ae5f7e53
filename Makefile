# `make demo` and `make test` are all that a newcomer needs: Python 3.11 or later, and nothing else.
PYTHON ?= python3
BIN := .venv/bin
SIZE ?= 1m

.PHONY: demo test test-spark coverage lint check trials bench docs locale lock clean

demo: .venv/ready
	@$(BIN)/hornbook demo

test: .venv/tests
	$(BIN)/pytest -n 2 --dist worksteal $(PYTEST)

# The same tests, with the share of lines and branches that they reach in their own processes; pyproject.toml has the floor.
coverage:
	$(MAKE) test PYTEST="--cov --cov-report=term"

# The tests of both engines on Apache Spark 4.0 in the place of Sail, in an environment of its own of 400 MB.
test-spark: .venv/tests
	@if command -v java > /dev/null; then $(MAKE) .venv-spark/ready && $(BIN)/python -m tests.engine.spark_server .venv-spark; \
	  else echo "test-spark is skipped: Spark needs Java 17, and there is none here."; fi

.venv-spark/ready:
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/pip install --quiet "pyspark[connect]==4.0.*"
	@touch $@

lint: .venv/tests
	$(BIN)/ruff check src tests tools trials bench
	$(BIN)/ruff format --check src tests tools trials bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.catalogue --check

check: lint test

bench: .venv/bench
	$(BIN)/python -m bench --size $(SIZE)

# Long seeded trials; the suite runs a short sample of each.
trials: .venv/tests
	$(BIN)/python -m trials.mutation
	$(BIN)/python -m trials.mutation_supports
	$(BIN)/python -m trials.laws
	$(BIN)/python -m trials.bundles
	$(BIN)/python -m trials.fuzz --minutes 10
	$(BIN)/python -m trials.flips --flips 1000
	$(BIN)/python -m trials.kills --kills 300
	$(BIN)/python -m trials.hostile --files 500
	$(BIN)/python -m trials.late_reporting --seeds 7 8 9 10 11 12
	$(BIN)/python -m trials.audit
	$(BIN)/python -m trials.books --books 300
	$(BIN)/python -m trials.engines --companies 500000 --expressions 10000 --commands
	$(BIN)/python -m trials.ranks

docs: .venv/tests
	$(BIN)/python -m hornbook.reports.dictionary > docs/dictionary.md
	$(BIN)/python -m tools.schemas
	$(BIN)/python -m tools.reference

# Brings the catalogue of the interface up to date, and lists what wants a translation.
locale: .venv/tests
	$(BIN)/python -m tools.catalogue

# Hashes without hosts: whoever installs names their own registry. Needs uv.
lock:
	uv lock && uv export --frozen --no-dev --extra console --extra report --no-emit-project --no-header -o requirements.lock \
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
	rm -rf .venv .venv-spark demo-book demo-book-yearbook.*
