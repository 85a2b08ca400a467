# Everything one does with this project, each a thin call of the command line. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: prune help interop status summary test-nodes test-node demo dump plan extract transform load verify diff history publish serve crosscheck probe emulator geografi test matrix torture bench bench-read check lint types docs golden clean

HELSEREFUSJON := node dist/main.js
BUILT := dist/main.js
INSTALLED := node_modules/.package-lock.json
# Options for the command line: make dump ARGS="--fagomraader LE --since 2024-01"
ARGS ?=
TEST_NODE := test/cli test/docs test/domain test/extract test/golden test/load test/release test/stores

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: $(BUILT) ## a release of everything from the bundled emulator: offline, two million made-up rows
	$(HELSEREFUSJON) run --emulator demo $(ARGS)

dump: $(BUILT) ## a release of everything from the live API
	$(HELSEREFUSJON) run $(ARGS)

plan: $(BUILT) ## the requests a dump would make, and why
	$(HELSEREFUSJON) plan $(ARGS)

extract: $(BUILT) ## only pull the answers into output/raw
	$(HELSEREFUSJON) extract $(ARGS)

transform: $(BUILT) ## only build and check the tables, from the newest complete pull
	$(HELSEREFUSJON) transform $(ARGS)

status: $(BUILT) ## where the newest pulls stand, which releases there are, what to run next
	$(HELSEREFUSJON) status $(ARGS)

summary: ## the last run in a page of Markdown
	@cat output/summary.md

publish: $(BUILT) ## put a release where readers fetch it: make publish ARGS="latest --to s3://bucket/prefix"
	$(HELSEREFUSJON) publish $(ARGS)

load: $(BUILT) ## only write the release, from the tables
	$(HELSEREFUSJON) load $(ARGS)

verify: $(BUILT) ## check the files, rows and keys of the latest release: make verify ARGS="<release> --rebuild <pull>"
	$(HELSEREFUSJON) verify $(ARGS)

diff: $(BUILT) ## what changed from the release before the latest, or between two: make diff ARGS="<old> <new>"
	$(HELSEREFUSJON) diff $(ARGS)

history: $(BUILT) ## what each release said: make history ARGS="takstbruk_landet_ar --key ar=2023"
	$(HELSEREFUSJON) history $(ARGS)

serve: $(BUILT) ## show the latest release and its catalogue page at http://127.0.0.1:4681
	$(HELSEREFUSJON) serve $(ARGS)

crosscheck: $(BUILT) ## ask for a sample as JSON, XML, CSV and Excel, and compare
	$(HELSEREFUSJON) crosscheck $(ARGS)

probe: $(BUILT) ## some 25 cheap calls to the live API, and a report on what it is like
	$(HELSEREFUSJON) probe $(ARGS)

emulator: $(BUILT) ## serve the emulator's small world on port 4680, or ARGS="--replay <probe or pull>"
	$(HELSEREFUSJON) emulator $(ARGS)

prune: $(BUILT) ## remove old pulls and releases: make prune ARGS="--keep 3"
	$(HELSEREFUSJON) prune $(ARGS)

geografi: $(BUILT) ## our tables of kommuner and fylker beside SSB Klass; ARGS="--refresh" writes them anew
	$(HELSEREFUSJON) geografi $(ARGS)

test: $(INSTALLED) ## the tests
	npx vitest run

matrix: $(INSTALLED) ## a whole release from every dialect in every representation; make test tries less of each
	MATRIX=full npx vitest run test/e2e/matrix

torture: $(INSTALLED) ## kill a run two hundred times at random moments and see that nothing is lost
	KILLS=200 npx vitest run test/e2e/torture

bench: $(BUILT) ## compare speed and memory with the hand-made floor (ARGS="--quick" for half a minute, "--rivals" for pandas and dlt too)
	node --import tsx test/bench/bench.ts $(ARGS)

bench-read: $(BUILT) ## how fast DuckDB answers from a release: make bench-read ARGS="--release <folder>"
	node --import tsx test/bench/read.ts $(ARGS)

interop: $(INSTALLED) ## load releases in Python: pandas, polars, pyarrow, duckdb, and Spark where Java is
	python3 -m venv output/interop
	output/interop/bin/pip install --quiet --requirement test/interop/requirements.txt
	if command -v java >/dev/null; then output/interop/bin/pip install --quiet pyspark==4.3.0; fi
	output/interop/bin/python --version && output/interop/bin/pip freeze
	INTEROP_PYTHON=$(CURDIR)/output/interop/bin/python npx vitest run test/interop

test-nodes: $(INSTALLED) ## the tests that touch Node most, and a small run, on Node 20, 22, 24 and the newest, from the npm registry
	for version in 20.19 22 24 latest; do npx --yes --cache $(CURDIR)/output/npm --package node@$$version -- $(MAKE) --no-print-directory test-node || exit 1; done

test-node: $(BUILT) ## the same on the Node that runs this
	node --version
	node node_modules/vitest/vitest.mjs run $(TEST_NODE)
	rm -rf output/test-node && $(HELSEREFUSJON) run --emulator small --output output/test-node --quiet && rm -rf output/test-node

check: lint types test ## what CI runs: linter, types, tests

lint: $(INSTALLED)
	npx biome ci --error-on-warnings .

types: $(INSTALLED)
	npx tsc
	npx tsc -p src/catalogue

docs: $(INSTALLED) ## write the generated pages of docs/ anew
	npx vitest run test/docs test/recipes --update

golden: $(INSTALLED) ## write the golden release anew, after a change that is meant to change it
	UPDATE_GOLDEN=1 npx vitest run test/golden

clean: ## remove everything that was written: pulls, warehouse, releases
	find output -mindepth 1 ! -name .gitkeep -delete

$(BUILT): $(INSTALLED) $(shell find src pipelines -type f 2>/dev/null)
	npm run --silent build
	@touch $@

$(INSTALLED): package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
