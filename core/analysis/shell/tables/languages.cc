// Languages: interpreters and compilers.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "python|python2|python3|python3.*|python2.*|pypy|pypy3|ipython|ipython3|bpython|micropython|"
              "jython|sage",
     .valued = "-c -m -W -X -Q",
     .rules = ": special",
     .special = judge_python},
    {.names = "node|nodejs|bun|deno|tsx|ts-node|perl|perl5*|ruby|irb|jruby|php|php[0-9]*|lua|lua5*|"
              "luajit|tclsh|wish|Rscript|R|julia|guile|racket|scheme|clojure|clj|sbcl|clisp|ecl|gosh|"
              "chicken|csi|elixir|erl|escript|ocaml|utop|ghci|runghc|runhaskell|scala|kotlin|groovy|"
              "groovysh|jshell|java|dart|nim|crystal|octave|gnuplot|maxima|gap|gp|matlab|mathematica|"
              "wolframscript|prolog|swipl|forth|gforth|pike|rexx|qjs|d8|js|mjs|rhino|osascript|"
              "wasmtime|wasmer|wasm3|mono|dotnet-script|csharp|fsi|fsharpi|idle|pdb|rdmd|cling|root|"
              "janet|fennel|moon|io|rebol|awkcc|j|apl|zx|esno|vite-node|babel-node|coffee|lsc|nodejs18|"
              "qemu-*|bochs|dosbox|wine|wine64|box64|kaleido",
     .valued = "-e -E -c -r -l -m -I -M -x --eval --require --import --loader --print -p",
     .rules = ": special",
     .special = judge_interpreter},
    {.names =
         "gcc|g++|cc|c++|clang|clang++|clang-*|gcc-*|g++-*|rustc|ghc|javac|kotlinc|scalac|fpc|gfortran|gnat|"
         "ld|as|"
         "nasm|yasm|lld|gold|mold|tcc|dmd|ldc2|gdc|swiftc|nvcc|hipcc|icc|icx|ifort|emcc|zig|v|odin|protoc|"
         "thrift|"
         "flatc|capnp|swig|bison|yacc|flex|lex|ocamlc|ocamlopt|valac|haxe|elm|purs|tsc|esbuild|sass|lessc|"
         "babel|rollup|webpack|parcel|vite|swc|terser|uglifyjs|postcss|tailwindcss|purescript|ldc|iverilog|"
         "verilator",
     .valued = "-o -I -L -l -D",
     .rules = "-v --version -V -version --help -dumpversion -dumpmachine -print-search-dirs -print-file-name "
              "-print-prog-name -### --print -fsyntax-only --noEmit -showConfig --showConfig -E -M -MM "
              "--explain -h : read\n"
              "env|version|targets|help|libc|fmt : read\n-fplugin -wrapper -B --plugin -load -Xclang : exec "
              "loads code\n"
              "run|test|build|serve|dev|preview : exec builds and runs code\n--watch -w : exec\n: write "
              "writes files",
     .traits = kWhole},
    {.names = "clang-format|clang-tidy|cppcheck|cpplint|prettier|gofmt|goimports|gofumpt|"
              "shfmt|ktlint|google-java-format|standard|xo|rubocop|standardrb|"
              "buf|yamlfmt|taplo|biome|ruff|autoflake|clang-apply-replacements|"
              "nixpkgs-fmt|ormolu|fourmolu|brittany|swiftlint|"
              "markdownlint|markdownlint-cli2|stylelint|eslint|tslint|oxlint|jshint|"
              "staticcheck|pint|"
              "djlint|pre-commit|lefthook|husky|lint-staged|commitlint|codespell|typos|cspell|vale|proselint",
     .valued = "-style --style -c --config -p --line-length --rcfile -f --select --ignore -l",
     .rules =
         "-w -i --write --fix --in-place -fix -a -A --fix-errors --write-changes -W --autofix : write "
         "changes files in"
         " place\n"
         "--check --diff -d --dry-run -n --list-files -l --lint --list-different --check-only --version -V : "
         "read\n"
         "fix|write : write\nlinter|rule|config|explain : read\nfmt|format : write formats files in place\n"
         "install|uninstall|autoupdate|add|set : write\nrun|exec : exec runs the project's own code\n"
         "check|lint|ls-files|lint-files : read\n: read",
     .traits = kWhole},
    {.names = "black|isort|autopep8|yapf|rustfmt|stylua|php-cs-fixer|mdformat|scalafmt|pyupgrade|swiftformat|"
              "nixfmt|"
              "alejandra|dprint",
     .valued = "-l -c -t --config --line-length",
     .rules = "--check --diff -d --dry-run --version --check-only -V -c : read\ncheck|describe : read\n"
              ": write formats files in place"},
    {.names = "pylint|flake8|mypy|pyright|basedpyright|bandit|pydocstyle|pycodestyle|pyflakes|vulture|radon|"
              "shellcheck|"
              "hadolint|yamllint|jsonlint|actionlint|tflint|tfsec|checkov|trivy|grype|syft|semgrep|gitleaks|"
              "trufflehog|"
              "detect-secrets|snyk|kubeval|kubeconform|kube-linter|kube-score|conftest|opa|spectral|ajv|"
              "xmlwf|tidy|"
              "checkmake|errcheck|govulncheck|golangci-lint|terraform-docs|lychee|gcovr|ineffassign|luacheck|"
              "perlcritic|phpstan|psalm|"
              "phpcs|phpmd|"
              "brakeman|reek|"
              "sorbet|credo|dialyzer|hlint|spotbugs|pmd|checkstyle|include-what-you-use|iwyu|ctags|"
              "cscope|gtags|global|readtags|universal-ctags|license-checker|licensee|depcheck|madge|knip|"
              "bundlesize|"
              "source-map-explorer|size-limit|dive|cdk-nag|sqlfluff|squawk|vacuum|terrascan",
     .valued = "-f -o -c --config --format --output --rcfile",
     .rules = "--output --output-file --write --fix --in-place : write writes a file\n"
              "monitor : network\ncache clean : destructive\nfix|exec : exec\n: read"},
    {.names = "infer", .rules = "report|explore|--version : read\n: exec runs the project's build"},
};

}  // namespace

std::span<const Program> language_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
