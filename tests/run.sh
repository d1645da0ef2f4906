#!/usr/bin/env bash
# From a fresh Debian 12 or Ubuntu 24.04 machine (as root, or with sudo) to all tests passed.
#   tests/run.sh           everything that ends by itself within minutes
#   tests/run.sh --quick   without interop
#   tests/run.sh --full    and ThreadSanitizer, fuzzing for five minutes, a soak, the benchmark
# The last line is "N passed, N failed" over all suites. Each suite's output lies in build/test_logs/.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 2
logs=$root/build/test_logs
extent=default
case ${1:-} in
  '') ;;
  --quick | --full) extent=${1#--} ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
passed=0 failed=0

finish() {
  echo
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
  exit
}

# What a suite's output says of itself, as "PASSED FAILED"; nothing if it says nothing.
count() {
  local ctest='^[0-9]+% tests passed, ([0-9]+) tests failed out of ([0-9]+).*'
  if grep -qE "$ctest" "$1"; then
    sed -nE "s/$ctest/\2 \1/p" "$1" | tail -n 1 | { read -r all bad && echo "$((all - bad)) $bad"; }
  else
    sed -nE 's/^(.*[^0-9])?([0-9]+) passed, ([0-9]+) failed$/\2 \3/p' "$1" |
      awk '{ good += $1; bad += $2; any = 1 } END { if (any) print good, bad }'
  fi
}

# suite NAME COMMAND…: one line of result, and the end of the output where something failed. A suite that says no
# numbers counts as one test; one that ends badly without naming a failure has failed.
suite() {
  local name=$1 log=$logs/$1.log status=0 good=0 bad=0 counted from=$SECONDS
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  counted=$(count "$log")
  if [[ -n $counted ]]; then
    read -r good bad <<<"$counted"
  elif [[ $status -eq 0 ]] && ! grep -q '^SKIPPED' "$log"; then
    good=1
  fi
  [[ $status -eq 0 || $bad -gt 0 ]] || bad=1
  passed=$((passed + good)) failed=$((failed + bad))
  printf '%-24s %5d passed %4d failed %5d s\n' "$name" "$good" "$bad" $((SECONDS - from))
  sed -n 's/^SKIPPED/  skipped/p' "$log"
  if [[ $bad -gt 0 ]]; then
    tail -n 40 "$log" | sed 's/^/  | /'
    echo "  the whole output: $log"
  fi
  [[ $bad -eq 0 ]]
}

# step NAME COMMAND…: what has to succeed before anything can be tested.
step() {
  local name=$1 from=$SECONDS
  shift
  if "$@" >"$logs/$name.log" 2>&1 </dev/null; then
    printf '%-24s %31d s\n' "$name" $((SECONDS - from))
    return 0
  fi
  tail -n 40 "$logs/$name.log" | sed 's/^/  | /'
  echo "$name failed; the whole output: $logs/$name.log"
  failed=$((failed + 1))
  return 1
}

build() { cmake --preset "$1" && cmake --build --preset "$1"; }

# Unit tests and whatever else CTest knows, apart from what counts its cases itself.
unit() { ctest --preset "$1" -E '^(transcripts|detect|guard_cases|shipped_policies)'; }

# transcripts PRESET FILE…
transcripts() {
  local dir=build/$1
  shift
  "$dir/tests/transcripts" --callgate "$dir/callgate" --server "$dir/tests/scripted_server" "$@"
}
# The same cases in one process, without waiting for any clock.
transcripts_in_memory() { "build/$1/tests/transcripts_in_memory" tests/transcripts/*.jsonl; }
transcripts_direct() {
  build/release/tests/transcripts --direct --server build/release/tests/scripted_server tests/transcripts/*.jsonl
}

# The transcripts that sanitizers play: what awaits, what is malformed, what ends.
fast=(tests/transcripts/{host_input,keys,ids,cancellation,questions,cache,approvals,verdicts,server_junk,shutdown}.jsonl)

mkdir -p "$logs"
words=(tests)
[[ $extent != full ]] || words+=(fuzz)
step install scripts/install_dependencies.sh "${words[@]}" || finish
# Without Node.js the suites that need it say that they were skipped.
[[ $extent == quick ]] || scripts/install_dependencies.sh node >"$logs/install_node.log" 2>&1 ||
  echo "Node.js could not be installed: $logs/install_node.log"

suite lint tests/lint/run.sh
step build_release build release || finish
suite unit_release unit release
suite transcripts_direct transcripts_direct
suite transcripts_in_memory transcripts_in_memory release
suite transcripts_release transcripts release tests/transcripts/*.jsonl
suite detect tests/detect/run.sh
suite guard_cases tests/guard_cases/run.sh
suite policies tests/policies/run.sh
suite documents tests/docs/run.sh
servers=()
[[ $extent != quick ]] || servers=(example)
suite quickstart tests/examples/quickstart_test.sh "${servers[@]}"
[[ $extent == quick ]] || suite interop tests/interop/run.sh
if step build_dev build dev; then
  suite unit_dev unit dev
  suite transcripts_memory_dev transcripts_in_memory dev
  suite transcripts_dev transcripts dev "${fast[@]}"
fi

if [[ $extent == full ]]; then
  if step build_tsan build tsan; then
    suite unit_tsan unit tsan
    suite transcripts_memory_tsan transcripts_in_memory tsan
    suite transcripts_tsan transcripts tsan "${fast[@]}"
  fi
  if step build_fuzz build fuzz; then suite fuzz tests/fuzz/run.sh 300; fi
  suite soak tests/soak/run.sh
  suite bench tests/bench/run.sh
fi
finish
