#!/usr/bin/env bash
# From a fresh Debian 12 or Ubuntu 24.04 machine (as root, or with sudo) to a gateway at work: installs what is missing,
# builds, starts Callgate in front of two real MCP servers and plays a host's session through it. Run again, it takes
# seconds. Everything it writes lies under build/; with CALLGATE_QUICKSTART=example the servers are the one in
# examples/servers, twice, as where there is no Node.js.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
place=$root/build/quickstart
callgate=$root/build/release/callgate
state=$place/state
servers=$place/servers

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  export CLICOLOR_FORCE=1
  heading=$'\e[1;36m' command=$'\e[2m' plain=$'\e[0m'
else
  heading='' command='' plain=''
fi
say() { printf '%s%s%s\n' "$heading" "$*" "$plain"; }
fail() {
  echo "quickstart.sh: $*" >&2
  exit 1
}

build() {
  "$root/scripts/install_dependencies.sh"
  cd "$root"
  [[ -f build/release/build.ninja ]] || cmake --preset release >/dev/null
  cmake --build --preset release --target callgate example_client example_server
}

# The versions are those that the interoperability tests are pinned to.
pinned() {
  local version
  version=$(sed -n "s|.*\"@modelcontextprotocol/$1\": \"\(.*\)\".*|\1|p" "$root/tests/interop/package.json")
  echo "@modelcontextprotocol/$1@$version"
}

# Sets `real` to whether the servers from npm are there.
install_servers() {
  real=false
  [[ ${CALLGATE_QUICKSTART:-} != example ]] || return 0
  local wanted stamp=$servers/.installed
  wanted="$(pinned server-filesystem) $(pinned server-memory)"
  if [[ ! -f $stamp || $(<"$stamp") != "$wanted" ]]; then
    command -v npm >/dev/null || "$root/scripts/install_dependencies.sh" node || return 0
    mkdir -p "$servers"
    # shellcheck disable=SC2086  # two words
    npm install --prefix "$servers" --ignore-scripts --no-audit --no-fund --loglevel=error $wanted || return 0
    echo "$wanted" >"$stamp"
  fi
  command -v node >/dev/null && real=true
}

# Two servers and a policy, as a person would write them.
write_configuration() {
  rm -rf "$place/work" "$state" "$place/memory.jsonl"
  mkdir -p "$place/work"
  echo "Buy milk. Call Ada." >"$place/work/todo.txt"
  if [[ $real == true ]]; then
    local bin=$servers/node_modules/.bin
    fs="\"command\": \"$bin/mcp-server-filesystem\", \"args\": [\"$place/work\"]"
    memory="\"command\": \"$bin/mcp-server-memory\", \"env\": { \"MEMORY_FILE_PATH\": \"$place/memory.jsonl\" }"
    deny="fs__write_file(path:**/.env)" ask="fs__move_file"
  else
    fs="\"command\": \"$root/build/release/examples/servers/example_server\"" memory=$fs
    deny="fs__write_note(name:secret*)" ask="memory__delete_note"
  fi
  cat >"$place/callgate.jsonc" <<JSON
{
  "mcpServers": {
    "fs": { $fs, "trustAnnotations": true },
    "memory": { $memory, "trustAnnotations": true },
  },
  "policy": {
    "permissions": {
      "deny": ["$deny"],
      "ask": ["$ask"],
    },
    "guards": { "cache": { "mode": "enforce", "ttl": "30s" } },
  },
}
JSON
}

# Says a line to the session and prints the answer, which `answer` keeps.
play() {
  printf '%s> %s%s\n' "$command" "$1" "$plain"
  echo "$1" >&"${session[1]}"
  answer=''
  local line
  while IFS= read -r -t 60 line <&"${session[0]}" && [[ -n $line ]]; do
    printf '%s\n' "$line"
    answer+=$line$'\n'
  done
  [[ -n $answer ]] || fail "the gateway said nothing; its log is $place/callgate.log"
  echo
}
expect() { [[ $answer == *"$1"* ]] || fail "\"$1\" was expected"; }

play_session() {
  coproc session { "$root/build/release/examples/client/example_client" "$callgate" run --config "$place/callgate.jsonc" \
    --state-dir "$state" 2>"$place/callgate.log"; }
  local read write hold
  if [[ $real == true ]]; then
    read="call fs__read_text_file {\"path\":\"$place/work/todo.txt\"}"
    write="call fs__write_file {\"path\":\"$place/work/.env\",\"content\":\"TOKEN=1\"}"
    hold="call fs__move_file {\"source\":\"$place/work/todo.txt\",\"destination\":\"$place/work/done.txt\"}"
  else
    read='call fs__list_notes'
    write='call fs__write_note {"name":"secret plan","text":"…"}'
    hold='call memory__delete_note {"name":"welcome"}'
  fi

  say "1. Two servers, one list of tools"
  play tools
  say "2. A call that the policy allows"
  play "$read"
  expect ok
  say "3. The same read again: answered from memory, the server is not asked"
  play "$read"
  expect cache
  say "4. A call that the policy denies: the agent reads why, the server never hears of it"
  play "$write"
  expect deny
  say "5. A call that waits for you"
  play "$hold"
  expect hold
  local id
  id=$(sed -n 's/^  approval: //p' <<<"$answer")
  say "6. You agree, in another terminal"
  printf '%s$ callgate approvals approve %s --yes%s\n' "$command" "$id" "$plain"
  "$callgate" approvals approve "$id" --yes --state-dir "$state"
  echo
  say "7. The agent calls again, and it runs: once"
  play "$hold"
  expect ok
  play "$hold"
  expect hold
  exec {session[1]}>&-
  wait "$session_PID"
}

build
install_servers
[[ $real == true ]] || echo "Without Node.js and npm the servers from npm are left out; examples/servers stands in for them."
echo
write_configuration
play_session
say "What the ledger says of it"
"$callgate" report --state-dir "$state"
echo
echo "The configuration is $place/callgate.jsonc; README.md says how your host starts it."
