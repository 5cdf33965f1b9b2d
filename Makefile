# SPDX-License-Identifier: Apache-2.0
# A thin face over the CMake presets (CMakePresets.json); `make help` lists what there is.

BUILD  := build/release
PREFIX ?= /usr/local
JOBS   ?= $(shell nproc)
# Arguments for the commands: make repro ARGS="--threads 8"
ARGS   ?=
# How threads scale is measured with all benchmarks, not with some of them. A page for the figures gets these, too.
SCALING := $(BUILD)/bin/pewter bench scaling $(filter --markdown=%,$(ARGS))

.DEFAULT_GOAL := help
.PHONY: help setup configure build repro test fuzz presubmit bench install clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the Debian packages that are missing
	@scripts/setup.sh

configure: setup
	@[ -f $(BUILD)/build.ninja ] || cmake --preset release

build: configure ## Build everything into build/release
	@cmake --build --preset release -j $(JOBS)

repro: configure ## Build, then reproduce the crash of the two encoders and the way without it
	@cmake --build --preset release -j $(JOBS) --target pewter_tool
	@$(BUILD)/bin/pewter repro --mode all $(ARGS)

test: setup ## Build and run every test: release, sanitizers, fuzzers
	@JOBS=$(JOBS) scripts/test.sh

fuzz: configure ## Random kernels on two executors, 10,000 unless ARGS says otherwise; those that fail go to build/fuzz-failures
	@cmake --build --preset release -j $(JOBS) --target kernel_fuzz
	@$(BUILD)/bin/kernel_fuzz --count 10000 --reduce --save build/fuzz-failures $(ARGS)

presubmit: ## Before a change goes in: format, layering, links, unit tests
	@scripts/setup.sh presubmit
	@JOBS=$(JOBS) scripts/presubmit.sh

bench: configure ## Build and run the benchmarks, beside PoCL and lavapipe; JSON and SVG in build/release (docs/performance.md)
	@scripts/setup.sh bench || echo "bench: goes on without the peers that are missing"
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target pewter_bench pewter_tool
	@$(BUILD)/bin/pewter_bench --json=$(BUILD)/bench.json --svg=$(BUILD)/bench.svg $(ARGS)
ifeq (,$(findstring --benchmark_,$(ARGS)))
	@$(SCALING) --json-file=$(BUILD)/scaling.json --svg=$(BUILD)/scaling.svg
	@$(SCALING) --sizes=64 --products=4000 --batch=50 --json-file=$(BUILD)/scaling-batches.json --svg=$(BUILD)/scaling-batches.svg
endif

install: build ## Install under PREFIX (default /usr/local; DESTDIR is honoured)
	@cmake --install $(BUILD) --prefix $(PREFIX)

clean: ## Remove build/
	@rm -rf build
