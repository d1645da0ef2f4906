// Processes and terminals.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names =
         "ps|pgrep|pidof|pstree|top|htop|btop|atop|glances|iotop|iftop|nethogs|w|who|whoami|id|groups|users|"
         "last|"
         "lastb|lastlog|finger|logname|pwdx|pmap|prtstat|procs|bpytop|ctop|runlevel|lsipc|ipcs|peekfd|tload|"
         "jps|jstat|jinfo|jstack|jmap|pinky|utmpdump|ac|acct|sa|lastcomm|whowatch|powermetrics|fs_usage|"
         "latency|opensnoop|execsnoop|biolatency|vmmap|leaks|heap|sample|spindump|lsappinfo|kmon|zenith",
     .valued = "-p -u -U -C -G -t -o -O -n -d -g -s -f -i -b",
     .rules = "--kill -k : destructive\n: read",
     .traits = kNoPaths},
    {.names = "hostname",
     .rules =
         "-F --file -b : write sets the name of the machine\n#0 : read\n: write sets the name of the machine",
     .traits = kNoPaths},
    {.names = "kill",
     .valued = "-s",
     .rules =
         "-l -L --list --table : read\n=0|-0 : destructive stops processes\n: destructive stops processes",
     .traits = kNoPaths | kWhole},
    {.names = "pkill|killall|killall5|skill|xkill|fkill|kill-port|slay|taskkill|tskill|ipcrm|wkill|spps",
     .valued = "-s -u -t -g -P",
     .rules = "-0 -l -V : read\n: destructive stops processes",
     .traits = kNoPaths},
    {.names = "renice|snice|chrt|prlimit|cpulimit|cgset|cgcreate|cpupower|schedtool|powerprofilesctl|ulimit|"
              "oomctl|choom",
     .rules = "frequency-info|idle-info|get|list|info : read\n: write changes how processes run",
     .traits = kNoPaths},
    {.names =
         "fg|bg|disown|set|shopt|unalias|enable|complete|compopt|bind|setopt|unsetopt|zstyle|autoload|"
         "bindkey|"
         "zmodload|rehash|emulate|reset|stty|setterm|setfont|loadkeys|setxkbmap|xset|xmodmap|xrdb|mesg|chvt|"
         "wall|write|notify-send|say|espeak|beep|xdotool|osd_cat|zenity|dialog|whiptail|gum|fzf|sk|peco",
     .valued = "-o -O",
     .rules = "-f --bind --preview -e --execute : exec runs code or keys of the caller's choice\n"
              "-x -X -C -D -F : exec runs code of the caller's choice\n: read",
     .traits = kNoPaths},
    {.names = "unset|shift", .rules = ": special", .traits = kNoPaths, .special = judge_read},
    {.names = "history|fc",
     .valued = "-d -e -p",
     .rules = "-c -d -w -p : destructive changes the history\n-s -e : exec runs former commands again\n: "
              "read secret",
     .traits = kNoPaths},
    {.names = "tmux|screen|byobu|zellij|abduco|dtach",
     .valued = "-t -s -S -c -L -f -n -F -p",
     .rules = "ls|list-*|lsp|lsw|info|display-message|display|capture-pane|show-*|has-session|has|list-"
              "sessions|-V : read\n"
              "-ls -list -V --version : read\n"
              "kill-*|kill-session|delete-*|k|da|ka : destructive ends sessions\n-X : exec\n: exec runs in a "
              "session that"
              " cannot be seen here"},
    {.names = "script|asciinema|ttyrec|expect|autoexpect|reptyr|gdb|lldb|gdbserver|rr|pwndbg|radare2|r2|"
              "frida|dtrace|bpftrace|stap|systemtap|perf|uftrace|trace-cmd|ftrace",
     .valued = "-e -c -p -x -ex",
     .rules = "--version -V : read\nreport|script|list|annotate|evlist|buildid-list|diff : read\n"
              ": exec runs or takes over programs"},
    {.names =
         "man|info|apropos|whatis|help|tldr|cheat|whereis|perldoc|pydoc|pydoc3|ri|godoc|rtfm|manpath|howdoi",
     .valued = "-P -s -S -M -k -H -C",
     .rules = "-P --pager -H --html : exec runs a viewer of the caller's choice\n-w -b : read\n: read",
     .traits = kNoPaths},
    {.names = "printenv", .rules = "#0 : read secret\n: read secret", .traits = kNoPaths},
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
              ": write plants jobs that run later"},
    {.names = "at|batch", .valued = "-f -q -t", .rules = ": special", .special = judge_scheduled},
    {.names = "atq|systemd-analyze", .rules = ": read"},
    {.names = "atrm", .rules = ": destructive removes jobs", .traits = kNoPaths},
    {.names = "anacron|cron|crond|atd", .rules = "-T -V : read\n: exec runs jobs"},
};

}  // namespace

std::span<const Program> process_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
