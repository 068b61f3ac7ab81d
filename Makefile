# Two commands matter: `make demo` and `make test`. Both work on a bare Debian 12 with
# python3, python3-venv, git and make.
PORT ?= 8000
DATA ?=
PY := .venv/bin/python
# Demo data lives apart from a real installation's: its folder, and no database, Redis or mail of the shell.
DEMO_ENV := env -u DATABASE_URL -u REDIS_URL -u EMAIL_URL LIVRET_DEMO=1 LIVRET_FOLDER=$(CURDIR)/var/demo LIVRET_ADDRESS=http://localhost:$(PORT)

.PHONY: demo test bench rules verifier lint types contracts check unit postgres messages lock clean help

help:
	@echo "make demo                a demo on http://localhost:$(PORT) (PORT=, DATA=FILE.csv[.gz])"
	@echo "make test                every check and every test"
	@echo "make bench               our analysis and hint against named peers, on real texts"
	@echo "make verifier            livret-verify.pyz and livret-mirror.pyz, with their digests"
	@echo "make messages            collect the sentences to translate, and compile them"
	@echo "make rules               our counting rules against an independent library, on 10,000 elections each"
	@echo "make lock                renew the locks after a change of pyproject.toml"
	@echo "make clean               remove the environment and the demo"

.venv/run-time: requirements.txt
	@test -x $(PY) || python3 -m venv .venv
	@echo "Installing the locked dependencies…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt .venv/run-time
	@echo "Installing the locked dependencies of development…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bench: requirements-bench.txt .venv/run-time
	@echo "Installing the locked dependencies of the benches…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# An environment of its own: this library wants a numpy older than ours, our rules want nothing.
var/rules/ready: requirements-rules.txt
	@echo "Installing the counting rules of others…"
	@rm -rf var/rules && python3 -m venv var/rules
	@var/rules/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-rules.txt
	@touch $@

demo: .venv/run-time
	@$(DEMO_ENV) $(PY) manage.py messages --compile
	@$(DEMO_ENV) $(PY) manage.py migrate --verbosity 0
	@$(DEMO_ENV) $(PY) manage.py demo $(if $(DATA),--texts "$(DATA)")
	@exec $(DEMO_ENV) $(PY) manage.py serve --port $(PORT)

test: .venv/development .venv/bench var/rules/ready
	@sh tests/run.sh

bench: .venv/bench
	$(PY) -m bench.analysis
	$(PY) -m bench.hint

rules: var/rules/ready
	var/rules/bin/python -m bench.rules

verifier:
	@python3 -m votes.verifier.single_file

lint: .venv/development
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/development
	$(PY) -m mypy

contracts: .venv/development
	.venv/bin/lint-imports

messages: .venv/development
	$(PY) manage.py messages

lock:
	@command -v uv >/dev/null || { echo "The locks are made by uv: pip install uv"; exit 1; }
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.txt -c requirements.txt
	uv pip compile pyproject.toml --group bench --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -o requirements-bench.txt -c requirements.txt
	uv pip compile --group pyproject.toml:rules --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -o requirements-rules.txt
	uv pip compile --group pyproject.toml:replay --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -o requirements-replay.txt -c requirements.txt
	uv pip compile --group pyproject.toml:replay --resolution lowest-direct --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-replay-oldest.txt

clean:
	rm -rf .venv var/demo var/oldest var/rules
