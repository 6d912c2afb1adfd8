# Everything a developer needs, by name. `make` alone explains.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# The build is short: a quick start of the JVM matters more than its peak.
MAVEN_OPTS ?= -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m
QUIET := -Dorg.slf4j.simpleLogger.defaultLogLevel=error
# Tests report one line per class even when the rest of Maven is quiet.
RESULTS := $(QUIET) \
  -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info \
  -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.failsafe=info \
  -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.MavenCli=info
export MAVEN_OPTS

MVN := mvn -B -ntp
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
LAUNCHER := -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -Xss512k \
  -cp 'deploy/local/target/local.jar:deploy/local/target/lib/*' io.receivables.local.Local
ARCHIVES := deploy/local/target/archives
NO_CDS_LOG := -Xlog:cds=off -Xlog:cds+dynamic=off
LOCAL := $(JAVA) $$([ -f $(ARCHIVES)/launcher.jsa ] && echo -XX:SharedArchiveFile=$(ARCHIVES)/launcher.jsa) \
  $(NO_CDS_LOG) $(LAUNCHER)

APPLICATIONS := $(foreach s,customer invoicing payment dunning reporting,$(s)-service/target/quarkus-app/quarkus-run.jar)
PACKAGED := deploy/local/target/packaged
REHEARSED := $(ARCHIVES)/rehearsed
SOURCES := $(shell find . \( -name target -o -name .git \) -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -print)

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: check-machine
check-machine:
	@sh deploy/local/check-machine.sh

.PHONY: run
run: $(REHEARSED) ## Start everything, play the demo, stay up until Ctrl-C
	@$(LOCAL) run

.PHONY: demo
demo: $(REHEARSED) ## Start on empty data, play the demo, check its figures, stop; exit 0 or 1
	@$(LOCAL) demo

.PHONY: online-retail
online-retail: $(PACKAGED) ## Issue real sales on the running system: make online-retail FILE=sales.csv.gz [LIMIT=500]
	@$(LOCAL) online-retail $(FILE) $(LIMIT)

.PHONY: test
test: check-machine ## Run every test: units, integration, journeys
	@$(MVN) $(RESULTS) verify

PROFILE ?= quick
TORTURE := $(JAVA) -XX:+UseSerialGC -Xmx512m -cp 'platform/torture/target/torture.jar:platform/torture/target/lib/*' \
  io.receivables.torture.Torture

.PHONY: torture
torture: $(REHEARSED) ## Break the running system on purpose and check every promise: make torture [PROFILE=full] [SEED=1] [ONLY=name]
	@$(TORTURE) $(PROFILE) '$(SEED)' '$(ONLY)'

.PHONY: bench
bench: $(REHEARSED) ## Measure the running system beside raw SQL: make bench [PROFILE=full] [ONLY=issue,pay]
	@$(JAVA) -XX:+UseSerialGC -Xmx512m -cp 'platform/benchmarks/target/benchmarks.jar:platform/benchmarks/target/lib/*' \
	  io.receivables.bench.Bench $(PROFILE) '$(ONLY)'

.PHONY: package
package: $(REHEARSED) ## Build the five services and the launcher without tests

# Built again when a source is newer, or when somebody has removed a service's application.
$(PACKAGED): $(SOURCES) $(if $(filter-out $(wildcard $(APPLICATIONS)),$(APPLICATIONS)),missing-application) | check-machine
	@echo "Building the services; this takes a minute or two ..."
	@$(MVN) $(QUIET) -DskipTests package
	@touch $@

# An archive of classes is valid only for the very jars it was made from, also when it was Maven that built them anew.
$(REHEARSED): $(PACKAGED) $(wildcard $(APPLICATIONS) deploy/local/target/local.jar)
	@echo "Rehearsing a start, so that later ones are quick ..."
	@rm -rf $(ARCHIVES) && mkdir -p $(ARCHIVES)
	@$(JAVA) -XX:ArchiveClassesAtExit=$(ARCHIVES)/launcher.jsa $(NO_CDS_LOG) $(LAUNCHER) prepare
	@touch $@

.PHONY: missing-application
missing-application:

.PHONY: format
format: check-machine ## Format the sources
	@$(MVN) $(QUIET) spotless:apply

.PHONY: generate
generate: check-machine ## Write the generated documents anew (asyncapi.yaml, events, problems, configuration)
	@$(MVN) $(QUIET) -pl platform/testkit -am -Pgenerate process-classes

.PHONY: check-asyncapi
check-asyncapi: ## Read asyncapi.yaml with the AsyncAPI project's own parser; needs npm
	@command -v npm > /dev/null || { echo "npm is not installed"; exit 1; }
	@npm install --silent --no-audit --no-fund --ignore-scripts --prefix platform/contracts/target/asyncapi @asyncapi/parser@3.6.3
	@node platform/contracts/src/test/asyncapi/check.cjs platform/contracts/target/asyncapi platform/contracts/src/main/resources/asyncapi.yaml

.PHONY: clean
clean: check-machine ## Remove everything that was built, and the data of `make run`
	@$(MVN) $(QUIET) clean
