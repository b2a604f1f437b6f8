# The verbs of the house. `make run` and `make test` need Python >= 3.11 and nothing else.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
WINGS  := $(wildcard src/yuinowa/*/locale)

# Hundreds of processes begin with the same source: what the first made of it is kept for the others.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test test-browser fmt lint types imports messages messages-check migrations check demo docs matrix soak bench wheelhouse

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.messages: $(VENV)/.run $(wildcard src/yuinowa/*/locale/*/LC_MESSAGES/*.po)
	@for dir in $(WINGS); do $(BIN)/pybabel --quiet compile -D django -d $$dir; done
	@touch $@

setup: $(VENV)/.test $(VENV)/.messages ## everything that developing needs

run: $(VENV)/.run $(VENV)/.messages ## start the platform with its demo region (RECORDS=0: without the many catalogue records)
	@$(BIN)/yuinowa serve --with-demo --with-records $(RECORDS)

demo: $(VENV)/.run $(VENV)/.messages ## fill the demo region without starting
	@$(BIN)/yuinowa migrate && $(BIN)/yuinowa demo

test: $(VENV)/.test $(VENV)/.messages ## all tests on the embedded default (TESTS="tests/plans -k sheet": some)
	@$(BIN)/python -m pytest -n auto --dist worksteal --durations=15 --durations-min=5 $(TESTS)

test-browser: $(VENV)/.test $(VENV)/.messages ## journeys in Chromium, with axe
	@$(BIN)/python -m pytest -m browser -n auto --dist worksteal --durations=10 --durations-min=5 tests/browser

MINUTES ?= 45
soak: $(VENV)/.test $(VENV)/.messages ## what tests leave to chance, for 45 minutes (PARTS="rules lives kills titles races" MINUTES=10 SEED=1)
	@$(BIN)/python -m tests.soak --minutes $(MINUTES) $(if $(SEED),--seed $(SEED)) $(PARTS)

fmt: $(VENV)/.test ## format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: $(VENV)/.test
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: $(VENV)/.test
	@$(BIN)/mypy

imports: $(VENV)/.test
	@$(BIN)/lint-imports

migrations: $(VENV)/.test
	@$(BIN)/yuinowa django makemigrations --check --dry-run

messages: $(VENV)/.test ## bring the catalogues up to date (needs gettext)
	@$(BIN)/python tests/messages.py update

messages-check: $(VENV)/.test $(VENV)/.messages
	@$(BIN)/python tests/messages.py check

matrix: $(VENV)/.test ## add missing rows to tests/access/matrix.csv, remove dead ones
	@YUINOWA_MODE=test $(BIN)/python -m tests.access.matrix

docs: $(VENV)/.test ## make the generated pages of docs anew
	@YUINOWA_MODE=test $(BIN)/python -m tests.docs.generate

WHEELHOUSE ?= dist/wheelhouse
wheelhouse: $(VENV)/.run $(VENV)/.messages ## a folder from which a host without internet can install (WHEELHOUSE=folder)
	@rm -rf $(WHEELHOUSE) && mkdir -p $(WHEELHOUSE)
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/run.txt -d $(WHEELHOUSE)
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w $(WHEELHOUSE) .
	@{ cat requirements/run.txt; cd $(WHEELHOUSE) && for file in yuinowa-*.whl; do \
	  echo "yuinowa==$$(echo $$file | cut -d- -f2) --hash=sha256:$$(sha256sum $$file | cut -d' ' -f1)"; done; } > $(WHEELHOUSE)/requirements.txt.new
	@mv $(WHEELHOUSE)/requirements.txt.new $(WHEELHOUSE)/requirements.txt
	@cd $(WHEELHOUSE) && sha256sum *.whl requirements.txt > SHA256SUMS
	@echo "$(WHEELHOUSE): $$(ls $(WHEELHOUSE)/*.whl | wc -l) wheels. docs/operate/start.md says how to install from it."

check: lint types imports migrations messages-check ## what a machine can check without running

bench: $(VENV)/.test ## list what can be measured; BENCH="plans directory" measures (see bench/README.md)
	@$(BIN)/python -m bench $(BENCH)
