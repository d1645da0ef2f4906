#!/usr/bin/env bash
# What the compiler does not see: layers, who may write to stdout, calls that are not made here, sizes, formatting.
# Each check reports the lines that break it; allowed.txt names exceptions with their reasons. Needs find, grep, awk.
set -uo pipefail
shopt -s lastpipe  # check counts, at the end of pipelines
cd "$(dirname "$0")/../.." || exit 2
here=tests/lint
passed=0 failed=0

# check NAME WHY: standard input holds what is wrong, as FILE:LINE:TEXT, one a line.
check() {
  local name=$1 why=$2 found
  found=$(awk -v check="$name" '
    NR == FNR { if ($1 == check) allowed[$2] = 1; next }
    { split($0, part, ":"); if (!(part[1] in allowed)) print "    " $0 }' "$here/allowed.txt" -)
  if [[ -z $found ]]; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  printf 'FAILED %s: %s\n%s\n' "$name" "$why" "$(head -n 40 <<<"$found")"
}

sources() { find "$@" -name node_modules -prune -o -type f \( -name '*.cc' -o -name '*.h' -o -name '*.c' \) -print | sort; }
[[ -n $(sources core) ]] || exit 2
# Lines of our sources that match, as FILE:LINE:TEXT. Comments are left out.
lines() {
  local pattern=$1
  shift
  sources "$@" | xargs -r grep -nHP -- "$pattern" | grep -vP '^[^:]+:\d+:\s*//'
}
# includes FOLDERS PATTERN: what they include of ours beyond the pattern.
includes() {
  local allowed=$1
  shift
  lines '^#include "' "$@" | grep -vP "#include \"($allowed)"
}

includes 'core/(base|json|rpc|mcp)/' core/base core/json core/rpc core/mcp |
  check wire_layer "the wire knows neither guards nor what acts on it"
includes 'core/(base|json|analysis)/' core/analysis |
  check analysis_layer "analysis knows texts; neither the protocol nor guards"
includes 'core/|nlohmann/' core/config core/guard core/guards core/policy core/policy_* |
  check guard_layer "guards know the wire and nothing outside of core"
includes '(core/(base|json|rpc|mcp)|upstreams)/' upstreams |
  check upstreams_layer "upstreams know the wire; never a guard, never the host"
includes '(core|upstreams|gateway)/' gateway | check gateway_layer "the gateway includes the layers below it"
lines '^#include <(boost/(asio|process|beast)|unistd|fcntl|poll|signal|pthread|thread|mutex|filesystem|fstream|iostream|sys/)' core |
  check core_is_pure "core decides; it opens, starts and waits for nothing"
lines '\b(getenv|environ)\b|system_clock::now|steady_clock::now' core/json core/rpc core/mcp core/config core/policy core/policy_* core/guard core/guards core/analysis |
  check core_has_no_world "core has no environment and no clock of its own"

lines 'std::cout|(?<!n)printf\s*\((?!stderr)|\bputs\s*\(|\bputchar\s*\(|STDOUT_FILENO|write\s*\(\s*1\s*,' core upstreams gateway |
  grep -vP 'fprintf\s*\(\s*stderr' | check stdout "stdout carries the protocol; only the host's pipe writes there"
lines 'std::regex|\b(usleep|nanosleep|strcpy|strcat|sprintf|vsprintf|gets|strtok|popen|tmpnam|mktemp|rand)\s*\(|\bstd::system\s*\(|(?<![\w:.>])system\s*\(|this_thread::sleep|std::async' core upstreams gateway examples |
  check banned "slow, unsafe, or waiting where others are served"
lines '\bsleep(_for|_until)?\s*\(|\busleep\s*\(' tests/unit tests/transcripts tests/servers |
  check no_sleep_in_tests "tests wait for what happens, never for time"
lines 'T[O]DO|FIX[M]E|(?<!X)X[X]X(?!X)|H[A]CK' core upstreams gateway examples tests | check nothing_left_open "finished, or not there"

sources core upstreams gateway examples tests | while read -r file; do
  count=$(wc -l <"$file")
  # Up to 400 lines; more needs a line "Long because …" among the first ten.
  [[ $count -le 400 ]] || head -n 10 "$file" | grep -q 'Long because' || echo "$file:$count: lines"
done | check size "over 400 lines without a reason at the top (\"Long because …\")"
sources core upstreams gateway | grep '\.h$' | xargs grep -L '^#pragma once' | sed 's/$/:1:/' |
  check pragma_once "headers begin with #pragma once"
sources core upstreams gateway | grep '\.h$' | while read -r file; do
  head -n 1 "$file" | grep -q '^//' || echo "$file:1:"
done | check first_line "headers open with what they are for"

# Every kind of guard in the registry has its row in core/README.md.
grep -oP '^\s*\{"\K[a-z_]+(?=",)' core/guards/registry.cc | while read -r kind; do
  grep -q "^| \`$kind\`" core/README.md || echo "core/guards/registry.cc:1: $kind"
done | check guard_table "guards without a row in core/README.md"

# g++ 12 frees such temporaries twice: braces, class values in ?: and capturing lambdas in an expression that awaits.
lines 'co_await\b.*((?<!Millis)\{[^}]|\?[^?:]*:[^:]|\[[^]]+\]\s*(\(|\{|mutable))|[A-Za-z>]\{[^}]*co_await|\(\{.*co_await' gateway upstreams tests |
  check awaited_temporaries "what is passed to an awaited call is a named local (g++ 12 miscompiles the rest)"

formatter=$(command -v clang-format-14 || true)
if [[ -n $formatter ]]; then
  sources core upstreams gateway examples tests | xargs "$formatter" --dry-run 2>&1 |
    sed -n 's/: warning: code should be clang-formatted.*//p' | sort -u -t: -k1,1 | check format "clang-format-14 -i FILE"
else
  echo "SKIPPED: format: there is no clang-format-14 (other versions format differently)"
fi

echo "lint: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
