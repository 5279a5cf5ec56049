# Every command of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run worker demo-reset messages fmt lint types test unit integration architecture browser load chaos ci bench

VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := uv==0.13.9
TESTS := DJANGO_SETTINGS_MODULE=tests.settings

help: ## List the commands
	@grep -E '^[a-z -]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

# --- The environment: a stamp per requirements file, so that nothing happens when nothing changed --------------------
$(VENV)/bin/python:
	@[ -n "$(PYTHON)" ] && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Relais needs Python 3.11 (Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python lacks venv (Debian: apt install python3-venv)." >&2; exit 1; }

# uv installs in seconds what takes pip a minute; where it cannot be had, pip does the same.
define install
	@$(PY) -c 'import uv' 2>/dev/null || $(PY) -m pip install --quiet --disable-pip-version-check $(UV) || true
	@echo "Installing $(1) …"
	@$(VENV)/bin/uv pip install --quiet --python $(PY) -r $(1) 2>$(VENV)/uv.log || \
		$(PY) -m pip install --quiet --disable-pip-version-check -r $(1) || { cat $(VENV)/uv.log >&2; exit 1; }
	@touch $@
endef

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(call install,requirements.txt)

$(VENV)/.development: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.runtime

setup: $(VENV)/.development ## Prepare the environment: runtime, tests, lint (run and test do it by themselves)

# --- Running ---------------------------------------------------------------------------------------------------------
run: $(VENV)/.runtime ## The whole site with its demo, on http://127.0.0.1:8000 (PORT, SIMULATOR_PORT; Ctrl-C stops all)
	@DEMO=1 exec $(PY) manage.py up --demo

worker: $(VENV)/.runtime ## One more worker for a site that is already running
	@exec $(PY) -m celery -A advocacy worker --pool threads -c 4 --without-gossip --without-mingle --without-heartbeat \
		-Q publish,measure,mail,default -l info

demo-reset: $(VENV)/.runtime ## Put the demo back to its first day
	@DEMO=1 $(PY) manage.py demo --reset

messages: $(VENV)/.development ## Collect the strings to translate and say which lack French
	@DEMO=1 $(PY) manage.py messages

# --- Checking --------------------------------------------------------------------------------------------------------
fmt: $(VENV)/.development ## Format the code
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix-only --quiet .

lint: $(VENV)/.development ## Format, lint, floors and rooms, templates, migrations, translations
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m djlint --quiet --lint templates
	$(TESTS) $(PY) manage.py makemigrations --check --dry-run
	$(TESTS) $(PY) manage.py messages --check

types: $(VENV)/.development ## mypy --strict
	$(PY) -m mypy

test: $(VENV)/.development ## All tests: on SQLite, then on PostgreSQL and Redis; brings its own servers
	@$(PY) -m tests.run

unit integration architecture browser: $(VENV)/.development ## One folder of tests, on SQLite
	@$(PY) -m tests.run --only $@

load: $(VENV)/.development ## Load tests, on loopback
	@$(PY) -m tests.run --only load

chaos: $(VENV)/.development ## Kill everything at random and judge (SHARES=300 SECONDS=60 SEED=… DATABASE=postgres|sqlite)
	@$(PY) -m tests.chaos --shares $(or $(SHARES),300) --seconds $(or $(SECONDS),60) \
		$(if $(SEED),--seed $(SEED)) --database $(or $(DATABASE),postgres)

ci: lint types test ## Everything that has to be green

bench: $(VENV)/.runtime ## One benchmark, BENCH=pages, redirect, drain, claim or burst; ends in one line of JSON
	@[ -n "$(BENCH)" ] || { echo "Which one? make bench BENCH=pages, redirect, drain, claim or burst (OPTIONS=\"--seconds 5\")" >&2; exit 2; }
	@DEMO=1 $(PY) manage.py bench $(BENCH) $(OPTIONS)
