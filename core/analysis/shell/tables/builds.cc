// Build and test tools: they run the project's own code.
#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr std::string_view kBuildRules =
    "run|exec|runner|eval|shell|console #2+ : exec runs the project's own code\n"
    "--version -version --list --tasks --collect-only --co --dry-run --dryrun --help --showConfig "
    "--show-config --show-only --list-tests --listTests --list-tasks : read\n"
    "clean|purge|destroy|expunge|uninstall|clobber|db:drop|db:reset|migrate:fresh|migrate:reset|reset|flush|"
    "ecto.drop|ecto.reset|db.drop|drop-all|reset_db|"
    "prune|down|delete|remove|rollback|downgrade|undo|drop|wipe|nuke|mrproper|distclean|db:purge|db:rollback "
    ": destructive removes what was made\n"
    "--clean --clear --delete-data --force-reset : destructive removes what was made\n"
    "* reset|drop|clean|wipe|delete|purge|flush|destroy|downgrade|rollback|down : destructive removes what "
    "was made\n"
    "=*:drop|*:wipe|*:fresh|*:reset|*:rollback|*:purge|*:destroy|*:drop:*|*:reset:* : destructive removes "
    "what "
    "was made\n"
    "=help:*|dependency:tree|dependency:list|dependency:analyze|versions:display-* : read\n"
    "=down|drop-all|dependency:purge*|clean|db:drop|db:reset|migrate:fresh|:clean : destructive removes what "
    "was made\n"
    "query|aquery|cquery|dependency:tree|dependencies|tasks|projects|graph|list|ls|info|version|help|report|"
    "show|about|routes|status|current|history|heads|doctor|devices|why|print-affected|targets|properties|"
    "debug|deps|deps.tree|hex.outdated|outdated|validate|model|path|introspect|dag|config|log : read\n"
    "publish|deploy|upload|push|release|submit|login : network publishes\n"
    ": exec runs the project's own code";

// To these one letter alone is a question: for the version, for what could be done.
void judge_build(Judge& judge, const Invocation& call) {
  const bool asks = call.words.size() == 2 && fits_one("-v|-V|-h|-T|-P|-l|-N", call.words[1].text);
  const bool gradle = call.name.starts_with("gradle") && call.has("-m");
  const bool rake =
      call.name == "rake" && (call.has("-n") || call.has("-P") || call.has("-T") || call.has("-W"));
  if (!asks && !gradle && !rake) judge.by_rules(call, kBuildRules);
}

void judge_ninja(Judge& judge, const Invocation& call) {
  const Option* tool = call.find("-t");
  const std::string_view name = tool == nullptr ? std::string_view() : tool->value;
  if (fits_one("clean|cleandead", name)) {
    judge.note(call, ShellClass::destructive, "-t clean removes what was built");
  } else if (name.empty() ? !call.has("-n") && !call.has("--version") : fits_one("restat|recompact", name)) {
    judge.by_rules(call,
                   "=clean|uninstall|distclean : destructive removes what was built\n"
                   ": exec runs the project's own code");
  }
}

// cmake --build DIR --target clean: the option may have several values.
void judge_cmake(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::exec, "runs the project's own code");
  for (const Option& each : call.options) {
    const bool cleans = each.name == "--clean-first" || ((each.name == "--target" || each.name == "-t") &&
                                                         fits_one("clean|uninstall|distclean", each.value));
    if (cleans) judge.note(call, ShellClass::destructive, "removes what was built");
  }
  judge.paths(call, 0, true);
}

constexpr Program kPrograms[] = {
    {.names = "make|gmake|mmake|bmake|nmake|remake",
     .valued = "-C -f -I -j -l -o -W -x",
     .rules = "-n --just-print --dry-run --recon -p -q --question --version -v -h --print-data-base : read\n"
              "=clean|distclean|mrproper|*clean*|uninstall|destroy|purge|wipe|reset|drop*|nuke : destructive "
              "removes what was"
              " built\n: exec runs the project's own code"},
    {.names = "cmake",
     .valued = "-B -S -G -D -C -T -A -t --build --preset --target -j --config --install --prefix",
     .rules = "--version --help --help-command --list-presets -N --help-module --help-policy : read\n"
              "remove|rm|remove_directory -E : destructive removes "
              "files\ncat|echo|echo_append|compare_files|*sum|capabilities|environment|time|sleep|true|false "
              "-E : read\n-E : write\n: special",
     .special = judge_cmake},
    {.names = "ctest|mvn|mvnw|mvnd|gradle|gradlew|ant|sbt|rake|grunt|gulp|lein|flutter|mix|bazel|rspec|"
              "cargo-make",
     .valued = "-f -p -t",
     .rules = ": special",
     .special = judge_build},
    {.names = "ninja|samu", .valued = "-C -f -j -k -l -t", .rules = ": special", .special = judge_ninja},
    {.names = "meson|scons|bazelisk|buck|buck2|pants|plz|mill|boot|rakefile|just|task|"
              "invoke|inv|tox|nox|nose2|pytest|py.test|unittest|jest|mocha|vitest|ava|tap|karma|"
              "cypress|playwright|gtest|cucumber|behave|robot|phpunit|pest|codecept|msbuild|waf|"
              "bjam|premake5|xmake|qmake|autoconf|automake|autoreconf|autogen|libtoolize|aclocal|cabal|"
              "stack|shake|rebar3|dune|spago|elm-test|nimble|dub|shards|turbo|nx|lerna|earthly|dagger|"
              "act|tilt|skaffold|garden|locust|coverage|cargo-nextest|molecule|kitchen|inspec|"
              "serverspec|bats|shunit2|hugo|jekyll|mkdocs|sphinx-build|gatsby|next|nuxt|astro|remix|"
              "svelte-kit|expo|react-native|ng|vue|vue-cli-service|ember|storybook|cdk8s|fastlane|pod|"
              "carthage|godot|unity|fvm|conan|vcpkg|goreleaser|ko|pack|buildpacks|ccache|distcc|"
              "sccache|lcov|genhtml|kcov|foreman|honcho|overmind|hivemind|uwsgi|gunicorn|uvicorn|"
              "hypercorn|flask|django-admin|manage.py|artisan|daphne|celery|airflow|dbt|prefect|luigi|"
              "streamlit|rails|"
              "hanami|puma|unicorn|sidekiq|rackup|symfony|drush|wp|phinx|alembic|knex|prisma|"
              "sequelize|sequelize-cli|typeorm|goose|migrate|flyway|liquibase|sqitch|dbmate|atlas|jupyter|"
              "papermill|"
              "snakemake|nextflow|cwltool|sphinx-autobuild",
     .valued = "-C -f -j -k -m -p -n -t -d",
     .rules = kBuildRules},
    {.names = "swift",
     .rules = "package clean|reset|purge-cache : destructive removes what was built\n"
              "package show-dependencies|describe|dump-package|tools-version : read\n--version : read\n"
              "delete|erase : destructive removes objects\nupload : network sends files\nlist|stat : read\n"
              ": exec runs the project's own code"},
    {.names = "xcrun",
     .rules = "simctl erase|delete|shutdown|uninstall : destructive removes what a simulator holds\n"
              "simctl list : read\n-f --find --show-sdk-path --show-sdk-version --version : read\n: exec"},
    {.names = "xcode-select", .rules = "-p -v --print-path --version : read\n: write changes the tools"},
    {.names = "xcodebuild",
     .rules = "=clean : destructive removes what was built\n"
              "-list -version -showsdks -showBuildSettings -showdestinations : read\n"
              ": exec runs the project's own code",
     .traits = kWhole},
    {.names = "configure|bootstrap|autogen.sh", .rules = ": exec runs the project's own code"},
};

}  // namespace

std::span<const Program> build_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
