#include "linted.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::policy_lint;

namespace {

std::string allowed(const std::string& expression) {
  return found(rule(R"("match":{"tools":"db__query"},"when":{"args.sql":{"regex":)" +
                    config::quoted(expression) + R"(}},"then":"allow")"),
               kUnanchoredRegex);
}

}  // namespace

TEST_CASE("lint: an expression that lets calls pass says where it begins and ends") {
  for (const std::string good : {"^select$", "^(?:a|b)$", "(?i)^select .*", "\\Aa\\z", "^a$|^b$",
                                 "(^a$)|(^b$)", "^[|]$", "^a\\|b$", ".*\\.example\\.com$"}) {
    CAPTURE(good);
    CHECK(allowed(good).empty());
  }
  CHECK(allowed("select").find("it may match anywhere in a text") != std::string::npos);
  CHECK(allowed("^select").find("it says nothing of the end") != std::string::npos);
  CHECK(allowed("select$").find("it says nothing of the beginning") != std::string::npos);
  CHECK(allowed("^a|b$").find("its part \"^a\" says nothing of the end") != std::string::npos);
  CHECK(allowed("^costs\\$").find("nothing of the end") != std::string::npos);
  CHECK(allowed("(?im)^a$").find("at every line") != std::string::npos);
  CHECK(allowed("\\Q|\\E").find("may match anywhere") != std::string::npos);
}

TEST_CASE("lint: exceptions of what refuses let calls pass, and so does what is negated") {
  const auto refusing = [](const std::string& conditions) {
    return found(rule(R"("match":{"tools":"db__query"},)" + conditions + R"(,"then":"deny")"),
                 kUnanchoredRegex);
  };
  CHECK_FALSE(refusing(R"("unless":{"args.sql":{"regex":"select"}})").empty());
  CHECK(refusing(R"("when":{"args.sql":{"regex":"drop"}})").empty());
  CHECK_FALSE(refusing(R"("when":{"not":{"args.sql":{"regex":"select"}}})").empty());
  CHECK_FALSE(refusing(R"("when":{"args.sql":{"not":{"regex":["^a$","select"]}}})").empty());
  CHECK_FALSE(
      found(
          rule(
              R"("match":{"tools":"db__query"},"then":{"if":{"args.sql":{"regex":"a"}},"do":"allow","else":"ask"})"),
          kUnanchoredRegex)
          .empty());
}
