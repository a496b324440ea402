# Shared by the scripts here: finds or installs what they need, and says which. Source it; it changes nothing outside the project
# folder but system packages, and those only with a word printed before.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
TOOLS="$ROOT/.tools"
DATA="$ROOT/.data"
YARN_VERSION=4.13.0
cd "$ROOT"

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() {
  printf '\033[1merror:\033[0m %s\n' "$*" >&2
  exit 1
}

# Node 22 or 24: the one on the path, else one from npm inside .tools.
use_node() {
  local major=0
  if [ -x "$TOOLS/bin/node" ]; then PATH="$TOOLS/bin:$PATH"; fi
  if command -v node >/dev/null; then major="$(node -p 'process.versions.node.split(".")[0]')"; fi
  if [ "$major" != 22 ] && [ "$major" != 24 ]; then
    command -v npm >/dev/null || fail "npm is needed to fetch Node 24. Install Node.js with npm (any version), then run this again."
    local platform
    platform="node-$(node -p 'process.platform+"-"+process.arch')"
    say "Node $(node --version) is here; Backstage needs 22 or 24. Fetching $platform@24 into .tools"
    npm install --loglevel=error --no-save --no-audit --no-fund --prefix "$TOOLS" "$platform@24" >/dev/null ||
      fail "Could not fetch $platform@24 with npm (its words are above). Check the network, or put Node 24 first on PATH."
    mkdir -p "$TOOLS/bin"
    ln -sf "../node_modules/$platform/bin/node" "$TOOLS/bin/node"
    PATH="$TOOLS/bin:$PATH"
    hash -r
  fi
  export PATH
  NODE_ABOUT="Node $(node --version)"
}

# Yarn 4: the one on the path, else one from npm inside .tools.
use_yarn() {
  local version=""
  if command -v yarn >/dev/null; then version="$(cd / && yarn --version 2>/dev/null || true)"; fi
  case "$version" in
    4.*) ;;
    *)
      if [ ! -f "$TOOLS/yarn/node_modules/@yarnpkg/cli-dist/bin/yarn.js" ]; then
        say "Fetching yarn $YARN_VERSION into .tools"
        npm install --loglevel=error --no-save --no-audit --no-fund --prefix "$TOOLS/yarn" "@yarnpkg/cli-dist@$YARN_VERSION" >/dev/null ||
          fail "Could not fetch yarn with npm (its words are above). Check the network."
      fi
      mkdir -p "$TOOLS/bin"
      printf '#!/bin/sh\nexec node "%s" "$@"\n' "$TOOLS/yarn/node_modules/@yarnpkg/cli-dist/bin/yarn.js" >"$TOOLS/bin/yarn"
      chmod +x "$TOOLS/bin/yarn"
      PATH="$TOOLS/bin:$PATH"
      export PATH
      ;;
  esac
  # Yarn asks its own default registry; follow the one npm is set up with instead.
  if [ -z "${YARN_NPM_REGISTRY_SERVER:-}" ]; then
    YARN_NPM_REGISTRY_SERVER="$(npm config get registry 2>/dev/null)"
    export YARN_NPM_REGISTRY_SERVER
  fi
  export YARN_ENABLE_TELEMETRY=0
}

# Installs dependencies when the lock file or a manifest changed since the last time; needs no network otherwise.
install_dependencies() {
  local stamp wanted
  stamp="$ROOT/node_modules/.meshproof-install"
  wanted="$(cat yarn.lock .yarnrc.yml package.json packages/*/package.json plugins/*/package.json | cksum)-$(node -p 'process.arch+process.versions.modules')"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return; fi
  local begin=$SECONDS
  say "Installing dependencies (the first time takes about three minutes)"
  yarn install --immutable >"$ROOT/.data/install.log" 2>&1 || {
    tail -n 30 "$ROOT/.data/install.log" >&2
    fail "yarn install failed; the whole log is .data/install.log"
  }
  echo "$wanted" >"$stamp"
  say "Installed $(du -sh node_modules | cut -f1) in $((SECONDS - begin)) s"
}

bootstrap() {
  mkdir -p "$DATA"
  use_node
  use_yarn
  install_dependencies
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# A Chromium for the end-to-end tests: CHROMIUM_PATH, one on the machine, Debian's package, or Playwright's own download.
use_chromium() {
  local candidate
  if [ -n "${CHROMIUM_PATH:-}" ]; then
    [ -x "$CHROMIUM_PATH" ] || fail "CHROMIUM_PATH=$CHROMIUM_PATH is not a program"
  else
    for candidate in chromium chromium-browser google-chrome google-chrome-stable; do
      if command -v "$candidate" >/dev/null; then
        CHROMIUM_PATH="$(command -v "$candidate")"
        break
      fi
    done
  fi
  if [ -z "${CHROMIUM_PATH:-}" ] && command -v apt-get >/dev/null; then
    say "No Chromium found: installing Debian's package"
    if as_root apt-get update -qq >"$DATA/chromium.log" 2>&1 && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >>"$DATA/chromium.log" 2>&1; then
      CHROMIUM_PATH="$(command -v chromium)"
    fi
  fi
  if [ -z "${CHROMIUM_PATH:-}" ]; then
    say "No Chromium found: asking Playwright for its own"
    PLAYWRIGHT_BROWSERS_PATH="$TOOLS/browsers" yarn playwright install chromium >"$DATA/chromium.log" 2>&1 ||
      fail "No browser could be installed (log: .data/chromium.log). Install Chromium and run this again, or set CHROMIUM_PATH."
    CHROMIUM_PATH="$(find "$TOOLS/browsers" -type f \( -name chrome -o -name Chromium \) | head -n 1)"
  fi
  export CHROMIUM_PATH
  CHROMIUM_ABOUT="$CHROMIUM_PATH"
}

# A PostgreSQL for the tests: the server MESHPROOF_TEST_POSTGRES names, else one of our own from npm, stopped when the script ends.
use_postgres() {
  if [ -n "${MESHPROOF_TEST_POSTGRES:-}" ]; then
    POSTGRES_ABOUT="the server in MESHPROOF_TEST_POSTGRES"
  else
    local ready="$DATA/postgres-test.url"
    rm -f "$ready"
    node "$ROOT/script/postgres.mjs" "$DATA/postgres-test" "$ready" >"$DATA/postgres-test.log" 2>&1 &
    POSTGRES_PID=$!
    for _ in $(seq 1 120); do
      [ -s "$ready" ] && break
      kill -0 "$POSTGRES_PID" 2>/dev/null || {
        tail -n 20 "$DATA/postgres-test.log" >&2
        fail "PostgreSQL did not start; the log is .data/postgres-test.log"
      }
      sleep 0.5
    done
    [ -s "$ready" ] || fail "PostgreSQL did not start within a minute; the log is .data/postgres-test.log"
    MESHPROOF_TEST_POSTGRES="$(cat "$ready")"
    export MESHPROOF_TEST_POSTGRES
    POSTGRES_ABOUT="PostgreSQL from npm, under .data/postgres-test"
  fi
  export BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING="$MESHPROOF_TEST_POSTGRES"
  export BACKSTAGE_TEST_DISABLE_DOCKER=1
}

# Builds the front end when a file that goes into it changed since the last build.
build_app() {
  local stamp="$ROOT/packages/app/dist/.meshproof-build" wanted
  wanted="$(find packages/app plugins/data-mesh plugins/data-mesh-common backstage.json yarn.lock -type f \
    -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name '*.test.ts*' -print0 | sort -z | xargs -0 cksum | cksum)"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return; fi
  local begin=$SECONDS
  say "Building the front end (about a minute)"
  yarn workspace app build >"$DATA/build.log" 2>&1 || {
    tail -n 40 "$DATA/build.log" >&2
    fail "The front end did not build; the whole log is .data/build.log"
  }
  echo "$wanted" >"$stamp"
  say "Built in $((SECONDS - begin)) s"
}

port_is_free() {
  node -e 'const s=require("net").createServer().once("error",()=>process.exit(1)).once("listening",()=>s.close(()=>process.exit(0)));s.listen(Number(process.argv[1]),"127.0.0.1")' "$1"
}

# True once the address answers with success.
answers() {
  node -e 'fetch(process.argv[1]).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))' "$1"
}
