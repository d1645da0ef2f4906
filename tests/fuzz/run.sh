#!/usr/bin/env bash
# Runs each fuzz target of the preset `fuzz` for an equal part of so many seconds (60), from the transcripts and the
# example configurations. What breaks a target is left in build/fuzz/findings/.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
build=build/fuzz
targets=(scan_fuzz edit_fuzz config_fuzz)
share=$((${1:-60} / ${#targets[@]}))
passed=0 failed=0

# One file per line of the transcripts, and whole configurations; the first byte of edit_fuzz chooses.
seed() {
  local place=$1 number=0 line
  [[ ! -d $place ]] || return 0
  mkdir -p "$place"
  case $place in
    */config_fuzz) cp examples/*.jsonc configs/*.jsonc "$place" ;;
    *)
      while IFS= read -r line; do
        number=$((number + 1))
        printf '%s' "$([[ $place == */edit_fuzz ]] && echo e)$line" >"$place/line$number"
      done < <(cat tests/transcripts/*.jsonl | head -c 400000)
      ;;
  esac
}

for target in "${targets[@]}"; do
  seed "$build/corpus/$target"
  mkdir -p "$build/findings"
  if "$build/tests/$target" -max_total_time="$share" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/findings/$target-" "$build/corpus/$target" 2>"$build/$target.log"; then
    passed=$((passed + 1))
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log") inputs"
  else
    failed=$((failed + 1))
    echo "FAILED $target"
    tail -n 30 "$build/$target.log" | sed 's/^/    /'
  fi
done
echo "fuzz: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
