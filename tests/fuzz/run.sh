#!/usr/bin/env bash
# Runs the fuzz targets of the preset `fuzz` for equal parts of so many seconds (60), from the recorded cases, the
# transcripts, the example configurations and seeds/; before that each gets long inputs, which tell what is slower than
# linear. Named targets ("shell url") are run alone. What breaks a target is left in build/fuzz/findings/.
#   tests/fuzz/run.sh [SECONDS [TARGET…]]
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
here=tests/fuzz build=build/fuzz
readonly longest=65536 long_input=131072
targets=(scan edit config canonical shell url path secrets poison schema policy output result chain)
seconds=${1:-60}
shift $(($# > 0))
[[ $# -eq 0 ]] || targets=("$@")
share=$((seconds / ${#targets[@]}))
passed=0 failed=0

# One file per line of the input; `before` goes in front of each, and a tab becomes a line break.
files() {
  local place=$1 before=${2:-}
  mkdir -p "$place"
  awk -v place="$place" -v before="$before" '{
    gsub(/\t/, "\n"); file = sprintf("%s/seed%05d", place, NR); printf "%s%s", before, $0 > file; close(file) }'
}
# The strings under a key of recorded cases, one a line; escapes other than of quotes and slashes stay.
recorded() {
  local key=$1
  shift
  sed -nE 's/^.*"'"$key"'": "(([^"\\]|\\.)*)".*$/\1/p' "$@" | sed 's/\\\(["\\/]\)/\1/g'
}
transcripts() { cat tests/transcripts/*.jsonl | head -c 400000; }
seeds() { cat "$here/seeds/$1.txt"; }
results() { grep -ohE '"result": ?\{"(content|contents|messages|structuredContent)".*' tests/transcripts/*.jsonl | sed -E 's/^"result": ?//' | head -n 400; }

seed() {
  local place=$build/corpus/$1
  [[ ! -d $place ]] || return 0
  case $1 in
    scan) transcripts | files "$place" ;;
    edit) transcripts | files "$place" e ;;
    config) mkdir -p "$place" && cp examples/*.jsonc configs/*.jsonc "$place" ;;
    shell) recorded command tests/cases/shell*.jsonl | files "$place" ;;
    url) recorded url tests/cases/ssrf*.jsonl | files "$place" ;;
    path) { recorded path tests/cases/paths*.jsonl && seeds path; } | files "$place" ;;
    poison) recorded description tests/cases/poison.jsonl | files "$place" ;;
    secrets) { seeds secrets && cat tests/transcripts/secrets.jsonl; } | files "$place" ;;
    output) { results && seeds result; } | files "$place" e ;;
    result) { results && seeds result && seeds secrets && recorded description tests/cases/poison.jsonl; } | files "$place" ;;
    canonical) { seeds canonical && seeds result && transcripts | head -n 200; } | files "$place" ;;
    chain) { seeds chain && grep -h tools/call tests/transcripts/*.jsonl | grep -oE '\{"jsonrpc".*\}\}' | head -n 400; } | files "$place" ;;
    *) seeds "$1" | files "$place" ;;
  esac
}

# Inputs of one piece over and over: brackets, quotes, stars, hosts.
long_inputs() {
  local place=$build/long
  [[ ! -d $place ]] || return 0
  mkdir -p "$place"
  awk -v place="$place" -v size="$long_input" '
    function repeated(piece, size,  text) {
      text = piece
      while (length(text) < size) text = text text
      return substr(text, 1, int(size / length(piece)) * length(piece))
    }
    { piece = $0; gsub(/\\n/, "\n", piece); gsub(/\\t/, "\t", piece)
      split(piece, part, "…")
      file = sprintf("%s/piece%03d", place, NR)
      if (part[2] == "") printf "%s", repeated(piece, size) > file
      else printf "%s%s%s", repeated(part[1], size / 3), part[2], repeated(part[3], size / 3) > file
      close(file) }' "$here/seeds/pieces.txt"
}

# run TARGET WHAT FLAG…
run() {
  local target=$1 what=$2 log=$build/$1_$2.log
  shift 2
  "$build/tests/${target}_fuzz" -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$build/findings/$target-" \
    "$@" 2>"$log" && return
  echo "FAILED $target ($what)"
  grep -hE "^broken promise|ERROR:" "$log" | sed "s/^/    /"
  tail -n 12 "$log" | sed "s/^/    /"
  return 1
}

long_inputs
mkdir -p "$build/findings"
for target in "${targets[@]}"; do
  seed "$target"
  dictionary=() from=$SECONDS
  [[ ! -f $here/dictionaries/$target.txt ]] || dictionary=(-dict="$here/dictionaries/$target.txt")
  if run "$target" long -runs=0 -max_len="$long_input" -timeout=60 "$build/long"; then
    left=$((share > SECONDS - from ? share - SECONDS + from : 1))
    if run "$target" inputs -max_total_time="$left" -max_len="$longest" -timeout=10 "${dictionary[@]}" \
      "$build/corpus/$target"; then
      passed=$((passed + 1))
      echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/${target}_inputs.log") inputs"
      continue
    fi
  fi
  failed=$((failed + 1))
done
echo "fuzz: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
