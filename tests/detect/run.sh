#!/usr/bin/env bash
# What the gateway takes the recorded texts for, and how often it is right.
#   tests/detect/run.sh [FOLDER OF THE PROGRAMS]
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
programs=${1:-build/release/tests}
status=0
while read -r kind file; do
  echo "$kind $file"
  "$programs/detect" "$kind" <"tests/cases/$file" | "$programs/detect_score" "$kind" "tests/cases/$file" || status=1
done <<'END'
url ssrf.jsonl
url ssrf_more.jsonl
shell shell.jsonl
shell shell_more.jsonl
path paths.jsonl
path paths_more.jsonl
tool poison.jsonl
tool poison_more.jsonl
END
exit "$status"
