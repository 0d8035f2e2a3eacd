# `make run` and `make test` work on a fresh clone; `make` alone lists what there is.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BENCH := .venv-bench
BIN := $(VENV)/bin
VAR := $(or $(GPG_VAR_DIR),var)
EXPORT ?= $(VAR)/export
NODE := tests/browser/node/node_modules
NPM_CI := npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run dev test test-postgresql endurance check audit judge bench bench-serving lighthouse screenshots permalinks messages export lock clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 17

run: $(BIN)/.run $(VAR)/static/.collected ## serve the portal as a production process would (PORT=8000)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed --if-empty
	@echo
	@echo "The portal:       http://127.0.0.1:$(PORT)/"
	@echo "Its staff side:   http://127.0.0.1:$(PORT)/staff/"
	@echo "A staff account:  $(BIN)/python manage.py createsuperuser"
	@echo "Stop it with Ctrl+C."
	@echo
	@exec $(BIN)/gunicorn gpg_site.wsgi --config gpg_site/gunicorn.py --bind 127.0.0.1:$(PORT)

dev: $(BIN)/.run ## the same with automatic reloading and Django's error pages
	@GPG_DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@GPG_DEBUG=1 $(BIN)/python manage.py seed --if-empty
	@GPG_DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: check $(NODE)/.nu ## the whole suite
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

test-postgresql: $(BIN)/.dev ## the suite without browsers, on a PostgreSQL server of its own
	@.ci/postgresql $(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not browser and not endurance"
	@.ci/postgresql $(BIN)/python -m pytest tests/endurance/test_faults.py

endurance: $(BIN)/.dev ## take parts of running portals away for longer than the tests do, on both databases
	@GPG_ENDURANCE=long $(BIN)/python -m pytest --quiet tests/endurance
	@GPG_ENDURANCE=long .ci/postgresql $(BIN)/python -m pytest --quiet tests/endurance/test_faults.py

check: $(BIN)/.dev ## format, lint, types, import contract, migrations
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@$(BIN)/python -W "ignore:Got an error checking" manage.py makemigrations --check --dry-run --verbosity 1

audit: $(BIN)/.dev ## ask the vulnerability service about all that the portal runs on
	@$(BIN)/python .ci/audit.py

judge: $(BIN)/.dev ## print how often the search puts a wanted unit first
	@$(BIN)/python -m pytest --quiet --capture=no tests/gpg_site/search/test_judged.py

bench: $(BIN)/.dev ## print how fast pages, searches and quotations are
	@$(BIN)/python -m pytest --quiet --capture=no tests/bench_*.py
	@$(MAKE) --no-print-directory bench-serving

bench-serving: $(BENCH)/.installed ## print how fast servers send a finished page (4 minutes)
	@$(BENCH)/bin/python -m tests.bench.serving

lighthouse: $(BIN)/.dev $(NODE)/.bin/lighthouse ## print Lighthouse's scores of the main page types
	@$(BIN)/python -m pytest --quiet tests/browser/lighthouse.py

screenshots: $(BIN)/.dev ## take the pictures in docs/screenshots/ anew
	@$(BIN)/python -m pytest --quiet tests/browser/screenshots.py

permalinks: $(BIN)/.run ## add new addresses to the frozen copy in tests/permalinks.json
	@export GPG_VAR_DIR=$$(mktemp -d) && trap 'rm -r "$$GPG_VAR_DIR"' EXIT && \
	  $(BIN)/python manage.py migrate --verbosity 0 && \
	  $(BIN)/python manage.py seed --verbosity 0 && \
	  $(BIN)/python manage.py permalinks tests/permalinks.json

export: $(BIN)/.run $(VAR)/static/.collected ## write the public site as files (GPG_ORIGIN=https://..., EXPORT=folder)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed --if-empty
	@$(BIN)/python manage.py export "$(EXPORT)" --origin "$(GPG_ORIGIN)"

messages: $(BIN)/.dev ## collect new messages into locale/, and compile what is translated (wants gettext)
	@$(BIN)/python manage.py makemessages --all --no-location --no-obsolete --ignore '.venv*' --ignore tests --verbosity 0
	@$(BIN)/python -c 'import pathlib, polib; [polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo"))) for path in pathlib.Path("locale").glob("*/*/*.po")]'

lock: $(BIN)/.dev ## write requirements/ anew from pyproject.toml
	@for part in run dev bench; do \
	  $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	    --generate-hashes --upgrade --custom-compile-command "make lock" \
	    $$(test $$part = run || echo --group $$part) --output-file requirements/$$part.txt || exit 1; \
	done

clean: ## remove the virtual environments; the database in var/ stays
	@rm -rf $(VENV) $(BENCH)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "On Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }

# Stamps: packages are installed again when their lock file changes, static files collected
# and compressed again when one of them does.
$(BIN)/.run: requirements/run.txt | $(BIN)/python
	@echo "Installing the portal's packages ..."
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/run.txt
	@touch $@

$(VAR)/static/.collected: $(BIN)/.run $(shell find static -type f)
	@$(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

$(BIN)/.dev: requirements/dev.txt | $(BIN)/python
	@echo "Installing the portal's packages and its tests' ..."
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

# What the portal is compared with stays out of its own environment.
$(BENCH)/.installed: requirements/bench.txt | $(BIN)/python
	@echo "Installing what the portal is compared with ..."
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/pip install --quiet --require-hashes --requirement requirements/bench.txt
	@touch $@

# The checkers of pages that come from npm. Without npm the Nu checker's tests are skipped, and
# say so; Lighthouse is installed only when it is asked for.
$(NODE)/.nu: tests/browser/node/package-lock.json
	@if command -v npm >/dev/null; then \
	  cd tests/browser/node && $(NPM_CI) --omit=dev >/dev/null && touch node_modules/.nu; \
	else \
	  echo "npm is missing, the Nu checker's tests are skipped: apt-get install npm default-jre-headless"; \
	fi

$(NODE)/.bin/lighthouse: tests/browser/node/package-lock.json
	@cd tests/browser/node && $(NPM_CI) >/dev/null && touch node_modules/.nu node_modules/.bin/lighthouse
