#!/usr/bin/env bash
# The fast checks: every one runs, and the first that fails decides.
set -u
cd "$(dirname "$0")/.."
failed=0
step() { echo "· $1"; shift; "$@" || { failed=1; echo "  FAILED: $*"; }; }
step "format" ruff format -q --check .
step "lint" ruff check -q .
step "arrow" env PYTHONPATH=. lint-imports --no-logo 
step "types" mypy --no-error-summary colonnade tools
step "migrations" python manage.py makemigrations --check --dry-run -v 0
step "messages" python -m tools.messages check
exit $failed
