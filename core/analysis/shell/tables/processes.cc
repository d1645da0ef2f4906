// Processes and terminals.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "ps|pgrep|pidof|pstree|top|htop|btop|atop|glances|iotop|iftop|nethogs|w|who|whoami|id|"
              "groups|users|last|lastb|lastlog|logname|pwdx|pmap|prtstat|procs|bpytop|ctop|"
              "runlevel|lsipc|ipcs|peekfd|tload|jps|jstat|jinfo|jstack|jmap|pinky|utmpdump|ac|acct|sa|"
              "lastcomm|whowatch|powermetrics|fs_usage|latency|opensnoop|execsnoop|biolatency|leaks|"
              "heap|sample|spindump|lsappinfo|kmon|zenith",
     .valued = "-p -u -U -C -G -t -o -O -n -d -g -s -f -i -b",
     .rules = ": read",
     .traits = kNoPaths},
    {.names = "hostname",
     .rules =
         "-F --file -b : write sets the name of the machine\n#0 : read\n: write sets the name of the machine",
     .traits = kNoPaths},
    {.names = "kill",
     .valued = "-s",
     .rules = "-l -L --list --table -0 : read\n: destructive stops processes",
     .traits = kNoPaths | kWhole},
    {.names = "pkill|killall|killall5|skill|xkill|fkill|kill-port|slay|taskkill|tskill|ipcrm|wkill|spps",
     .valued = "-s -u -t -g -P",
     .rules = "-0 -l -V : read\n: destructive stops processes",
     .traits = kNoPaths},
    {.names = "renice|snice|cgset|cgcreate|cpupower|schedtool|powerprofilesctl|"
              "oomctl",
     .rules = "frequency-info|idle-info|get|list|info : read\n: write changes how processes run",
     .traits = kNoPaths},
    {.names = "jobs", .rules = "-x : exec runs a command\n: read", .traits = kNoPaths},
    {.names = "hash",
     .rules = "-p : exec makes a name stand for another program\n: read",
     .traits = kNoPaths},
    {.names = "set",
     .rules = "=history : destructive stops or clears the history\n"
              "-a -b -e -f -h -k -m -n -o -p -t -u -v -x -B -C -E -H -P -T : read\n#0 : read secret\n: read",
     .traits = kNoPaths},
    {.names = "fg|bg|disown|shopt|stty|setterm|mesg|chvt|wall|write|notify-send|say|espeak|beep|reset|"
              "unalias|unsetopt|setopt|"
              "rehash|gum|dialog|whiptail|zenity",
     .valued = "-F -o",
     .rules = ": read",
     .traits = kNoPaths},
    {.names = "compgen|enable|complete|compopt|bind|zstyle|autoload|bindkey|zmodload|emulate|setfont|"
              "loadkeys|setxkbmap|xset|xmodmap|xrdb|xdotool|osd_cat|fzf|sk|peco",
     .valued = "-o -O",
     .rules = "-f -W --bind --preview -e --execute : exec runs code or keys of the caller's choice\n"
              "-x -X -C -D -F : exec runs code of the caller's choice\n: read",
     .traits = kNoPaths},
    {.names = "unset",
     .rules = "=HIST* : destructive stops the history\n: special",
     .traits = kNoPaths,
     .special = judge_read},
    {.names = "history|fc",
     .valued = "-d -e -p",
     .rules =
         "-c -d -w -p : destructive changes the history\n-s -e : exec runs former commands again\n: read",
     .traits = kNoPaths},
    {.names = "tmux|screen|byobu|zellij|abduco|dtach",
     .valued = "-t -s -S -c -L -f -n -F -p",
     .rules =
         "ls|list-*|lsp|lsw|info|display-message|display|capture-pane|show-*|has-session|has|list-sessions|-"
         "V : read\n"
         "-ls -list -V --version : read\n=quit : destructive ends sessions\n"
         "kill-*|kill-session|delete-*|k|da|ka : destructive ends sessions\n: exec runs in a session that"
         " cannot be seen here",
     .traits = kWhole},
    {.names = "script",
     .valued = "-c -E -I -O -B -T -m -o -t --command --log-out --log-in --log-io --logging-format",
     .rules = "-c --command : value\n=/dev/tcp/*|/dev/udp/* : network sends what is typed\n-V --version : "
              "read\n: exec opens a shell"},
    {.names = "expect|autoexpect",
     .valued = "-c -f",
     .rules = "-v : read\n: special",
     .special = judge_editor},
    {.names = "chrt",
     .valued = "-T -P -D",
     .rules = "-m --max : read\n-p --pid : write changes how processes run\n: inner\n: read",
     .wraps = 1},
    {.names = "prlimit|choom|cpulimit",
     .valued = "-n -l -o --pid --adjust",
     .rules = "-p --pid : write changes how processes run\n: inner\n: read",
     .wraps = 0},
    {.names = "tccutil", .rules = ": destructive takes back permissions"},
    {.names = "asciinema|ttyrec|reptyr|gdb|lldb|gdbserver|rr|pwndbg|radare2|r2|"
              "frida|dtrace|stap|systemtap|perf|uftrace|trace-cmd|ftrace",
     .valued = "-e -c -p -x -ex",
     .rules = "--version -V : read\nreport|script|list|annotate|evlist|buildid-list|diff : read\n"
              ": exec runs or takes over programs"},
    {.names = "man|info|apropos|whatis|help|tldr|cheat|perldoc|pydoc|pydoc3|ri|godoc|rtfm|manpath|"
              "howdoi",
     .valued = "-P -s -S -M -k -H -C",
     .rules = "-P --pager : value\n-H --html : exec runs a viewer\n: read",
     .traits = kNoPaths},
    {.names = "printenv",
     .rules = "HOME|PATH|USER|LOGNAME|PWD|SHELL|TERM|LANG|LC_*|TMPDIR|EDITOR|VIRTUAL_ENV|NODE_ENV|GOPATH|"
              "JAVA_HOME #0 : read\n: read secret",
     .traits = kNoPaths},
    {.names = "export|declare|typeset|local|readonly|integer|float",
     .rules = ": special",
     .traits = kNoPaths,
     .special = judge_declaration},
    {.names = "read|mapfile|readarray|vared",
     .rules = ": special",
     .traits = kNoPaths,
     .special = judge_read},
    {.names = "sync", .rules = ": read", .traits = kNoPaths},
    {.names = "udevadm|dbus-send|gdbus|qdbus|dbus-monitor",
     .rules = "info|monitor|test|introspect : read\ntrigger|control|settle|hwdb : write\n: exec asks another "
              "program to"
              " do something"},
    {.names = "crontab",
     .valued = "-u -s",
     .rules = "-r : destructive removes the table of jobs\n-l : read\n-e : write changes the table of jobs\n"
              ": special",
     .special = judge_crontab},
    {.names = "at|batch", .valued = "-f -q -t", .rules = ": special", .special = judge_scheduled},
    {.names = "atq|systemd-analyze|systemd-delta|systemd-path|systemd-escape|systemd-id128",
     .rules = ": read"},
    {.names = "bpftrace", .rules = "-l --info : read\n: exec runs a program in the kernel"},
    {.names = "atrm", .rules = ": destructive removes jobs", .traits = kNoPaths},
    {.names = "anacron|cron|crond|atd", .rules = "-T -V : read\n: exec runs jobs"},
};

}  // namespace

std::span<const Program> process_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
