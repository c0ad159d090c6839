# The doors of the house. Each target is one short script in scripts/, so that it can also be read and run by hand.
.DEFAULT_GOAL := help
.PHONY: help run test test-full quick check release bench faults fuzz screens guides api

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | while IFS=: read -r name words; do \
		[ ! -e "scripts/$$name" ] || printf 'make %-11s%s\n' "$$name" "$${words#*## }"; done

run: ## build the program and open it on http://localhost:8080, data in ./data
	@scripts/run

test: ## run every test, on SQLite and PostgreSQL, then in a browser
	@scripts/test

test-full: ## the same, each page in every language, theme, width and size of text
	@scripts/test-full

quick: ## run the tests of the daily loop: SQLite only, no browser, under three minutes
	@scripts/quick

check: ## format, clippy, licences, unused dependencies, spelling, stale generated files
	@scripts/check

release: ## build target/release/sillage, the program that is measured and installed
	@scripts/release

api: ## ask the API as its description says, and read that with what reads such descriptions
	@scripts/api

screens: ## take pictures of ten pages in every look, on a sheet for each
	@scripts/screens

guides: ## take the pictures of the guides and of the README again
	@scripts/guides

ifneq ($(wildcard scripts/bench),)
bench: ## measure speed and memory against a ceiling of the same run
	@scripts/bench
endif

ifneq ($(wildcard scripts/faults),)
faults: ## kill it, fill its disk, take its database away, and count what was lost
	@scripts/faults
endif

ifneq ($(wildcard scripts/fuzz),)
fuzz: ## feed the parsers nonsense, two minutes each
	@scripts/fuzz
endif
