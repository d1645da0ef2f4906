#include "linted.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::policy_lint;

TEST_CASE("lint: an argument that no tool of the rule has, with the one that was meant") {
  CHECK(lines_of(linted(rule(
            R"("match":{"tools":"fs__write_file"},"unless":{"args.pth":{"under":"/srv"}},"then":"deny")"))) ==
        "unknown-argument 1:66 error: \"args.pth\" is no argument of fs__write_file: did you mean "
        "\"args.path\"?\n");
  // Where a schema says nothing of other members, they may still come.
  CHECK(found(rule(R"("match":{"tools":"fs__read_file"},"when":{"args.pth":{"eq":"/"}},"then":"deny")"),
              kUnknownArgument) ==
        "unknown-argument 1:63 warning: \"args.pth\" is no argument of fs__read_file: did you mean "
        "\"args.path\"?\n");
  CHECK(found(rule(R"("match":{"tools":"db__query"},"when":{"args.limit":{"gt":5}},"then":"deny")"),
              kUnknownArgument)
            .empty());
}

TEST_CASE("lint: of tools that a star fits one has to have the argument, of those that are named each") {
  CHECK(found(rule(R"("match":{"tools":"fs__*"},"when":{"args.path":{"eq":"/"}},"then":"deny")"),
              kUnknownArgument)
            .empty());
  CHECK(
      found(
          rule(
              R"("match":{"tools":["fs__write_file","fs__move_file"]},"when":{"args.path":{"eq":"/"}},"then":"deny")"),
          kUnknownArgument) ==
      "unknown-argument 1:82 warning: \"args.path\" is no argument of fs__move_file\n");
}

TEST_CASE("lint: nested ways, elements and references are followed") {
  const auto when = [](const std::string& condition) {
    return found(rule(R"("match":{"tools":"pay__send"},"when":{)" + condition + R"(},"then":"deny")"),
                 kUnknownArgument) +
           found(rule(R"("match":{"tools":"pay__send"},"when":{)" + condition + R"(},"then":"deny")"),
                 kTypeClash);
  };
  CHECK(when(R"("args.to[*].mail":{"any":{"glob":"*@x"}})").empty());
  CHECK(when(R"("args.to[0].mail":{"glob":"*@x"})").empty());
  CHECK(when(R"("args.to[*].mial":{"any":{"glob":"*@x"}})") ==
        "unknown-argument 1:59 warning: \"args.to[*].mial\" is no argument of pay__send: did you mean "
        "\"args.to[…].mail\"?\n");
  CHECK(when(R"("args.amount[*]":{"any":{"eq":1}})") ==
        "type-clash 1:59 error: \"args.amount[*]\" leads nowhere in pay__send: args.amount is a number\n");
}

TEST_CASE("lint: arguments in lists, budgets and rewrites have to be there, too") {
  CHECK(found(R"x({"permissions":{"deny":["fs__write_file(pth:/etc/**)"]}})x", kUnknownArgument) ==
        "unknown-argument 1:25 error: \"args.pth\" is no argument of fs__write_file: did you mean "
        "\"args.path\"?\n");
  CHECK(found(R"x({"permissions":{"deny":["pay__send(amount:9*)"]}})x", kTypeClash) ==
        "type-clash 1:25 error: \"args.amount\" of pay__send is a number: permissions.deny[0] needs a "
        "string\n");
  CHECK(found(rule(R"("match":{"tools":"pay__send"},"budget":{"sum":"args.amont","max":5})"),
              kUnknownArgument) ==
        "unknown-argument 1:67 warning: \"args.amont\" is no argument of pay__send: did you mean "
        "\"args.amount\"?\n");
  CHECK(found(rule(R"("match":{"tools":"pay__send"},"rewrite":{"clamp":{"args.amunt":{"max":5}}})"),
              kUnknownArgument) ==
        "unknown-argument 1:71 warning: \"args.amunt\" is no argument of pay__send: did you mean "
        "\"args.amount\"?\n");
}

TEST_CASE("lint: an operator on a type that it cannot judge, and values that the schema excludes") {
  const auto pay = [](const std::string& condition) {
    return others(rule(R"("match":{"tools":"pay__send"},"when":{)" + condition + R"(},"then":"deny")"));
  };
  CHECK(pay(R"("args.amount":{"gt":5})").empty());
  CHECK(pay(R"("args.amount":{"regex":"^5$"})") ==
        "type-clash 1:74 error: \"args.amount\" of pay__send is a number: \"regex\" needs a string\n");
  CHECK(pay(R"("args.currency":{"gt":5})") ==
        "type-clash 1:76 error: \"args.currency\" of pay__send is a string: \"gt\" needs a number\n");
  CHECK(pay(R"("args.amount":{"eq":"5"})") ==
        "type-clash 1:79 error: \"args.amount\" of pay__send is a number: what it is compared with is a "
        "string\n");
  CHECK(pay(R"("args.currency":{"in":["EUR","GBP"]})") ==
        "impossible-value 1:88 error: \"args.currency\" of pay__send is never \"GBP\": it is one of "
        "\"EUR\", \"USD\"\n");
  CHECK(pay(R"("not":{"args.to":{"any":[{"len":3},{"lt":3}]}})") ==
        "type-clash 1:95 error: \"args.to\" of pay__send is a list: \"lt\" needs a number\n");
}
