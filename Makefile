# make run    build the program and open the street on http://localhost:8080
# make test   everything, as CI runs it; make check is its fast part; make soak holds the long variants

GO        ?= go
BIN       := bin/yokocho
WEB       := web/dist/index.html
WEB_FILES := $(shell find web/src web/index.html web/studio.html web/vite.config.ts web/package.json art/rig.json -type f 2>/dev/null)
TOOLS     := $(GO) tool -modfile=tools/go.mod

.PHONY: run build web test check soak bench lint go-test web-test e2e need wire wire-check clean

run: build
	$(BIN) serve

build: $(WEB)
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags="-s -w" -o $(BIN) ./cmd/yokocho

web: $(WEB)

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

$(WEB): web/node_modules/.package-lock.json $(WEB_FILES)
	cd web && npm run --silent build
	@touch $@

# Everything CI runs.
test: need lint go-test web-test wire-check e2e

# The fast part, for everyday work.
check: lint web-test
	$(GO) test -short ./core/... ./flow/... .

# The long variants: hundreds of kills, minutes of load.
soak: build
	YOKOCHO_SOAK=1 $(GO) test -race -count=1 -timeout=60m ./cmd/... ./core/nav ./flow/...

# The figures of docs/benchmarks.md.
bench: build
	$(GO) test -run='^$$' -bench=. -benchmem ./core/... ./flow/... ./service/... ./cmd/...
	cd web && npm run --silent figures

need:
	@scripts/need.sh

lint: $(WEB)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "run gofmt -w on:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(TOOLS) staticcheck ./...
	cd web && npm run --silent check

# What has goroutines runs under the race detector; the core, the reader of rooms and the judge of drawings are pure.
# By their whole names: no other test may be left out by chance.
PURE_TESTS := ^(TestTheStreetsOwnDrawingsHaveNoErrors|TestCheckPassesWhatIsWell|TestCheckOfItems|TestCheckOfRooms|TestCheckOfOneDrawing|TestCheckForPrograms)$$

go-test: $(WEB)
	$(GO) test -race -timeout=10m -skip '$(PURE_TESTS)' $$($(GO) list ./... | grep -v -e /core/ -e /catalog/tiled$$)
	$(GO) test ./core/... ./service/catalog/tiled
	$(GO) test -run '$(PURE_TESTS)' ./cmd/yokocho

web-test: web/node_modules/.package-lock.json
	cd web && npm test --silent

e2e: build
	cd web && npm run --silent e2e

# What is written from the server's own description: the browser's types and docs/protocol.md.
wire: build
	$(BIN) openapi > bin/openapi.json
	cd web && npx openapi-typescript ../bin/openapi.json -o src/wire/schema.d.ts
	$(GO) test ./edge/front -run Protocol -rewrite

wire-check: build
	$(BIN) openapi > bin/openapi.json
	cd web && npx openapi-typescript ../bin/openapi.json -o ../bin/schema.d.ts > /dev/null
	@cmp bin/schema.d.ts web/src/wire/schema.d.ts || { echo "web/src/wire/schema.d.ts is not what the server says now: run make wire"; exit 1; }

clean:
	rm -rf bin web/dist
