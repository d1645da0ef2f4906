#!/usr/bin/env bash
# Every command of the documents, run as a reader would: from the project's folder, with a home that holds nothing yet.
#   tests/docs/run.sh [FILE…]
# In a document, ```sh is run; ```sh exit=N has to end with N; ```sh no-test is left out. The lines of a ```text block
# have to appear in the output of the block before it ("…" stands for anything). A document is one session.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0

# A document as a script: each block writes its output to output.N and, when it has ended, its exit code to status.N.
# What has to appear lies in text.N.
session_of() {
  awk -v work="$work" '
    /^```sh/ && !inside {
      inside = 1; skip = /no-test/
      if (skip) next
      ++count; want = match($0, /exit=[0-9]+/) ? substr($0, RSTART + 5, RLENGTH - 5) : 0
      print NR, want >(work "/blocks")
      printf "exec >%s/output.%d 2>&1\n%s\n", work, count, want ? "(set -e" : "set -e"
      next
    }
    /^```text/ && !inside && count { inside = 2; next }
    /^```/ && inside == 1 {
      inside = 0
      if (!skip) printf "%s\necho %s >%s/status.%d\n", want ? ")" : "set +e", want ? "$?" : "0", work, count
      next
    }
    /^```/ && inside { inside = 0; next }
    inside == 1 && !skip { print }
    inside == 2 { print >(work "/text." count) }' "$1"
}

# The first line of the file $2 that does not appear in the text $1.
missing_line() {
  local line
  [[ -f $2 ]] || return 0
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"}
    local pattern
    pattern=$(sed 's/[][*?\\]/\\&/g; s/…/*/g' <<<"$line")
    # shellcheck disable=SC2053  # a pattern, on purpose
    [[ -z $line || $1 == *$pattern* ]] || { echo "$line" && return; }
  done <"$2"
}

play() {
  local document=$1 number=0 at want status output line
  rm -rf "$work"
  mkdir -p "$work/home"
  session_of "$document" >"$work/session.sh"
  env -u XDG_STATE_HOME -u XDG_CONFIG_HOME -u CALLGATE_STATE_DIR HOME="$work/home" NO_COLOR=1 \
    bash "$work/session.sh" </dev/null
  while read -r at want; do
    number=$((number + 1))
    status=$(cat "$work/status.$number" 2>/dev/null || echo "an error")
    output=$(cat "$work/output.$number" 2>/dev/null)
    line=$(missing_line "$output" "$work/text.$number")
    if [[ $status == "$want" && -z $line ]]; then
      passed=$((passed + 1))
      continue
    fi
    failed=$((failed + 1))
    echo "FAILED $document:$at ended with $status, not $want${line:+, and without the line: $line}"
    tail -n 20 <<<"$output" | sed 's/^/    /'
  done <"$work/blocks"
}

if [[ $# -eq 0 ]]; then
  mapfile -t documents < <(find . \( -name build -o -name node_modules \) -prune -o -name '*.md' -print | sort |
    xargs grep -lE '^```sh( exit=[0-9]+)?$')
  set -- "${documents[@]}"
fi
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
work=$temporary/work
# What was downloaded or compiled once is not done again only because the home is new.
export CCACHE_DIR=${CCACHE_DIR:-$(ccache -k cache_dir 2>/dev/null)} npm_config_cache=${npm_config_cache:-$HOME/.npm}
for document in "$@"; do play "$document"; done
echo "documents: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
