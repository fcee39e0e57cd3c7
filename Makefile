# `make run` and `make test` do all set-up on a fresh machine that has Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COACH := $(BIN)/coach

.PHONY: run test lint bench simulate mutants kills system-test messages golden docs clean

run: $(VENV)/run.stamp  ## the first time a demo of an evening, then your reminders
	@test -e "$$($(BIN)/python -m coach.paths)" || { $(COACH) demo && $(COACH) init; }
	$(COACH) run

test: $(VENV)/test.stamp  ## every test that can run here
	$(BIN)/python -m pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks

simulate: $(VENV)/test.stamp  ## a thousand disturbed years, and twenty months on a real disk
	$(BIN)/python -m tests.simulation --years 1020 --disk 0.02

mutants: $(VENV)/test.stamp  ## whether the tests notice when the code is broken
	$(BIN)/python -m tests.mutants

kills: $(VENV)/test.stamp  ## an evening with five hundred `kill -9`
	$(BIN)/python -m tests.system.kills --kills 500

system-test: $(VENV)/test.stamp  ## real systemd and real suspend, in a virtual machine
	$(BIN)/python -m tests.guest

messages: $(VENV)/test.stamp  ## the template of all translations
	$(BIN)/python -m tests.messages

golden: $(VENV)/test.stamp  ## what coach says, for the eyes of a reviewer
	$(BIN)/python -m tests.golden | cat  # a pipe has the usual width

docs: $(VENV)/test.stamp  ## what is made from the program itself
	$(BIN)/python -m coach.config.reference > docs/config.md
	$(BIN)/python -m tests.support.fortnights > docs/fortnights.md
	$(BIN)/python -m tests.support.half_a_year > docs/half-a-year.md
	$(BIN)/python -m tests.support.record_session > docs/stretch.md
	$(BIN)/python -m coach.completion bash > completions/coach.bash
	$(BIN)/python -m coach.completion zsh > completions/_coach

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A new virtual environment whenever the dependencies change; no root, nothing outside this folder.
$(VENV)/run.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "coach needs Python 3.11 or newer; say which: make run PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@
