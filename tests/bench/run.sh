#!/bin/sh
# Builds what the benchmark needs, if it is not there, and runs it. Options are passed on: see --help.
#   tests/bench/run.sh [--quick] [--only MEASURE] [--rounds N] [--json FILE]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/bench

if [ -f "$root/CMakePresets.json" ]; then
  [ -f "$build/CMakeCache.txt" ] || (cd "$root" && cmake --preset bench)
else
  [ -f "$build/CMakeCache.txt" ] || cmake -S "$here" -B "$build" -G Ninja
fi
cmake --build "$build" -j2

if command -v npm >/dev/null && [ ! -d "$here/node_modules/@modelcontextprotocol/sdk" ]; then
  npm ci --prefix "$here" --ignore-scripts --no-fund --no-audit || echo "run.sh: the SDK proxy is left out" >&2
fi

set -- --json "$build/bench.json" "$@"
[ -x "$build/callgate" ] && set -- --callgate "$build/callgate" "$@"
exec "$build/tests/callgate_bench" "$@"
