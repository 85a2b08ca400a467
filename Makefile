# Everything one does with this project, each a thin call of the command line. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: completion prune help interop status summary test-nodes test-node demo dump plan extract merge transform load verify diff history publish serve crosscheck probe emulator geografi test matrix torture mutants bench bench-read bench-page check lint types docs golden clean

HELSEREFUSJON := node dist/main.js
BUILT := dist/main.js
INSTALLED := node_modules/.package-lock.json
# Options for the command line: make dump ARGS="--fagomraader LE --since 2024-01"
ARGS ?=
TEST_NODE := test/cli test/docs test/domain test/extract test/golden test/load test/release test/stores

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: $(BUILT) ## a release from the bundled emulator: no network, two million synthetic rows
	$(HELSEREFUSJON) run --emulator demo $(ARGS)

dump: $(BUILT) ## a release of all data from the live API
	$(HELSEREFUSJON) run $(ARGS)

plan: $(BUILT) ## list the requests of a dump, and why it needs them
	$(HELSEREFUSJON) plan $(ARGS)

extract: $(BUILT) ## download all answers into output/raw
	$(HELSEREFUSJON) extract $(ARGS)

merge: $(BUILT) ## join the parts of extract --part in output/parts into one pull
	$(HELSEREFUSJON) merge $(ARGS)

transform: $(BUILT) ## build and check the tables from the newest complete pull
	$(HELSEREFUSJON) transform $(ARGS)

status: $(BUILT) ## show the newest pulls, the releases and the command to run next
	$(HELSEREFUSJON) status $(ARGS)

summary: ## print the summary of the last run, as Markdown
	@cat output/summary.md

publish: $(BUILT) ## store a release in a folder or bucket: make publish ARGS="latest --to s3://bucket/prefix"
	$(HELSEREFUSJON) publish $(ARGS)

load: $(BUILT) ## write the release from the tables
	$(HELSEREFUSJON) load $(ARGS)

verify: $(BUILT) ## check the files, rows and keys of the latest release: make verify ARGS="<release> --rebuild <pull>"
	$(HELSEREFUSJON) verify $(ARGS)

diff: $(BUILT) ## compare the latest release with the one before, or two others: make diff ARGS="<old> <new>"
	$(HELSEREFUSJON) diff $(ARGS)

history: $(BUILT) ## show the values of the same rows in each release: make history ARGS="takstbruk_landet_ar --key ar=2023"
	$(HELSEREFUSJON) history $(ARGS)

serve: $(BUILT) ## serve the latest release and its catalogue page at http://127.0.0.1:4681
	$(HELSEREFUSJON) serve $(ARGS)

crosscheck: $(BUILT) ## fetch a sample as JSON, XML, CSV and Excel, and compare the rows
	$(HELSEREFUSJON) crosscheck $(ARGS)

probe: $(BUILT) ## make about 27 small calls to the live API, and report how it answers
	$(HELSEREFUSJON) probe $(ARGS)

emulator: $(BUILT) ## serve the emulator's small world on port 4680, or ARGS="--replay <probe or pull>"
	$(HELSEREFUSJON) emulator $(ARGS)

prune: $(BUILT) ## remove old pulls and releases: make prune ARGS="--keep 3"
	$(HELSEREFUSJON) prune $(ARGS)

completion: $(BUILT) ## print a script that completes commands and options in bash and zsh
	$(HELSEREFUSJON) completion $(ARGS)

geografi: $(BUILT) ## compare our tables of kommuner and fylker with SSB Klass; ARGS="--refresh" updates them
	$(HELSEREFUSJON) geografi $(ARGS)

test: $(INSTALLED) ## the tests
	npx vitest run

matrix: $(INSTALLED) ## make a release of every dialect in every representation; make test tries fewer
	MATRIX=full npx vitest run test/e2e/matrix

torture: $(INSTALLED) ## kill a run 200 times at random moments, and check that nothing is lost
	KILLS=200 npx vitest run test/e2e/torture

mutants: $(INSTALLED) ## make each table wrong in every known way, and list what no check notices
	node --import tsx test/mutants/check-mutants.ts

bench: $(BUILT) ## compare speed and memory with the hand-made floor (ARGS="--quick", "--monthly", or "--rivals" for pandas and dlt too)
	node --import tsx test/bench/bench.ts $(ARGS)

bench-read: $(BUILT) ## measure how fast DuckDB reads a release: make bench-read ARGS="--release <folder>"
	node --import tsx test/bench/read.ts $(ARGS)

bench-page: $(INSTALLED) ## how fast the catalogue page is on a slow line and computer: make bench-page ARGS="--release <folder>"
	node --import tsx test/bench/page.ts $(ARGS)

INTEROP := $(CURDIR)/output/interop
SHAPES := https://raw.githubusercontent.com/Informasjonsforvaltning/dcat-ap-no/9fd770b6059aa6414e98b005fd073d4a06c4051c/shacl

interop: $(INSTALLED) ## have readers and checkers of others judge a release: make interop RELEASE=output/releases/latest
	python3 -m venv $(INTEROP) && python3 -m venv $(INTEROP)/cff
	$(INTEROP)/bin/pip install --quiet --requirement test/interop/requirements.txt
	$(INTEROP)/cff/bin/pip install --quiet cffconvert==2.0.0
	if command -v java >/dev/null; then $(INTEROP)/bin/pip install --quiet pyspark==4.3.0 && npm install --silent --no-save --prefix $(INTEROP) vnu-jar@26.9.27; fi
	python3 -m venv $(INTEROP)/delta && $(INTEROP)/delta/bin/pip install --quiet duckdb==1.5.5 duckdb-extension-delta==1.5.5
	if command -v java >/dev/null && command -v mvn >/dev/null; then $(INTEROP)/delta/bin/pip install --quiet pyspark==4.0.0 && mvn --quiet --batch-mode --file test/interop/delta-pom.xml \
	  dependency:copy-dependencies -DincludeScope=runtime -DexcludeGroupIds=org.apache.spark -DoutputDirectory=$(abspath $(INTEROP))/delta/jars; fi
	mkdir -p $(INTEROP)/shapes
	for part in core range; do curl --silent --fail --max-time 60 --output $(INTEROP)/shapes/$$part.ttl $(SHAPES)/dcatapno3-$$part-shapes.ttl \
	  || echo "The official shapes of DCAT-AP-NO 3 ($$part) could not be downloaded: only their rules as restated in test/interop/shapes.py are used."; done
	$(INTEROP)/bin/python --version && $(INTEROP)/bin/pip freeze && $(INTEROP)/cff/bin/pip freeze | grep cffconvert && $(INTEROP)/delta/bin/pip freeze
	if command -v java >/dev/null; then java -version && java -jar $(INTEROP)/node_modules/vnu-jar/build/dist/vnu.jar --version; fi
	INTEROP=$(INTEROP) SHAPES=$(INTEROP)/shapes RELEASE=$(abspath $(RELEASE)) npx vitest run test/interop

test-nodes: $(INSTALLED) ## run the tests that depend on Node, and a small run, on Node 20, 22, 24 and the newest
	for version in 20.19 22 24 latest; do npx --yes --cache $(CURDIR)/output/npm --package node@$$version -- $(MAKE) --no-print-directory test-node || exit 1; done

test-node: $(BUILT) ## run the same tests on the installed Node
	node --version
	node node_modules/vitest/vitest.mjs run $(TEST_NODE)
	rm -rf output/test-node && $(HELSEREFUSJON) run --emulator small --output output/test-node --quiet && rm -rf output/test-node

check: lint types test ## what CI runs: linter, types, tests

lint: $(INSTALLED)
	npx biome ci --error-on-warnings .

types: $(INSTALLED)
	npx tsc
	npx tsc -p src/catalogue

docs: $(INSTALLED) ## update the generated pages of docs/
	npx vitest run test/docs test/recipes --update

golden: $(INSTALLED) ## update the golden release after an intended change
	UPDATE_GOLDEN=1 npx vitest run test/golden

clean: ## remove everything that was written: pulls, warehouse, releases
	find output -mindepth 1 ! -name .gitkeep -delete

$(BUILT): $(INSTALLED) $(shell find src pipelines -type f 2>/dev/null)
	npm run --silent build
	@touch $@

$(INSTALLED): package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
