#!/usr/bin/env bash
# Plays the recorded cases and compares what is not met with open.txt.
#   tests/guard_cases/run.sh [FOLDER OF THE PROGRAMS]
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
programs=${1:-build/release/tests}
output=$("$programs/guard_cases" tests/cases/guards.jsonl tests/cases/guards_more.jsonl)
# Only the last line of all is a verdict.
sed 's/^\([0-9]*\) passed, \([0-9]*\) failed$/met: \1, not met: \2/' <<<"$output"
open=$(sed -n 's/^\([a-z-]*-[0-9]\{3\}\) .*/\1/p' tests/guard_cases/open.txt | sort)
failed=$(sed -n 's/^\([a-z-]*-[0-9]\{3\}\): .*/\1/p' <<<"$output" | sort)
met=$(comm -23 <(printf '%s\n' "$open") <(printf '%s\n' "$failed"))
new=$(comm -13 <(printf '%s\n' "$open") <(printf '%s\n' "$failed"))
[[ -z $met ]] || printf 'met, but still in open.txt: %s\n' $met
[[ -z $new ]] || printf 'not met, and not in open.txt: %s\n' $new
passed=$(sed -n 's/^\([0-9]*\) passed, .*/\1/p' <<<"$output" | tail -n 1)
echo "$(grep -c . <<<"$open") cases are open"
echo "${passed:-0} passed, $(printf '%s' "$met$new" | grep -c .) failed"
[[ -n $passed && -z $met && -z $new ]]
