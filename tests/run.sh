#!/bin/sh
# Every check and every test, in the order in which they are quick to fail. `make test` calls it.
# On SQLite with the embedded Valkey first; then what differs between databases on PostgreSQL.
set -eu
PY=.venv/bin/python
step() { printf '\n== %s\n' "$1"; }

# Whatever the shell holds of a real installation must not reach the tests.
unset DATABASE_URL REDIS_URL LIVRET_DEMO LIVRET_DEBUG SECRET_KEY EMAIL_URL 2>/dev/null || true
LIVRET_FOLDER=$(mktemp -d) && export LIVRET_FOLDER
LIVRET_SKIPPED=$LIVRET_FOLDER/skipped && export LIVRET_SKIPPED
CHECKING=
trap 'kill $CHECKING 2>/dev/null || true; rm -rf "$LIVRET_FOLDER"' EXIT INT TERM

# One command a line: in a list joined by && a failure of the first would not stop the script.
step "lint"
$PY -m ruff check .
$PY -m ruff format --check .
# Types are checked beside the quick checks: they take a whole processor for long, and there are two.
TYPES=$LIVRET_FOLDER/types
$PY -m mypy > "$TYPES" 2>&1 & CHECKING=$!
step "contracts"
.venv/bin/lint-imports
step "messages"
$PY manage.py messages --check
$PY manage.py messages --compile
step "migrations"
$PY manage.py makemigrations --check --dry-run
step "types"
wait $CHECKING || { cat "$TYPES"; exit 1; }
cat "$TYPES"
step "rules, replay and verifier where Django is not installed"
$PY tests/without_django.py
step "all other tests on SQLite, with the embedded Valkey"
$PY -m pytest -n 2 --dist loadfile $($PY tests/without_django.py --done)
step "database tests on PostgreSQL, with Redis where it is installed"
$PY tests/on_postgresql.py -n 2 --dist loadfile -m database
step "all is well"
if [ -s "$LIVRET_SKIPPED" ]; then cat "$LIVRET_SKIPPED"; fi
