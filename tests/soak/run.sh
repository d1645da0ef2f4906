#!/usr/bin/env bash
# Many calls of every kind through one gateway: all are answered, and memory does not grow with them.
#   tests/soak/run.sh [ROUNDS] [CALLS]      20 rounds of 6000 calls, about a minute
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
rounds=${1:-20} calls=${2:-6000}
build=$PWD/build/release
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
readonly allowed_growth_kb=3072
passed=0 failed=0

check() {
  if [[ $2 -eq 1 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $1"
  fi
}

cat >"$place/callgate.jsonc" <<JSON
{ "mcpServers": { "notes": { "command": "$build/examples/servers/example_server", "trustAnnotations": true } },
  "ledger": { "maxBytes": "4MiB" },
  "policy": { "permissions": { "deny": ["notes__write_note(name:secret*)"], "ask": ["notes__delete_note"] },
              "guards": { "cache": { "mode": "enforce", "ttl": "1s", "max_bytes": "1MiB" } } } }
JSON

# Allowed, answered from memory, denied, held, an error of the tool, an unknown tool.
round() {
  awk -v calls="$calls" -v round="$1" 'BEGIN {
    for (i = 0; i < calls; ++i) {
      kind = i % 6
      if (kind == 0) printf "call notes__write_note {\"name\":\"note%d\",\"text\":\"round %d, call %d\"}\n", i % 50, round, i
      if (kind == 1) printf "call notes__read_note {\"name\":\"note%d\"}\n", (i - 1) % 50
      if (kind == 2) print "call notes__list_notes"
      if (kind == 3) printf "call notes__write_note {\"name\":\"secret%d\",\"text\":\"x\"}\n", i
      if (kind == 4) print "call notes__delete_note {\"name\":\"welcome\"}"
      if (kind == 5) print "call notes__no_such_tool"
    }
    print "tools"
  }'
}

coproc session { exec "$build/examples/client/example_client" "$build/callgate" run --config "$place/callgate.jsonc" \
  --state-dir "$place/state" --log-level error 2>"$place/log"; }
client=$session_PID
# Copies, for background jobs do not get the coprocess's own.
exec {to}>&"${session[1]}" {from}<&"${session[0]}"
exec {session[1]}>&-
gateway_memory() {
  local gateway
  gateway=$(cut -d' ' -f1 "/proc/$client/task/$client/children")
  [[ $(<"/proc/$gateway/comm") == callgate ]] || exit 2
  awk '/^VmRSS/ { print $2 }' "/proc/$gateway/status"
}

first=0 last=0 answered=1
for ((number = 1; number <= rounds; ++number)); do
  round "$number" >&"$to" &
  writer=$!
  # Each answer ends with an empty line; the last of a round is the list of tools.
  got=$(sed -u '/^  [0-9]* tools$/q' <&"$from" | grep -c '^$')
  read -r -u "$from"
  wait "$writer"
  [[ $got -eq $calls ]] || { answered=0 && echo "round $number: $got answers to $calls calls"; break; }
  last=$(gateway_memory)
  [[ $number -ne 3 ]] || first=$last
done
exec {to}>&-
ended=1
wait "$client" || ended=0
check "every request is answered" "$answered"
check "the gateway ends when its input does" "$ended"
echo "memory after round 3: $first KiB, after round $rounds: $last KiB"
check "memory does not grow" $((last > 0 && last - first <= allowed_growth_kb))
check "nothing is logged as an error" "$([[ ! -s $place/log ]] && echo 1 || echo 0)"
[[ ! -s $place/log ]] || head -n 5 "$place/log"
echo "soak: $passed passed, $failed failed"
[[ $failed -eq 0 ]]
