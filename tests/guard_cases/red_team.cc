#include "red_team.h"

namespace callgate::guard_cases {

const char* const kRedTeamRuleset = R"(
rules:
  - id: files
    type: sandbox
    tools: [read_file, write_file, edit_file, list_dir]
    within: [/root/.nanobot/workspace, /tmp]
    not_within: [/root/.nanobot/workspace/.git]
    outside: block
  - id: commands
    type: sandbox
    tools: [exec]
    within: [/root/.nanobot/workspace, /tmp]
    not_within: [/etc, /proc, /sys, /root/.ssh, /root/.git-credentials]
    allows:
      commands: [
        cat, cp, curl, date, df, diff, docker, du, echo, file, find, git, grep, gzip, head, id, jq, ls, mkdir,
        mv, node, npm, pip, ps, pwd, python, python3, sort, stat, tail, tar, touch, tree, uname, unzip, wc,
        wget, which, whoami, yq
      ]
    outside: ask
  - id: hosts
    type: sandbox
    tools: [web_fetch]
    allows: {domains: ['*']}
    not_allows:
      domains: [169.254.169.254, metadata.google.internal, webhook.site, requestbin.com, burpcollaborator.net]
    outside: block
  - id: ruin
    type: pre
    tool: exec
    when: {args.command: {matches: '(rm\s+-rf\s+/|mkfs|dd\s+if=/dev/|shutdown|reboot)'}}
    then: {action: block, message: "This would ruin the machine."}
  - id: shells
    type: pre
    tool: exec
    when: {args.command: {matches: '(nc\s+.*-e|bash\s+-i|/dev/tcp/|socat.*exec)'}}
    then: {action: block, message: "This gives the machine away."}
)";

}  // namespace callgate::guard_cases
