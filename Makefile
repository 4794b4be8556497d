# Every intention is one target; .ci/run calls the same ones.
# The first interpreter that really runs and is new enough (a shim may exist without its Python).
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: install demo test lint typecheck docs notebooks bench bench-peers corpora clean
install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt torch==2.13.0
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev,docs,spss]"
	@touch $(STAMP)

demo: install
	$(BIN)/evalmine demo --out out/demo

test: install
	$(BIN)/pytest --cov --cov-report=term -q

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

typecheck: install
	$(BIN)/mypy

docs: install
	$(BIN)/mkdocs build --strict --quiet

notebooks: install
	$(BIN)/python notebooks/run_all.py

bench: install
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python -m benchmarks $(PART)

# The tools that themes are measured against; one of them brings a GPL library, so they stay apart.
bench-peers: install .venv-peers/.installed
	$(BIN)/python -m benchmarks themes_peers themes

.venv-peers/.installed: benchmarks/peers/requirements.txt constraints.txt
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --constraint constraints.txt --requirement $<
	@touch $@

corpora: install
	$(BIN)/python corpora/build.py
	$(BIN)/python corpora/reports/source/build_reports.py

clean:
	rm -rf out site dist build .pytest_cache .mypy_cache .ruff_cache .coverage
