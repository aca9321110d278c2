# Everything from a fresh clone: `make demo` or `make test`, and nothing before them but git, make and Python 3.11.

.DEFAULT_GOAL := help
SHELL := /bin/sh

# A shipped submission that is right in part, so that its report has something to say.
DEMO_CHALLENGE ?= log-analyser
DEMO_SUBMISSION ?= challenges/log-analyser/submissions/wrong_answer/gzip_by_extension/python
DEMO_OUTPUT ?= grade-out/demo

# Three streams of tests, one file after the other in each: they wait for boxes and limits half of the time, and two leave
# a third of two cores idle.
PYTEST_ARGS ?= --numprocesses 3 --dist loadfile --no-loadscope-reorder

# Empty is unset: what is compiled once need not be compiled by each of the thousand programs that the tests start.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
BIN := $(VENV)/bin
# Written last of all, so that a set-up cut short is done again and a finished one is not.
STAMP := $(VENV)/set-up
# Starts an engine where none answers, and leaves its address to what follows on the line.
WITH_ENGINE = DOCKER_HOST="$$(PYTHON=$(BIN)/python sh sandbox/base/engine.sh)" && export DOCKER_HOST
# Likewise a browser, for tests/browser.
WITH_CHROMIUM = CHROMIUM="$$(sh tests/browser/chromium.sh)" && export CHROMIUM

.PHONY: help
help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: images  ## set everything up, grade a shipped submission, and say where its report is
	@$(WITH_ENGINE) && $(BIN)/grade run $(DEMO_SUBMISSION) --challenge $(DEMO_CHALLENGE) --output $(DEMO_OUTPUT)
	@echo "The report: $(CURDIR)/$(DEMO_OUTPUT)/report.html"

.PHONY: test
test: chromium images  ## set everything up and run every test
	@$(WITH_CHROMIUM) && $(WITH_ENGINE) && $(BIN)/python -m pytest $(PYTEST_ARGS)

.PHONY: gate
gate: images  ## every example of every challenge in every language: the whole publish gate
	@$(WITH_ENGINE) && $(BIN)/grade check all

.PHONY: attacks
attacks: images  ## every attack planted into every challenge, and docs/integrity.md written again
	@$(WITH_ENGINE) && $(BIN)/grade check all --attacks && $(BIN)/python tests/attacks/integrity.py

.PHONY: soak
soak: images  ## hostile and honest grades side by side for long, and an engine that is restarted in mid-run
	@$(WITH_ENGINE) && $(BIN)/python -m tests.soak && $(BIN)/python -m tests.soak --restart-engine

# The locks are audited by our own reader of OSV's exports, for it does Python, npm and Maven by one mirrored set and
# asks no network; pip-audit would do the first alone and needs a service that it can reach. A vulnerability fails, and
# so does a set that is configured and cannot be used. Without one it is said that nothing was audited, and that does
# not fail: a fresh clone has no mirror, and whoever has one wants no false comfort. A pin without a hash always fails.
.PHONY: lint
lint: $(STAMP)  ## ruff, the formatter, mypy and an audit of our locks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m tests.locks

.PHONY: bench
bench: chromium images  ## measure speed; writes bench.json and bench.md
	@$(WITH_CHROMIUM) && $(WITH_ENGINE) && $(BIN)/python -m tests.bench

.PHONY: bench-peers
bench-peers: chromium images  ## the same beside other people's graders, which are installed for it
	@$(WITH_CHROMIUM) && $(WITH_ENGINE) && $(BIN)/python -m tests.bench --peers

.PHONY: bench-compare
bench-compare: chromium images  ## two commits side by side: make bench-compare BASE=<commit>
	@$(WITH_CHROMIUM) && $(WITH_ENGINE) && $(BIN)/python -m tests.bench.compare "$(BASE)"

.PHONY: setup
setup: $(STAMP)  ## the virtual environment alone

.PHONY: images
images: $(STAMP)  ## the container engine and the images
	@$(WITH_ENGINE) && $(BIN)/grade images build

# First of all, so that nobody waits for images to be told then what is missing.
.PHONY: chromium
chromium:
	@$(WITH_CHROMIUM)

.PHONY: lock
lock: $(STAMP)  ## pin the newest versions of everything we install
	$(BIN)/python -m venv --clear build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile $(LOCK) --python-version 3.11 --extra dev -o requirements-dev.txt \
	    pyproject.toml requirements-build.in
	build/lock/bin/uv pip compile $(LOCK) --python-version 3.13 -o sandbox/examiner/requirements.txt \
	    sandbox/examiner/requirements.in
	build/lock/bin/uv pip compile $(LOCK) --python-version 3.13 --no-strip-extras -o sandbox/python/builtin.txt \
	    sandbox/python/builtin.in
	build/lock/bin/uv pip compile $(LOCK) --python-version 3.13 -o sandbox/python/resolver.txt \
	    sandbox/python/resolver.in
	build/lock/bin/uv pip compile $(LOCK) --python-version 3.13 -o sandbox/analysis/python/requirements.txt \
	    sandbox/analysis/python/requirements.in
	build/lock/bin/uv pip compile $(LOCK) --python-version 3.13 -o sandbox/node/requirements.txt \
	    sandbox/node/requirements.in
	build/lock/bin/pip install --quiet --requirement sandbox/node/requirements.txt
	build/lock/bin/python sandbox/node/builtin/lock.py sandbox/node/builtin sandbox/analysis/node
	@$(WITH_ENGINE) && $(BIN)/python sandbox/java/builtin/lock.py

# For every platform, and without any address, so that a mirror serves as well.
LOCK := --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
    --no-header

.PHONY: clean
clean:  ## remove the environment, the caches, and our containers, volumes and images
	@if [ -x $(BIN)/grade ]; then $(BIN)/grade images prune --all || echo "Our images stay: see above."; fi
	rm -rf $(VENV) build dist $(DEMO_OUTPUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): requirements-dev.txt pyproject.toml sandbox/base/venv.sh
	@sh sandbox/base/venv.sh $(VENV) "$(PYTHON)"
	@echo "Installing what requirements-dev.txt pins"
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@# As pip does for a wheel, or the first grade would wait for it.
	@$(BIN)/python -m compileall -q grader
	@touch $@
