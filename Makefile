# Everything that is done with this project. A machine needs only Python 3.11+ and make: `make demo`.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$p" && break; done)
BIN := .venv/bin
PY := $(BIN)/python
READY := .venv/.ready
PYTEST_ARGS ?=
# Three processes, for tests wait more than they reckon; those on real parts keep to one (tests/conftest.py).
AT_ONCE := -n 3 --dist loadscope

.DEFAULT_GOAL := help
.PHONY: help setup warm web demo up test web-test check branches mutants bench soak audit lock clean

# The plain tests of the rules: those that name them and need no service, nor what stands in for one.
RULES_TESTS = $(shell grep -lE 'shared\.domain|tests\.builders' tests/unit/test_*.py \
	| xargs grep -LE '^(from|import) (services|deploy|tests\.(access|boards|fake|ingest|office|stack))')

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Installed anew only when a requirement changes; pip's many lines become one line of progress.
$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Bayge needs Python 3.11 or newer: install it, or set PYTHON=/its/path."; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv || \
		{ echo "Python cannot make a virtual environment: install its venv package (Debian: python3-venv)."; exit 1; }
	@echo "Installing what Bayge needs into .venv (a minute or two, once) ..."
	@$(PY) -m pip install --disable-pip-version-check --require-hashes \
		-r requirements/dev.txt > .venv/install.log 2>&1 & pid=$$!; \
		seen=0; while kill -0 $$pid 2>/dev/null; do sleep 5; \
		now=$$(grep -c -e ^Collecting -e '^Requirement already' .venv/install.log); \
		[ "$$now" = "$$seen" ] || printf '  %s packages\n' "$$now"; seen=$$now; done; \
		wait $$pid || { tail -n 15 .venv/install.log; exit 1; }
	@$(PY) -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY)  ## install Python packages, Kafka and the web app's packages
	@$(PY) -m deploy.embedded.warm

web: $(READY)  ## build the web app
	@$(PY) -m deploy.embedded.web build

demo: setup web  ## a full-size championship with simulated experts on this machine
	@$(BIN)/bayge demo

up: setup web  ## start the stack on ./var
	@$(BIN)/bayge up

web-test: $(READY)
	@$(PY) -m deploy.embedded.web test

test: setup web web-test branches  ## all tests
	$(PY) -m pytest tests $(AT_ONCE) $(PYTEST_ARGS)

check: $(READY)  ## format, lint, types, dependency rule, unit tests: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	BAYGE_LAWS=quick $(PY) -m pytest -q $(AT_ONCE) tests/unit tests/properties tests/contract tests/sim

branches: $(READY)  ## every branch of the rules is taken by a plain test
	$(PY) -m pytest -q $(RULES_TESTS) --cov=shared/domain --cov-branch --cov-fail-under=100 \
		--cov-report=term-missing:skip-covered

mutants: $(READY)  ## change the rules in one place at a time: does a test notice? (docs/mutants.md)
	nice $(PY) -m tests.mutation

bench: setup web  ## timings, each as a ratio within one run
	$(PY) -m pytest tests/bench -m bench -s

soak: setup web  ## long and full-size runs
	$(PY) -m pytest tests -m soak -s

audit: $(READY)  ## known holes in what we depend on
	@if [ -x $(BIN)/pip-audit ]; then $(BIN)/pip-audit --require-hashes --disable-pip -r requirements/dev.txt; \
		else echo "pip-audit is not installed: Python packages are pinned by hash, but not looked up."; fi
	@$(PY) -m deploy.embedded.web audit

# An older pip finds only what is pinned under the very name that asks for it: extras stay in the names.
lock:  ## pin the Python packages anew (needs uv)
	for extra in dev embedded; do uv pip compile pyproject.toml --extra $$extra --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-strip-extras --quiet -o requirements/$$extra.txt; done

clean:  ## remove what was built and installed here; data in ./var stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf services/web/dist services/web/node_modules
