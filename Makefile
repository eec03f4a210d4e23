# The two commands: make demo, make test. Everything they need is set up by this file.
SHELL := /bin/bash
PY := .venv/bin/python
VENV := .venv/.ready
STATIC := src/holdfire/web/static/manifest.json

.PHONY: demo test check fix unit browser wheel docs reference web bench fuzz serve clean

demo: $(VENV) $(STATIC)
	$(PY) -m holdfire demo $(ARGS)

test: check unit browser wheel docs

$(VENV): requirements/dev.lock pyproject.toml
	python3 -m venv .venv
	.venv/bin/pip install --quiet --upgrade uv
	.venv/bin/uv pip install --quiet --require-hashes -r requirements/dev.lock
	.venv/bin/uv pip install --quiet --no-deps -e .
	touch $@

requirements/dev.lock: pyproject.toml
	test -x .venv/bin/uv || (python3 -m venv .venv && .venv/bin/pip install --quiet uv)
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --group dev --group docs \
	  --generate-hashes --no-annotate --no-header pyproject.toml -o $@

web: $(STATIC)

$(STATIC): $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)
	npm --prefix web ci --no-fund --no-audit
	npm --prefix web run check
	npm --prefix web run build
	touch $@

check: $(VENV)
	.venv/bin/ruff format --check src tests benchmarks docs
	.venv/bin/ruff check src tests benchmarks docs
	.venv/bin/mypy
	.venv/bin/mypy --explicit-package-bases tests benchmarks
	.venv/bin/lint-imports

fix: $(VENV)
	.venv/bin/ruff format src tests benchmarks docs
	.venv/bin/ruff check --fix src tests benchmarks docs

unit: $(VENV) $(STATIC)
	scripts/postgres.sh
	scripts/network.sh
	scripts/warm.sh
	.venv/bin/pytest -n 2 -m "not browser"

browser: $(VENV) $(STATIC)
	scripts/browser.sh
	.venv/bin/pytest -m browser

wheel: $(VENV) $(STATIC)
	scripts/wheel.sh

reference: $(VENV)
	$(PY) docs/generate.py

docs: $(VENV)
	$(PY) docs/generate.py --check
	.venv/bin/zensical build --clean --strict

bench: $(VENV)
	$(PY) benchmarks/run.py $(if $(ONLY),--only $(ONLY))

fuzz: $(VENV)
	HYPOTHESIS_PROFILE=fuzz .venv/bin/pytest tests/properties -n 2

clean:
	rm -rf .venv site dist web/node_modules src/holdfire/web/static
