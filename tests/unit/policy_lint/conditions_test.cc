#include "linted.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::policy_lint;

namespace {

std::string when(const std::string& condition) {
  return found(R"({"sets":{"none":[]},"rules":[{"id":"r","match":{"tools":"db__query"},"when":{)" +
                   condition + R"(},"then":"deny"}]})",
               kNeverMatches);
}

std::string why(const std::string& finding) {
  const std::size_t at = finding.rfind(": ");
  return at == finding.npos ? "" : finding.substr(at + 2, finding.size() - at - 3);
}

}  // namespace

TEST_CASE("lint: demands that exclude each other are never met") {
  CHECK(when(R"("args.n":{"gt":5,"lt":9})").empty());
  CHECK(when(R"("args.n":{"gte":5,"lte":5})").empty());
  CHECK(why(when(R"("args.n":{"gt":5,"lt":5})")) == "no number is so large and so small at once");
  CHECK_FALSE(when(R"("args.n":{"between":[9,1]})").empty());
  CHECK_FALSE(when(R"("args.n":{"len":{"gt":3,"lt":2}})").empty());
  CHECK_FALSE(when(R"("args.n":{"eq":5,"gt":5.0})").empty());
  CHECK(when(R"("args.n":{"eq":5,"in":[4,5.0]})").empty());
  CHECK(why(when(R"("args.n":{"eq":5,"in":[4,6]})")) == "it is to equal 5, and \"in\" excludes that");
  CHECK_FALSE(when(R"("args.n":{"eq":"a","ne":"a"})").empty());
  CHECK(why(when(R"("args.n":{"regex":"^a$","gt":5})")) ==
        "\"gt\" needs a number, and what stands before it a string");
  CHECK_FALSE(when(R"("args.n":{"type":"string","lt":5})").empty());
  CHECK_FALSE(when(R"("args.n":{"exists":false,"eq":5})").empty());
  CHECK(when(R"("args.n":{"exists":false,"ne":5})").empty());
  CHECK_FALSE(when(R"("all":[{"args.n":{"eq":5}},{"args.n":{"eq":6}}])").empty());
  CHECK(when(R"("any":[{"args.n":{"eq":5}},{"args.n":{"eq":6}}])").empty());
  CHECK(when(R"("args.n[*]":{"any":{"eq":5}},"args.m":{"eq":6})").empty());
  CHECK(why(when(R"("args.n":{"in":"@none"})")) == "there is nothing in the list");
  CHECK_FALSE(when(R"("args.n":{"glob":[]})").empty());
  CHECK_FALSE(when(R"("any":[])").empty());
  CHECK_FALSE(when(R"("not":{"args.n":{"notIn":[]}})").empty());
}

TEST_CASE("lint: an exception that every call is, or none") {
  const auto unless = [](const std::string& tool, const std::string& condition, const Code& code) {
    return found(rule(R"("match":{"tools":")" + tool + R"("},"unless":{)" + condition + R"(},"then":"deny")"),
                 code);
  };
  CHECK(unless("fs__read_file", R"("args.path":{"exists":true})", kUnlessAlways) ==
        "unless-always-holds 1:78 error: rule \"r\" never applies, because its exception always holds: the "
        "schema "
        "demands it\n");
  CHECK(unless("db__query", R"("args.sql":{"exists":true})", kUnlessAlways).empty());
  CHECK_FALSE(unless("fs__read_file", R"("args.path":{"glob":["/srv/**","**"]})", kUnlessAlways).empty());
  CHECK_FALSE(unless("db__query", R"("args.sql":{"notIn":[]})", kUnlessAlways).empty());
  CHECK_FALSE(
      unless("db__query", R"("args.sql":{"eq":"a","startsWith":"b","len":{"lt":0,"gt":0}})", kUnlessNever)
          .empty());
}

TEST_CASE("lint: choices that are never taken, a rule that is its own exception") {
  CHECK(
      found(
          rule(
              R"("match":{"tools":"db__query"},"then":{"if":{"args.n":{"gt":5,"lt":1}},"do":"allow","else":"ask"})"),
          kNeverMatches) ==
      "never-matches 1:82 error: a choice of rule \"r\" is never taken: no number is so large and so small "
      "at once\n");
  CHECK_FALSE(
      found(
          rule(
              R"("match":{"tools":"db__query"},"when":{"args.a":{"eq":1}},"unless":{"args.a":{"eq":1}},"then":"deny")"),
          kNeverMatches)
          .empty());
  CHECK_FALSE(found(rule(R"("match":{"tools":"db__query"},"active":{"days":[]},"then":"ask","else":"deny")"),
                    kNeverMatches)
                  .empty());
}
