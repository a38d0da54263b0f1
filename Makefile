# `make demo` and `make test` set up what they need; running them again costs nothing.
PYTHON ?= python3
BIN := .venv/bin
CORPUS ?= ../shared/corpus
MINUTES ?= 5

.PHONY: setup demo test app eval floors bench lint readme train clean

setup: .venv/.ready

# The stamp depends on what is installed, so an unchanged checkout skips straight to the work.
.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade --disable-pip-version-check pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[models,app,serve,cluster,eval,dev]'
	touch $@

demo: setup
	$(BIN)/summarize examples/wire-report.txt

test: setup
	$(BIN)/python -m pytest -q

app: setup
	$(BIN)/summarize app

eval: setup
	$(BIN)/python -m eval run ci --systems builtin
	$(BIN)/python -m eval gate

# Pin what the built-in models reach now. Floors that would fall need a reason: make floors WHY="new weights: …"
floors: setup
	$(BIN)/python -m eval run ci --systems builtin
	$(BIN)/python -m eval gate --update $(if $(WHY),--allow-regression "$(WHY)")

bench: setup
	$(BIN)/python -m benchmarks

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

readme: setup
	$(BIN)/python docs/readme.py

train: setup
	$(BIN)/python -m training all --corpus $(CORPUS) --minutes $(MINUTES)

clean:
	rm -rf .venv dist build out
