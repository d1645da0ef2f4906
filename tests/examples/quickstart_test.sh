#!/usr/bin/env bash
# The quickstart as a stranger runs it: with our own server in both places, and with the real ones where npm is there.
#   tests/examples/quickstart_test.sh [example]     "example": without npm
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
passed=0 failed=0

check() {
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $1"
  fi
}
ends_well() { [[ $status -eq 0 ]]; }
says() { grep -qF -- "$1" <<<"$output"; }
is_plain() { ! grep -q $'\e\[[0-9;]*m' <<<"$output"; }
has_colours() { grep -q $'\e\[[0-9;]*m' <<<"$output"; }
# Held, approved, run, and held again: the ledger has six calls, and two of them were held.
counted() { grep -q '^6 calls' <<<"$output" && grep -qE '^(fs|memory) +[0-9]+ +[1-]+ +2 ' <<<"$output"; }
run() {
  status=0
  output=$("$@" 2>&1 </dev/null) || status=$?
  [[ $status -eq 0 ]] || tail -n 20 <<<"$output" | sed 's/^/    /'
}

check_run() {
  check "$1: it ends well" ends_well
  for word in "2. A call that the policy allows" "cache, " "deny by permissions.deny[0]" "hold by permissions.ask[0]" \
    "approved "; do
    check "$1: it says \"$word\"" says "$word"
  done
  check "$1: six calls, two of them held" counted
}

quickstart=$root/examples/quickstart.sh
run env CALLGATE_QUICKSTART=example "$quickstart"
check_run "with examples/servers"
check "no colours where nobody sees them" is_plain

run env -u NO_COLOR TERM=xterm CALLGATE_QUICKSTART=example script -qec "$quickstart" /dev/null
check "colours on a terminal" has_colours
run env NO_COLOR=1 TERM=xterm CALLGATE_QUICKSTART=example script -qec "$quickstart" /dev/null
check "no colours with NO_COLOR" is_plain

if [[ ${1:-} == example ]] || ! command -v npm >/dev/null; then
  echo "SKIPPED: the quickstart with servers from npm"
else
  run "$quickstart"
  check_run "with the servers from npm"
  check "the tools of both" says memory__read_graph
fi
echo "quickstart: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
