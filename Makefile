# Needs python3 (3.11 or newer), make and a package index. See tools/setup.sh for the set-up itself.

VENV := .venv
BIN := $(VENV)/bin
DEMO := netsustain compare demo --replicates 200 --out results/demo
PYTEST_WORKERS ?= 2

export PYTHON

.PHONY: demo test test-long fuzz matrix lint coverage bench lock bundle app newcomer clean

demo: $(VENV)/.ready-run ## compare the strategies under leader transfer and a budget cut
	$(BIN)/python -m $(DEMO)

test: lint ## every check and every test, the long ones in their short form
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) -m "not long"

test-long: $(VENV)/.ready-test ## what takes minutes and is tested in short by the rest
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) -m long

fuzz: $(VENV)/.ready-test ## a hundred thousand broken and hostile files, read as the commands read them (for the night)
	$(BIN)/python -m tests.fuzz

lint: $(VENV)/.ready-test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

coverage: $(VENV)/.ready-test ## of the kernels too, run as plain Python: slow
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m coverage run -m pytest -m "not slow"
	$(BIN)/python -m coverage report --skip-covered

bench: $(VENV)/.ready-test
	$(BIN)/python -m benchmarks

matrix: $(VENV)/.ready-test ## the same bits whatever runs a network? half an hour; also on a second Python, if there is one
	@second=$$(sh tools/second_python.sh "$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')"); \
	if [ -n "$$second" ]; then PYTHON=$$second sh tools/setup.sh test .venv-second; fi
	$(BIN)/python -m tools.matrix

app: model/netsustain/app/static/index.html $(VENV)/.ready-app ## the workshop app: its pages (needs Node 20 or newer) and packages

WEB := model/netsustain/app/web
model/netsustain/app/static/index.html: $(shell find $(WEB)/src -type f) $(WEB)/package-lock.json $(WEB)/index.html $(WEB)/vite.config.ts
	sh tools/pages.sh $(WEB)

bundle: $(VENV)/.ready-run app ## dist/bundle: wheels that install with no network, the workshop app's too
	sh tools/bundle.sh $(BIN)/python dist/bundle

newcomer: $(VENV)/.ready-run ## the whole path of somebody new, from a fresh clone, timed: docs/reliability.md
	$(BIN)/python -m tools.newcomer

clean:
	rm -rf $(VENV) .venv-second .venv-node dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up ---------------------------------------------------------------------------------------

SETUP := requirements/installer.lock pyproject.toml tools/setup.sh

$(VENV)/.ready-run: requirements/run.lock $(SETUP)
	@sh tools/setup.sh run $(VENV)

$(VENV)/.ready-app: requirements/app.lock $(SETUP)
	@sh tools/setup.sh app $(VENV)

$(VENV)/.ready-test: requirements/test.lock $(SETUP)
	@sh tools/setup.sh test $(VENV)

# An environment that came along with a moved or copied folder would run the old folder's code, and one whose
# interpreter is gone would run nothing.
.PHONY: moved
moved:
ifneq ($(shell test -x $(BIN)/python && cat $(VENV)/.ready-run 2>/dev/null),$(shell pwd -P))
$(VENV)/.ready-run $(VENV)/.ready-app $(VENV)/.ready-test: moved
endif

# ---- lock -----------------------------------------------------------------------------------------

# Names, versions, markers and hashes; no index addresses. `make lock UPGRADE=1` takes newer versions.
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--quiet $(if $(UPGRADE),--upgrade)

lock:
	sh tools/setup.sh installer $(VENV)
	$(LOCK) requirements/installer.in -o requirements/installer.lock
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.lock
	$(LOCK) pyproject.toml requirements/build.in --extra test --extra cluster --extra app -c requirements/run.lock -o requirements/test.lock
	$(LOCK) pyproject.toml requirements/build.in --extra app -c requirements/test.lock -o requirements/app.lock
	@! grep -n '://' requirements/*.lock || { echo 'lock: an address got into a lock file'; exit 1; }
