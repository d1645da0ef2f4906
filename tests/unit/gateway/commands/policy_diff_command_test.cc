#include "gateway/commands/policy_diff_command.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../../upstreams/temp_folder.h"
#include "streams.h"

using namespace callgate;
using commands::policy_diff;
using commands::PolicyDiffOptions;
using test::contains;
using test::Streams;
using test::TempFolder;

namespace {

struct Folder : TempFolder {
  Folder() {
    file("a.jsonc", R"({"permissions": {"deny": ["x__a"]}, "rules": [
  {"id": "few", "match": {"tools": "x__b"}, "limit": {"calls": 1, "per": "1m"}}]})",
         0600);
    file("b.jsonc", R"({"permissions": {"ask": ["x__a"]}, "rules": [
  {"id": "few", "match": {"tools": "x__b"}, "limit": {"calls": 1, "per": "1m"}, "when": {"args.n": {"gt": 1}}}]})",
         0600);
  }
  int diff(Streams& streams, PolicyDiffOptions options = {}) const {
    if (options.before.empty()) options.before = path + "/a.jsonc";
    if (options.after.empty()) options.after = path + "/b.jsonc";
    return policy_diff(options, streams.console);
  }
};

}  // namespace

TEST_CASE("policy diff: what was added, removed and changed, with the way it moves") {
  const Folder folder;
  Streams streams;
  CHECK(folder.diff(streams) == 0);
  const std::string text = streams.printed();
  CHECK(contains(text, "+ narrower  added permissions.ask \"x__a\"  "));
  CHECK(contains(text, "- wider     removed permissions.deny \"x__a\"  "));
  CHECK(contains(text, "- wider     changed rule \"few\": when (wider)  "));
  CHECK(folder.diff(streams, {.exit_code = true}) == 1);
  streams.printed();
  CHECK(folder.diff(streams, {.after = folder.path + "/a.jsonc", .exit_code = true}) == 0);
  CHECK(streams.printed() == "the policies say the same\n");
}

TEST_CASE("policy diff: calls of a corpus that are decided otherwise") {
  const Folder folder;
  Streams streams;
  const std::string lines = folder.file("calls.jsonl", R"({"tool": "x__a"}
{"tool": "x__a", "args": {"q": 1}}

{"tool": "x__b", "args": {"n": 1}}
)",
                                        0600);
  CHECK(folder.diff(streams, {.corpus = lines, .verbose = true}) == 0);
  CHECK(
      contains(streams.printed(),
               "\n- deny → ask  x__a ×2\n      line 1\n      line 2\n2 of 3 calls are decided otherwise\n"));
  const std::string tests = folder.file(
      "p.test.jsonc",
      R"({"policy": "nowhere.jsonc", "cases": [{"name": "c", "sequence": [{"call": {"tool": "x__b", "args": {"n": 1}}, "repeat": 3, "expect": "ask"}]}]})",
      0600);
  CHECK(folder.diff(streams, {.corpus = tests, .json = true}) == 0);
  const auto json = nlohmann::json::parse(streams.printed());
  CHECK(json["calls"]["judged"] == 3);
  CHECK(json["changes"].size() == 3);
}

TEST_CASE("policy diff: files that cannot be read") {
  const Folder folder;
  Streams streams;
  CHECK(folder.diff(streams, {.after = folder.path + "/none"}) == 1);
  CHECK(contains(streams.err.str(), "there is no such file"));
  for (const char* line :
       {"{", "1", "{}", R"({"tool": 1})", R"({"tool": "x", "args": []})", R"({"tool": "x", "at": "now"})"}) {
    CAPTURE(line);
    const std::string file = folder.file("bad.jsonl", std::string("\n") + line, 0600);
    CHECK(folder.diff(streams, {.corpus = file}) == 1);
    CHECK(contains(streams.err.str(), "bad.jsonl line 2"));
    streams.err.str({});
  }
}
