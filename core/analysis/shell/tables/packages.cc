// Packages: of the system and of languages.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "apt|apt-get|aptitude|nala|apt-cache|apt-mark|apt-key|apt-file|apt-config|add-apt-repository|"
              "apt-add-repository|"
              "synaptic|apt-fast|deb-get",
     .valued = "-o -t -c -a --option --target-release",
     .rules = "-s --simulate --dry-run --just-print --no-act --recon --print-uris --list --installed : read\n"
              "list|search|show|policy|depends|rdepends|showpkg|showsrc|pkgnames|madison|changelog|stats|"
              "dump|dotty|unmet|"
              "check|help|moo|why|why-not|showauto|showmanual|showhold|find|indextargets|versions|dumpavail|"
              "changelogs|"
              "history : read\n"
              "remove|purge|autoremove|autopurge|clean|autoclean|del : destructive removes packages\n"
              "--purge --remove -r --autoremove : destructive removes packages\n"
              "edit-sources : write\n#0 : read\n: write changes what is installed"},
    {.names = "dpkg|rpm|dpkg-deb|dpkg-query|dpkg-divert|rpm2cpio|rpmquery|rpmkeys|debsums|alien",
     .valued = "--root --admindir --queryformat --qf -D",
     .rules = "-r -P --remove --purge -e --erase --rename --force-all --clear-selections "
              "--forget-old-unavail : destructive"
              " removes packages\n"
              "-l -L -s -S -p -q -c -I -W -V -K --list --listfiles --status --search --print-avail --query "
              "--verify --audit "
              "--get-selections --contents --info --show --eval --querytags --checksig --version "
              "--print-architecture -qa -C "
              "--showrc --field -f --list-diversions --compare-versions --print-foreign-architectures : "
              "read\n#0 : read\n"
              ": write changes what is installed"},
    {.names = "yum|dnf|microdnf|tdnf|zypper|urpmi|dnf5|rpm-ostree|swupd|eopkg|up2date",
     .valued = "-c -d -e -x --enablerepo --disablerepo --installroot -R",
     .rules = "remove|erase|autoremove|rm|clean|rr|removerepo|rl|removelock|uninstall|reset|cleanup|"
              "groupremove|rs|"
              "removeservice : destructive removes packages\n"
              "group|history|module|mark remove|erase|undo|rollback|reset|disable|redo : destructive removes "
              "packages\n"
              "group|history|module|mark list|info|summary|userinstalled|provides : read\nhistory #0 : read\n"
              "list|search|info|provides|whatprovides|deplist|repolist|repoquery|check-update|check|"
              "updateinfo|se|if|lr|lu|"
              "version|help|repoinfo|grouplist|groupinfo|changelog|what-provides|repos|patches|pchk|db|"
              "status|ll|services|ls"
              "|leaves|alias|packages : read\n"
              ": write changes what is installed"},
    {.names = "pacman|yay|paru|pamac|pikaur|trizen",
     .rules =
         "-R --remove : destructive removes packages\n-D : write\n-Q -F -T -V --query --files --deptest "
         "--version : read\n"
         "-c --clean : destructive removes packages\nremove|clean|autoremove : destructive removes packages\n"
         "search|list|info : read\n-s --search -i --info -l : read\n: write changes what is installed"},
    {.names = "apk|opkg|ipkg|xbps-install|xbps-remove|xbps-query|emerge|equery|slackpkg|pkg|pkgin|pkg_add|"
              "pkg_delete|"
              "pkg_info|port|fink|snap|flatpak|installp|swinstall|sbopkg|tazpkg|cave|eix|layman|kiss|mas|"
              "softwareupdate|"
              "pkgutil|installer|appimaged|winget|choco|scoop|brew|linuxbrew",
     .valued = "-p -r -X",
     .rules = "--dry-run -n --simulate --pretend -p --search --searchdesc : read\n"
              "del|remove|delete|uninstall|purge|autoremove|prune|clean|cleanup|rm|unmerge|deinstall|zap|"
              "forget|untap|"
              "unlink|disable|revert|reset|autoclean|remote-delete|unpin|reclaim|delete-inactive|repair|"
              "deactivate|--forget|"
              "--depclean|--unmerge : destructive removes packages\n"
              "-C -c --depclean --unmerge --clean --forget -R --remove --uninstall : destructive removes "
              "packages\n"
              "services stop|kill|cleanup : destructive stops a service\nservices list|info : read\nservices "
              ": write\n"
              "list|search|info|show|ls|leaves|deps|uses|outdated|desc|home|log|config|doctor|version|"
              "versions|help|status|"
              "find|query|which|policy|audit|stats|whatis|list-installed|depends|files|provides|cat|--prefix|"
              "--cellar|"
              "--version|shellenv|missing|tap-info|formulae|casks|livecheck|history|remotes|remote-ls|"
              "installed|contents|"
              "changes|connections|interfaces|saved|warnings|whoami|known|model|apps|verify|variants|"
              "dependents|rdeps|echo|"
              "provides|updates|annotate|check|dot|belongs|hasuse|size|account|list-updates|commands : read\n"
              "run|exec|shell|sh : exec runs a program\n"
              "bundle dump|list|check : read\nbundle cleanup : destructive\n"
              "upload|publish|login|push : network\n"
              "--prefix --cellar --version --repository --caskroom --list -l -s -q -Q -L -W --pkgs --history "
              ": read\n"
              "#0 : read\n: write changes what is installed"},
    {.names = "pip|pip2|pip3|pip3.*|uv|poetry|pdm|hatch|rye|pixi|easy_install|flit|twine|build|"
              "virtualenvwrapper|"
              "pip-compile|pip-sync|pipdeptree|pip-audit|pipreqs|pip-review|mkvirtualenv|briefcase",
     .valued = "-r -c -i -f -t -e -C -p --index-url --extra-index-url --requirement --constraint --target "
               "--prefix --python "
               "--directory --with --from --group --project",
     .rules =
         "* --help : read\nrun : inner 1\n--dry-run : read\n"
         "pip|tool|python|self|cache|env|source uninstall|remove|purge|prune|clean|rm|delete : destructive "
         "removes"
         " packages\n"
         "uninstall|uninstall-all|remove|clean|prune|purge : destructive removes packages\n"
         "cache remove|purge|clear|prune : destructive removes what was cached\n"
         "list|show|freeze|check|search|debug|help|index|inspect|hash|config|version|env|about|tree|info|"
         "export|status|"
         "outdated|environment|completion|why|find|dir|cache|shell-completions : read\n"
         "pip list|show|freeze|check|tree : read\ntool list|dir : read\npython list|find|dir : read\n"
         "run : inner 1\nrun|runpip|shell|x|exec|test|task|script|fmt : exec runs code of the environment\n"
         "tool run : exec runs a package\n"
         "upload|publish|register : network publishes\n"
         "install|add =git+*|*://*|*.whl|*.tar.gz|*.zip|svn+*|hg+*|.|./*|../*|/* : exec installs code from"
         " an address\n"
         "pip install =git+*|*://*|.|./*|/* : exec installs code from an address\n"
         "install -e --editable : exec runs the project's own code\n"
         "install -i --index-url --extra-index-url : exec installs code from another index\n"
         "-V --version : read\n#0 : read\n: write changes what is installed"},
    {.names = "pipx",
     .rules =
         "list|environment|completions|--version : read\nuninstall|uninstall-all|uninject : destructive "
         "removes"
         " packages\nrun|runpip : exec fetches a package and runs it\n: write changes what is installed"},
    {.names = "uvx|npx|bunx|pnpx|dlx",
     .valued = "-p -c --package --call --from --with --python",
     .rules = "--version -v : read\n: special",
     .wraps = 0,
     .special = judge_fetched},
    {.names = "npm|pnpm|yarn|cnpm|tnpm|ni|corepack|bower|jspm|ied",
     .valued = "-C -w --prefix --registry --workspace --filter -F --cwd --cache",
     .rules =
         "* --help : read\nexec|x|dlx : special\nnpm publish : network publishes\n"
         "rimraf|del-cli|kill-port : destructive removes files\npkg get : read\nrun|run-script #0 : "
         "read\ninit|create #0 : write starts a "
         "project\nexec|x|dlx|create|init|explore|run|run-script|rum|urn|start|restart|stop|test|t|tst|it|"
         "cit|install-test|node|"
         "rebuild|build|dev|serve|lint|edit|prepare|watch|e2e|format|typecheck|generate|nx : exec runs code "
         "of"
         " packages or of the project\n"
         "--dry-run : read\n"
         "uninstall|remove|rm|r|un|unlink|prune|unpublish|deprecate|autoclean|destroy : destructive removes"
         " packages\n"
         "cache|store|token|org|team|owner|access|dist-tag|dist-tags|workspace|global|hook|profile|config|c|"
         "star|tag|"
         "npm clean|delete|rm|prune|revoke|destroy|remove|clear : destructive removes something\n"
         "cache|store|token|org|team|owner|access|dist-tag|dist-tags|global|hook|profile|config|c|workspaces|"
         "npm ls|list|"
         "get|status|path|verify|info|dir : read\n"
         "publish|pub|adduser|login|deploy|add-user : network publishes\n"
         "view|info|show|v|ls|list|la|ll|outdated|audit|search|s|se|find|why|explain|root|prefix|bin|ping|"
         "whoami|help|"
         "docs|doctor|fund|licenses|help-search|repo|bugs|home|issues|query|diff|get|completion|"
         "stars|sbom|versions|env|workspaces|check|--version : read\n"
         "logout|version : write\n"
         "install|add|i =git+*|*://*|github:*|./*|../*|/*|*.tgz|file:* : exec installs code from an address\n"
         "-v --version : read\nconfig #0 : read\n: write changes what is installed",
     .special = judge_fetched},
    {.names = "cargo|cargo-binstall",
     .valued = "-p -F -j -Z -C --manifest-path --features --target --package --bin --example --color "
               "--config --profile",
     .rules = "run|r|bench|test|t|build|b|check|c|clippy|doc|d|rustc|rustdoc|nextest|miri|fuzz|watch|make|"
              "xtask|expand|leptos|"
              "tauri|flamegraph|criterion|llvm-cov|tarpaulin|mutants|udeps|hack|dist|lambda|espflash|wasi|"
              "component : exec"
              " runs the project's own code\n"
              "publish|update|clean|add|remove|rm|yank|install|package -n --dry-run : read\n"
              "clean|uninstall|remove|rm|sweep|cache : destructive removes what was built\n"
              "yank|owner : destructive changes a published package\n"
              "publish|login : network publishes\n"
              "tree|metadata|search|info|version|help|locate-project|pkgid|verify-project|read-manifest|"
              "audit|outdated|bloat|"
              "deny|license|geiger|machete|asm|modules|config|report : read\n"
              "fmt --check -- : read\n--list -V --version : read\n+* : exec\ninstall : exec builds and "
              "installs code\n#0 : read\n"
              ": write changes the project"},
    {.names = "go",
     .valued = "-C -o -tags -ldflags -run -count -timeout -mod -bench -coverprofile",
     .rules = "tool nm|objdump|addr2line|buildid : read\n"
              "run|test|generate|tool|build|install : exec builds or runs code\nclean : destructive removes "
              "what was"
              " built\n"
              "env -w -u : write\nversion|env|list|doc|vet|help|bug|telemetry : read\n"
              "mod graph|why|verify : read\nmod edit -json -print : read\nfmt -n : read\nwork : write\n: "
              "write changes the"
              " project",
     .traits = kWhole},
    {.names = "gem|bundle|bundler|rubygems|composer|pecl|pear|cpan|cpanm|cpm|luarocks|nuget|dotnet|paket|hex|"
              "opam|raco|"
              "quicklisp|tlmgr|pub|coursier|cs|cabal-install|conda-build|jpm|cocoapods|ivy|sdkmanager",
     .valued = "-v -i -n --version --project --source --configuration -c -f -o",
     .rules =
         "exec : inner 1\nef database|migrations drop|remove : destructive removes what a database holds\n"
         "nuget push : network publishes\nnuget list : read\n--dry-run : read\n"
         "exec|run|run-script|test|build|watch|console|launch|runner|script|fsi|ef|vstest|"
         "msbuild|bootstrap : exec runs code of packages or of the project\n"
         "uninstall|remove|rm|cleanup|clean|prune|clear-cache|unpin|yank|delete|clobber|autoremove : "
         "destructive removes"
         " packages\n"
         "tool|package|reference|workload|nuget|switch|repo|sln|cache "
         "uninstall|remove|delete|locals|clean : destructive"
         " removes packages\n"
         "push|publish|upload|signin|login|submit : network publishes\n"
         "list|show|info|search|outdated|env|environment|contents|dependency|specification|which|why|"
         "check|config|"
         "audit|licenses|status|depends|prohibits|diagnose|validate|home|browse|fund|help|about|"
         "suggests|platform|"
         "list-installed|var|var-list|doctor|stale|query|sources|deps|paths|root|files : read\n"
         "package|tool|reference|workload|sln list|search : read\n"
         "--version --info --list-sdks --list-runtimes --list -v : read\n#0 : read\n: write changes "
         "what is installed"},
};

}  // namespace

std::span<const Program> package_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
