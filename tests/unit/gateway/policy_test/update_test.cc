#include "gateway/policy_test/update.h"

#include <doctest/doctest.h>

#include "../../upstreams/temp_folder.h"
#include "../commands/streams.h"
#include "gateway/commands/policy_test_command.h"
#include "gateway/text_file.h"

using namespace callgate;
using commands::PolicyTestOptions;
using test::contains;
using test::Streams;
using test::TempFolder;

namespace {

constexpr const char* kPolicy = R"({"permissions": {"deny": ["x__no"], "ask": ["x__ask"]},
  "rules": [{"id": "few", "match": {"tools": "x__few"}, "budget": {"max": 2}}]})";

struct Folder : TempFolder {
  explicit Folder(const std::string& cases) {
    file("p.jsonc", kPolicy, 0600);
    tests =
        file("p.test.jsonc", "{ // head\n\"policy\": \"p.jsonc\", \"cases\": [\n" + cases + "\n] }\n", 0600);
  }
  int update(Streams& streams, PolicyTestOptions options = {}) const {
    options.files = {tests};
    options.update = true;
    return commands::policy_test(options, streams.console);
  }
  // The cases as they are now.
  std::string cases() const {
    const std::string text = read_text_file(tests).value();
    const std::size_t begin = text.find("[\n") + 2;
    return text.substr(begin, text.rfind("\n]") - begin);
  }
  std::string tests;
};

std::string updated(const std::string& cases, int exit = 0) {
  const Folder folder(cases);
  Streams streams;
  CHECK(folder.update(streams) == exit);
  return folder.cases();
}

}  // namespace

TEST_CASE("policy test --update: a word becomes what the case gets, and it is said where") {
  const Folder folder(
      R"({"name": "n", "call": {"tool": "x__no"}, "expect": /* see */ "allow"}, // why
{"name": "right", "call": {"tool": "x__yes"}, "expect": "allow"},
{"name": "s", "sequence": [{"call": {"tool": "x__ask"}, "expect": "deny"}, {"call": {"tool": "x__no"}, "expect": "ask"}]})");
  Streams streams;
  CHECK(folder.update(streams) == 0);
  CHECK(folder.cases() ==
        R"({"name": "n", "call": {"tool": "x__no"}, "expect": /* see */ "deny"}, // why
{"name": "right", "call": {"tool": "x__yes"}, "expect": "allow"},
{"name": "s", "sequence": [{"call": {"tool": "x__ask"}, "expect": "ask"}, {"call": {"tool": "x__no"}, "expect": "deny"}]})");
  const std::string out = streams.printed();
  CHECK_MESSAGE(contains(out, "p.test.jsonc:3:62: decision allow → deny  (n)\n"), out);
  CHECK(contains(out, "decision deny → ask  (s)\n"));
  CHECK(contains(out, "3 passed, 0 failed"));
  // The second time nothing is left to do.
  const auto before = std::filesystem::last_write_time(folder.tests);
  CHECK(folder.update(streams) == 0);
  CHECK(std::filesystem::last_write_time(folder.tests) == before);
  CHECK_FALSE(contains(streams.printed(), "→"));
}

TEST_CASE("policy test --update: of an object only what is wrong changes, and what there is none of goes") {
  CHECK(updated(R"({"name": "n", "call": {"tool": "x__no"},
 "expect": {"rule": "permissions.deny[7]", /* the code */ "code": "policy_deny", "decision": "ask"}})") ==
        R"({"name": "n", "call": {"tool": "x__no"},
 "expect": {"rule": "permissions.deny[0]", /* the code */ "code": "policy_deny", "decision": "deny"}})");
  CHECK(
      updated(
          R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"decision": "deny", "rule": "a", "code": "b"}})") ==
      R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"decision": "allow"}})");
  CHECK(
      updated(
          R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"rule": "a", "code": "b", "decision": "deny"}})") ==
      R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"decision": "allow"}})");
  CHECK(updated(R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"rule": "a",
   "code": "b" // why
   }})") == R"({"name": "n", "call": {"tool": "x__yes"}, "expect": "allow"})");
  CHECK(updated(R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"decision": "deny", // first
   "rule": "a", // second
   "code": "b" // third
   }})") == R"({"name": "n", "call": {"tool": "x__yes"}, "expect": {"decision": "allow", // first
    // second
    // third
   }})");
}

TEST_CASE("policy test --update: what no word can say is left, and fails") {
  const std::string repeated =
      R"({"name": "r", "sequence": [{"call": {"tool": "x__few"}, "repeat": 4, "expect": "allow"}]})";
  CHECK(updated(repeated, 1) == repeated);
  const std::string result =
      R"({"name": "r", "call": {"tool": "x__yes"}, "result": {"content": []}, "expect": {"result.text": {"contains": "k"}}})";
  const Folder folder(result);
  Streams streams;
  CHECK(folder.update(streams, {.format = "json"}) == 1);
  CHECK(folder.cases() == result);
  CHECK(contains(streams.err.str(), "not updated: what it expects of the result is not met  (r)"));
  CHECK(contains(streams.printed(), "\"left\""));
}

TEST_CASE("policy test --update: a file that cannot be read is not touched") {
  for (const std::string broken : {R"({"name": "n", "call": {"tool": "x__no"}, "expect": "allow")",
                                   R"({"name": "n", "call": {"tool": "x__no"}, "expect": "alow"})"}) {
    const Folder folder(broken);
    Streams streams;
    CHECK(folder.update(streams) == 1);
    CHECK(folder.cases() == broken);
    CHECK_MESSAGE(contains(streams.err.str(), "p.test.jsonc:"), streams.err.str());
  }
}
