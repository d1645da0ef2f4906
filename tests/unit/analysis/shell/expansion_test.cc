#include "core/analysis/shell/expansion.h"

#include <doctest/doctest.h>

#include "core/analysis/shell/parser.h"

using namespace callgate::analysis::shell;

namespace {

// The arguments of a simple command; what is not known in brackets.
std::string expanded(std::string_view text, const Scope& scope = {}) {
  const Parsed parsed = parse(text);
  std::vector<Argument> arguments;
  for (const Word& word : parsed.list.pipelines.at(0).commands.at(0).words) expand(word, scope, arguments);
  std::string out;
  for (const Argument& each : arguments) {
    out += (out.empty() ? "" : " ") + (each.known ? each.text : "[" + each.text + "]");
  }
  return out;
}

Argument value(std::string text) {
  return {std::move(text)};
}

}  // namespace

TEST_CASE("shell expansion: variables are followed while they are certain") {
  Scope scope;
  scope.set("a", value("rm"));
  scope.set("b", value("rm -rf x"));
  CHECK(expanded("$a ${a} \"$a\"x y", scope) == "rm rm rmx y");
  CHECK(expanded("$b \"$b\"", scope) == "rm -rf x rm -rf x");
  CHECK(expanded("$c ${a#r} ${!a}", scope) == "[$c] [${a#}] [${a!}]");
  CHECK(expanded("rm${IFS}-rf") == "rm -rf");
  scope.split_unusually();
  CHECK(expanded("$a \"$a\"", scope) == "[$a] rm");
  scope.forget("a");
  CHECK(expanded("\"$a\"", scope) == "[$a]");
}

TEST_CASE("shell expansion: a long value is not kept, nor more variables than are bounded") {
  Scope scope;
  scope.set("long", value(std::string(5000, 'x')));
  CHECK(!scope.find("long")->known);
  for (int i = 0; i < 2000; ++i) scope.set("v" + std::to_string(i), value("x"));
  CHECK(scope.find("v10") != nullptr);
  CHECK(scope.find("v1999") == nullptr);
}

TEST_CASE("shell expansion: braces") {
  CHECK(expanded("{rm,-rf,x}") == "rm -rf x");
  CHECK(expanded("a{b,c{d,e}}f") == "abf acdf acef");
  CHECK(expanded("{1..3} {c..a} r{m..m}") == "1 2 3 c b a rm");
  CHECK(expanded("{x} {} '{a,b}' \"{a,b}\" a{,b}") == "{x} {} {a,b} {a,b} a ab");
  CHECK(expanded("{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}{o,p}").front() == '[');
  CHECK(expanded("{1..100000}").front() == '[');
}

TEST_CASE("shell expansion: what echo prints is known, what others print is not") {
  CHECK(expanded("$(echo rm) $(printf x) `echo a b`") == "rm x a b");
  CHECK(expanded("$(cat x)") == "[$(cat x)]");
  CHECK(expanded("$(echo -e 'r\\x6d') $(printf '%s-%s' a b) $(which rm)") == "rm a-b rm");
  CHECK(expanded("$(printf '%5d' 1)") == "[$(printf '%5d' 1)]");
  CHECK(expanded("$(cat <<'E'\na\nE\n)") == "a");
  const Parsed parsed = parse("a $(cat x)b $(cat y)");
  std::vector<Argument> arguments;
  for (const Word& word : parsed.list.pipelines[0].commands[0].words) expand(word, {}, arguments);
  CHECK(arguments.at(1).tainted);
  CHECK(!arguments.at(1).whole);
  CHECK(arguments.at(2).whole);
}
