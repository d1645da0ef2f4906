#!/usr/bin/env bash
# Plays the tests of the policies in configs/ against all guards, and those of the example against its rules; what lies
# in configs/ has the form that `policy fmt` gives it, and `policy lint` has nothing to say about it.
#   tests/policies/run.sh [PROGRAM]
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
callgate=${1:-build/release/callgate}
status=0
"$callgate" policy fmt --check configs/*.jsonc || status=$?
for policy in configs/{observe,balanced,strict,strict_lists}.jsonc; do
  found=$("$callgate" policy lint --tools configs/example_tools.json "$policy") || { status=$?; echo "$found"; }
done
output=$("$callgate" policy test --chain --coverage configs/*.test.jsonc) || status=$?
output+=$'\n'$("$callgate" policy test --coverage tests/policies/*.test.jsonc) || status=$?
# Only the last line of all is a verdict.
sed -E 's/: ([0-9]+) passed, ([0-9]+) failed/: \1 as expected, \2 not/' <<<"$output"
sed -nE 's/^.*: ([0-9]+) passed, ([0-9]+) failed.*$/\1 \2/p' <<<"$output" |
  awk '{ good += $1; bad += $2 } END { print good + 0 " passed, " bad + 0 " failed" }'
exit "$status"
