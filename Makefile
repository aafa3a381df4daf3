# Colonnade: `make help` lists what can be made. Needs git, make and Python 3.11+ with venv; the rest comes
# from the package registries.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NPM_CONFIG_FUND := false
export NPM_CONFIG_AUDIT := false
export NPM_CONFIG_UPDATE_NOTIFIER := false

STYLES := $(shell find colonnade -type f \( -name '*.css' -o -path '*/islands/*' \) -not -path '*/static/*' 2>/dev/null)
MESSAGES := $(wildcard colonnade/locale/*/LC_MESSAGES/django.po)

.DEFAULT_GOAL := help
.PHONY: help setup run test bench fix check arrow types islands journeys messages lock demo reset docs

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: .stamps/python .stamps/node .stamps/built .stamps/messages ## install everything this checkout needs

run: setup ## serve the demo world on http://localhost:8000 (PORT to change)
	@COLONNADE_BASE_URL=$${COLONNADE_BASE_URL:-http://localhost:$(PORT)} colonnade setup --demo
	@COLONNADE_BASE_URL=$${COLONNADE_BASE_URL:-http://localhost:$(PORT)} colonnade serve --port $(PORT)

test: setup ## check everything: rules of the house, both databases, islands, browser journeys
	@tools/test.sh

bench: setup ## measure against peers and the physical limit (CPU per request and record)
	@$(BIN)/python -m tools.bench

check: setup ## only the fast checks: format, lint, arrow, types, migrations, messages
	@tools/check.sh

arrow: setup ## only the import contracts
	@PYTHONPATH=. lint-imports

types: setup ## only the types
	@mypy colonnade tools

fix: setup ## put format and order of imports right
	@ruff check --fix -q . ; ruff format -q .

islands: .stamps/node ## check types and tests of the islands
	@npx tsc --noEmit && npx vitest run

journeys: setup ## only the browser journeys
	@$(BIN)/python -m tools.chromium >/dev/null && $(BIN)/python -m pytest tests/journeys -q -n 2

messages: setup ## collect the interface strings into colonnade/locale
	@$(BIN)/python -m tools.messages update

docs: setup ## write the generated reference pages anew
	@$(BIN)/python -m tools.reference

lock: .stamps/uv ## pin the requirements anew, with hashes
	@for name in uv base dev; do \
	  $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url requirements/$$name.in -o requirements/$$name.txt >/dev/null; done

demo: setup ## fill the demo world without serving it
	@colonnade setup --demo

reset: ## forget the local site (database, search index, media)
	rm -rf var

.stamps/uv: requirements/uv.txt
	@mkdir -p .stamps
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python 3.11+ with venv is missing (Debian: apt install python3-venv)."; exit 1; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.12, say."; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.stamps/python: .stamps/uv requirements/dev.txt pyproject.toml
	@$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements/dev.txt requirements/uv.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.stamps/node: .stamps/python package.json package-lock.json
	@npm ci --ignore-scripts --silent
	@touch $@

.stamps/built: .stamps/node vite.config.ts tsconfig.json $(STYLES) $(shell find colonnade -name '*.html' 2>/dev/null)
	@npx vite build --logLevel warn
	@$(BIN)/python -m whitenoise.compress --quiet --no-brotli colonnade/design/static
	@mkdir -p colonnade/plumbing/documents/fonts
	@cp node_modules/@expo-google-fonts/noto-naskh-arabic/*/*_400Regular.ttf node_modules/@expo-google-fonts/noto-naskh-arabic/*/*_700Bold.ttf \
	  node_modules/@expo-google-fonts/noto-sans-sc/*/*_400Regular.ttf node_modules/@expo-google-fonts/noto-sans-sc/*/*_700Bold.ttf colonnade/plumbing/documents/fonts/
	@touch $@

.stamps/messages: .stamps/python $(MESSAGES)
	@$(BIN)/python -m tools.messages compile
	@touch $@
