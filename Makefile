# The verbs of the project. `make` alone lists them.
SHELL := /bin/bash
PYTHON := .venv/bin/python
export OMP_NUM_THREADS = 1
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

.PHONY: help setup run test train check figures reliability clean
help:
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## install everything that is missing
	@scripts/setup.sh

run: setup ## the assistant: in the terminal, or on Telegram when TELEGRAM_BOT_TOKEN is set
	@.venv/bin/cnaim run

test: setup ## every test that needs no browser and no network
	@.venv/bin/cnaim train >/dev/null
	@$(PYTHON) -m pytest -q

train: setup ## train the model for the present data
	@.venv/bin/cnaim train

check: setup ## check knowledge, data and wording
	@.venv/bin/cnaim check --release

figures: setup ## start-up, memory, size, lookup: the four figures
	@$(PYTHON) benchmarks/figures.py

reliability: setup ## the bridge under kills and floods (about fifteen minutes)
	@$(PYTHON) benchmarks/reliability.py

clean: ## remove what can be made again
	rm -rf .cache models results .run .pytest_cache .hypothesis
