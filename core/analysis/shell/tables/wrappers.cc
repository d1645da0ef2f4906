// Programs that run another program, given in their words.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "sudo|doas|pkexec|gsudo|run0|sudo-rs|please|calife|dzdo",
     .valued =
         "-u -g -h -p -C -r -t -D -R -T -U -a --user --group --host --prompt --chdir --chroot --role --type "
         "--other-user --command-timeout",
     .rules =
         "-e --edit : write edits a file as somebody else\n-l -v -V --list --validate : read\n-k -K : read\n"
         ": inner\n: exec opens a shell as somebody else",
     .traits = kAssignments,
     .wraps = 0},
    {.names = "env|genv",
     .valued = "-u -C -S --unset --chdir --split-string",
     .rules = ": special",
     .wraps = 0,
     .special = judge_env},
    {.names = "nohup|setsid|command|builtin|unbuffer|catchsegv|eatmydata|torify|torsocks|noglob|nocorrect|"
              "chronic|ifne|"
              "dbus-launch|dbus-run-session|with-contenv|coproc|busybox|toybox|linux32|linux64|i386|x86_64|"
              "winpty|tini|"
              "dumb-init|fakeroot|doit|rlwrap|memusage",
     .rules = "-v -V --version --list : read\n: inner\n: read",
     .wraps = 0},
    {.names = "exec|time|gtime|caffeinate|proxychains|proxychains4|aa-exec|systemd-cat|multitime|xvfb-run|"
              "firejail",
     .valued = "-a -f -o -t -w -p -n -s --format --output --identifier --priority --server-args",
     .rules = "-V --version : read\n: inner\n: read",
     .wraps = 0},
    {.names = "unshare",
     .valued = "-S -G -w -R --setuid --setgid --wd --root --map-user --map-group --propagation",
     .rules = "--version : read\n: inner\n: exec opens a shell elsewhere",
     .wraps = 0},
    {.names = "nsenter|setpriv|systemd-inhibit|gnome-session-inhibit|setarch|proot|s6-softlimit",
     .valued = "-t -S -G -w -R --target --setuid --setgid --wd --root --who --why --what --mode --reuid "
               "--regid --groups "
               "--inh-caps --bounding-set --ruid --euid --rgid --egid -b -r --bind",
     .rules = "--version --list : read\n: inner\n: exec opens a shell elsewhere",
     .wraps = 0},
    {.names = "gosu|su-exec|s6-setuidgid|setuidgid|envdir|faketime",
     .valued = "-f",
     .rules = ": inner\n: read",
     .wraps = 1},
    {.names = "start-stop-daemon",
     .rules = "-K --stop : destructive stops a service\n-T --status : read\n: exec starts a program"},
    {.names = "bwrap|daemonize|hyperfine|libtool|chpst|softlimit|kstart5",
     .rules = "--version : read\n: exec runs a program"},
    {.names = "systemd-run",
     .valued =
         "-p -u -M -H -E --unit --property --setenv --on-active --on-calendar --on-boot --uid --gid --slice "
         "--description --working-directory",
     .rules = ": special",
     .wraps = 0,
     .special = judge_systemd_run},
    {.names = "nice|gnice|ionice|stdbuf|gstdbuf|trickle",
     .valued = "-n -c -p -i -o -e -d -u --adjustment --class --classdata --input --output --error",
     .rules = ": inner\n: read",
     .wraps = 0},
    {.names = "timeout|gtimeout|timelimit",
     .valued = "-k -s -t -T -S --kill-after --signal",
     .rules = ": inner\n: read",
     .wraps = 1},
    {.names = "taskset|numactl|cgexec",
     .valued = "-p -g -N -m -C --cpunodebind --membind",
     .rules = "-p --pid --hardware --show -s -H : read\n: inner",
     .wraps = 1},
    {.names = "flock",
     .valued = "-w -E --timeout --wait --conflict-exit-code",
     .rules = "-c --command : script\n: inner\n: read",
     .wraps = 1},
    {.names = "chroot|schroot|arch-chroot|systemd-nspawn|jexec|enter-chroot",
     .valued = "-D -c -u -M -g --userspec --groups --directory --chroot --machine",
     .rules = ": inner\n: exec opens a shell within another root",
     .wraps = 1},
    {.names = "strace|ltrace|truss|ktrace|dtruss|valgrind|heaptrack|gprofng|callgrind",
     .valued = "-e -o -p -s -S -u -E -P -a -I -O --tool --log-file",
     .rules = "-p --attach : exec takes part in a running process\n-V --version -h : read\n: inner\n: read",
     .wraps = 0},
    {.names = "watch|gwatch|entr|viddy|reflex|watchexec|nodemon|chokidar|when-changed",
     .valued = "-n -q --interval -e -w -i -x --ext --watch --ignore",
     .rules = ": script\n: read",
     .wraps = 0},
    {.names = "xargs|gxargs",
     .valued = "-a -d -E -I -L -n -P -s -J -R -S --arg-file --delimiter --max-lines --max-args --max-procs "
               "--max-chars",
     .rules = ": special",
     .wraps = 0,
     .special = judge_xargs},
    {.names = "parallel|rush|sem",
     .valued = "-j -I -a -S -N -L -n --jobs --colsep --delay --timeout --results --joblog --tmpdir --retries "
               "--load "
               "--workdir --sshlogin --arg-file",
     .rules = "--version --help : read\n-S --sshlogin --slf : exec runs on other machines\n: special",
     .wraps = 0,
     .special = judge_parallel},
    {.names = "su|runuser|sg|newgrp",
     .valued = "-c -g -G -s -u -w -T --command --session-command --group --shell --whitelist-environment",
     .rules = ": special",
     .special = judge_su},
    {.names = "sshpass", .valued = "-p -f -d -P", .rules = ": inner\n: read", .wraps = 0},
    {.names = "nix-collect-garbage", .rules = "--dry-run : read\n: destructive removes what was installed"},
    {.names = "nix-shell",
     .valued = "-p -A -E -I --run --command",
     .rules = ": special",
     .wraps = 99,
     .special = judge_fetched},
    {.names = "nix-env|nix-store|nix-channel",
     .valued = "-f -p -A",
     .rules = "-q --query --list --version --list-generations : read\n"
              "-e --uninstall --delete-generations --delete --gc -d --remove : destructive removes what was "
              "installed\n"
              ": write changes an environment"},
    {.names = "direnv|nvm|asdf|mise|rtx|pyenv|rbenv|nodenv|goenv|sdk|volta|fnm|n|jenv|conda|mamba|micromamba|"
              "virtualenv|"
              "rustup|swiftly|ghcup|tfenv|chruby|rvm|pipenv|proto|devbox|nix|nix-"
              "build|"
              "guix|home-manager|nixos-rebuild|spack|module|ml|lmod",
     .valued = "-n -p -c -f -A -E --name --prefix --command --expr",
     .rules =
         "remove|uninstall|env-remove|prune|clean|purge|gc|delete|rm|unuse|implode|autoremove|cleanup :"
         " destructive removes what was installed\n"
         "env|profile|store|toolchain|target|component|plugin|self "
         "remove|delete|uninstall|rm|gc|wipe-history :"
         " destructive removes what was installed\n"
         "--gc --delete --delete-older-than --uninstall --rm : destructive removes what was installed\n"
         "flake show|metadata|info|check : read\n"
         "ls|list|list-*|ls-remote|current|version|versions|which|whence|where|info|search|show|status|"
         "config|root|"
         "prefix|shims|plugin-list|doctor|help|path-info|eval|why-depends|toolchain|component|target|graph|"
         "avail|spider|outdated|latest|key|check : read\n"
         "env list|export|config : read\n-q --query -V --version -v : read\n"
         "--run --command : special\nrun|exec|x : special\nshell|develop|build|hook|shellenv|activate|inst : "
         "exec runs code of the "
         "environment\n"
         "#0 : read\n: write changes an environment",
     .special = judge_fetched},
};

}  // namespace

std::span<const Program> wrapper_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
