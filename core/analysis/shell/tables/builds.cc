// Build and test tools: they run the project's own code.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "make|gmake|mmake|bmake|nmake|remake",
     .valued = "-C -f -I -j -l -o -W -x",
     .rules = "-n --just-print --dry-run --recon -p -q --question --version -v -h --print-data-base : read\n"
              "=clean|distclean|mrproper|*clean*|uninstall|destroy|purge|wipe|reset|drop*|nuke : destructive "
              "removes what was"
              " built\n: exec runs the project's own code"},
    {.names = "cmake",
     .valued = "-B -S -G -D -C -T -A --build --preset --target -j --config --install --prefix",
     .rules = "--version --help --help-command --list-presets -N --help-module --help-policy : read\n"
              "-E remove|rm|remove_directory : destructive removes "
              "files\ncat|echo|echo_append|compare_files|*sum|capabilities|environment|time|sleep|true|false "
              "-E : read\n-E : write\n: exec runs the project's own code"},
    {.names =
         "ninja|samu|meson|scons|bazel|bazelisk|buck|buck2|pants|please|plz|gradle|gradlew|mvn|mvnw|mvnd|ant|"
         "sbt|"
         "mill|lein|boot|rake|rakefile|grunt|gulp|just|task|invoke|inv|tox|nox|nose2|pytest|py.test|unittest|"
         "jest|"
         "mocha|vitest|ava|tap|karma|cypress|playwright|ctest|gtest|rspec|cucumber|behave|robot|phpunit|pest|"
         "codecept|xcodebuild|msbuild|waf|b2|bjam|premake5|xmake|qmake|autoconf|automake|autoreconf|autogen|"
         "libtoolize|"
         "aclocal|cabal|stack|shake|rebar3|mix|dune|spago|elm-test|nimble|dub|shards|turbo|"
         "nx|lerna|moon|earthly|dagger|act|tilt|skaffold|garden|locust|coverage|cargo-nextest|"
         "cargo-make|molecule|kitchen|inspec|serverspec|bats|shunit2|hugo|jekyll|mkdocs|sphinx-build|"
         "gatsby|next|nuxt|astro|remix|svelte-kit|expo|react-native|ng|vue|vue-cli-service|ember|storybook|"
         "cdk8s|"
         "flutter|fastlane|pod|carthage|godot|unity|fvm|conan|vcpkg|xcrun|goreleaser|ko|pack|buildpacks|"
         "ccache|"
         "distcc|sccache|gcovr|lcov|genhtml|kcov|foreman|honcho|overmind|hivemind|uwsgi|gunicorn|uvicorn|"
         "hypercorn|flask|django-admin|daphne|celery|airflow|dbt|prefect|luigi|streamlit|rails|hanami|puma|"
         "unicorn|"
         "sidekiq|rackup|artisan|symfony|drush|wp|phinx|alembic|knex|prisma|sequelize|typeorm|goose|migrate|"
         "flyway|liquibase|sqitch|dbmate|atlas|jupyter|papermill|snakemake|nextflow|cwltool|sphinx-autobuild",
     .valued = "-C -f -j -k -m -p -n -t -d",
     .rules =
         "--version -V -version --list -l --tasks -T --collect-only --co --dry-run --dryrun -n --help -h "
         "--showConfig"
         " --show-config -N --show-only --list-tests --listTests --print-stats -s --show-stats --summary : "
         "read\n"
         "clean|purge|destroy|expunge|uninstall|clobber|db:drop|db:reset|migrate:fresh|migrate:reset|reset|"
         "flush|prune|"
         "down|delete|remove|rollback|downgrade|undo|drop|wipe|nuke|mrproper|distclean|db:purge|db:rollback :"
         " destructive removes what was made\n"
         "--clean --clear --delete-data : destructive removes what was made\n"
         "* reset|drop|clean|wipe|delete|purge|flush|destroy : destructive removes what was made\n"
         "=clean|db:drop|db:reset|migrate:fresh|:clean : destructive removes what was made\n"
         "query|aquery|cquery|dependency:tree|dependencies|tasks|projects|graph|list|ls|info|version|help|"
         "report|"
         "show|about|routes|status|current|history|heads|doctor|devices|why|print-affected|targets|"
         "properties|debug|"
         "deps.tree|hex.outdated|outdated|validate|model|path|introspect|dag|config|log : read\n"
         "publish|deploy|upload|push|release|submit|login : network publishes\n"
         ": exec runs the project's own code"},
    {.names = "configure|bootstrap|autogen.sh", .rules = ": exec runs the project's own code"},
};

}  // namespace

std::span<const Program> build_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
