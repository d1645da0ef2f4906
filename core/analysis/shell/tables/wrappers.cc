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
    {.names =
         "nohup|setsid|time|gtime|command|builtin|unbuffer|catchsegv|eatmydata|fakeroot|proot|torify|"
         "torsocks|"
         "proxychains|proxychains4|noglob|nocorrect|caffeinate|chronic|ifne|setpriv|dbus-run-session|"
         "xvfb-run|winpty|rlwrap|daemonize|start-stop-daemon|systemd-inhibit|gnome-session-inhibit|"
         "firejail|bwrap|aa-exec|softlimit|envdir|chpst|faketime|libtool|doit|hyperfine|"
         "dbus-launch|with-contenv|exec|s6-setuidgid|unshare|nsenter|coproc|busybox|toybox|dumb-init|tini|"
         "gosu|su-exec|setarch|linux32|linux64|i386|x86_64|kstart5|multitime|systemd-cat",
     .valued =
         "-f -o -t -u -g -p -n -s -S -C -a -G -w -e -i -r -m --format --output --wait --who --why --what "
         "--mode "
         "--warmup --runs --target --ruid --euid --rgid --egid --reuid --regid --inh-caps --setuid --pidfile "
         "--property --exec --chuid --export-json --identifier --priority",
     .rules = "-v -V --version : read\n: inner\n: read",
     .wraps = 0},
    {.names = "systemd-run",
     .valued =
         "-p -u -M -H -E --unit --property --setenv --on-active --on-calendar --on-boot --uid --gid --slice "
         "--description --working-directory",
     .rules = "--on-active --on-calendar --on-boot --on-startup --on-unit-active --timer-property : write "
              "plants a job that"
              " runs later\n: inner\n: exec",
     .wraps = 0},
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
    {.names = "strace|ltrace|truss|ktrace|dtruss|valgrind|heaptrack|memusage|gprofng|callgrind|catchsegv",
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
    {.names = "su|runuser",
     .valued = "-c -g -G -s -w -T --command --session-command --group --shell --whitelist-environment",
     .rules = ": special",
     .special = judge_su},
    {.names = "sshpass", .valued = "-p -f -d -P", .rules = ": inner\n: read", .wraps = 0},
    {.names = "direnv|nvm|asdf|mise|rtx|pyenv|rbenv|nodenv|goenv|sdk|volta|fnm|n|jenv|conda|mamba|micromamba|"
              "virtualenv|"
              "rustup|swiftly|ghcup|tfenv|chruby|rvm|pipenv|proto|devbox|nix-env|nix|nix-shell|nix-store|nix-"
              "build|"
              "nix-channel|nix-collect-garbage|guix|home-manager|nixos-rebuild|spack|module|ml|lmod",
     .valued = "-n -p -c -f -A -E --name --prefix --command --expr",
     .rules =
         "ls|list|list-*|ls-remote|current|version|versions|which|whence|where|info|search|show|status|"
         "config|root|"
         "prefix|shims|plugin-list|doctor|help|path-info|eval|why-depends|toolchain|component|target|graph|"
         "avail|spider|outdated|latest|key : read\n"
         "remove|uninstall|env-remove|prune|clean|purge|gc|delete|rm|unuse|implode|autoremove|cleanup :"
         " destructive removes what was installed\n"
         "env|profile|store|toolchain|target|component|plugin|self "
         "remove|delete|uninstall|rm|gc|wipe-history :"
         " destructive removes what was installed\n"
         "--gc --delete --delete-older-than -d -e --uninstall : destructive removes what was installed\n"
         "env list : read\n-q --query -V --version -v : read\n"
         "run|exec|x|shell|develop|build|hook|shellenv|activate|inst : exec runs code of the environment\n"
         "#0 : read\n: write changes an environment"},
};

}  // namespace

std::span<const Program> wrapper_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
