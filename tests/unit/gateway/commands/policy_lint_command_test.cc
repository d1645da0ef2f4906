#include "gateway/commands/policy_lint_command.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../../upstreams/temp_folder.h"
#include "gateway/state/catalog_cache.h"
#include "streams.h"

using namespace callgate;
using commands::PolicyLintOptions;
using test::contains;
using test::Streams;
using test::TempFolder;

namespace {

constexpr const char* kLock =
    R"({"tools": [{"server": "fs", "name": "fs__write", "definition": {"name": "write",
  "inputSchema": {"type": "object", "properties": {"path": {"type": "string"}}, "additionalProperties": false}}}]})";
constexpr const char* kPolicy =
    R"({"rules": [{"id": "r", "match": {"tools": "fs__write"}, "when": {"args.pth": {"eq": "x"}}, "then": "deny"}]})";

struct Linted {
  int exit;
  std::string out, err;
};

Linted lint(const TempFolder& folder, PolicyLintOptions options) {
  const ManualClock clock;
  Streams streams;
  if (options.files.empty()) options.files = {folder.path + "/p.jsonc"};
  const int exit = commands::policy_lint(options, folder.path + "/state", {}, clock, streams.console);
  return {exit, streams.printed(), streams.err.str()};
}

}  // namespace

TEST_CASE("policy lint: the snapshot beside the file tells what tools there are") {
  const TempFolder folder;
  folder.file("p.jsonc", kPolicy, 0600);
  const Linted unknown = lint(folder, {});
  CHECK(unknown.exit == 0);
  CHECK(contains(unknown.out, "The tools are not known"));
  CHECK(contains(unknown.out, "nothing found\n"));
  folder.file("tools.lock.json", kLock, 0600);
  const Linted known = lint(folder, {});
  CHECK(known.exit == 1);
  CHECK(contains(known.out, "error[unknown-argument]: \"args.pth\" is no argument of fs__write\n"));
  CHECK(contains(known.out, "p.jsonc:1:66"));
  CHECK(contains(known.out, "^^^^^^^^^^ did you mean \"args.path\"?\n"));
  CHECK(contains(known.out, "= hint: there are: path\n"));
  CHECK(contains(known.out, "\n1 error\n"));
}

TEST_CASE("policy lint: --fail-on, --format") {
  const TempFolder folder;
  folder.file("p.jsonc", R"({"sets": {"unused%": ["x"]}})", 0600);
  CHECK(lint(folder, {}).exit == 1);
  CHECK(lint(folder, {.fail_on = "error"}).exit == 0);
  CHECK(lint(folder, {.fail_on = "never"}).exit == 0);
  const auto json = nlohmann::json::parse(lint(folder, {.format = "json"}).out);
  CHECK(json["warnings"] == 1);
  CHECK(json["tools"].is_null());
  CHECK(json["findings"][0]["code"] == "unused-set");
  CHECK(json["findings"][0]["line"] == 1);
  const std::string github = lint(folder, {.format = "github"}).out;
  CHECK(contains(github, "::warning file="));
  CHECK(contains(github, "p.jsonc,line=1,col=11,title=unused-set::nothing uses the set \"unused%25\""));
}

TEST_CASE("policy lint: a configuration stands for its policy, and its catalog for the tools") {
  const TempFolder folder;
  folder.file("p.jsonc", kPolicy, 0600);
  folder.file("callgate.jsonc", R"({"mcpServers": {"fs": {"command": "none"}}, "policy": "./p.jsonc"})",
              0600);
  const PolicyLintOptions options{.files = {folder.path + "/callgate.jsonc"}};
  CHECK(contains(lint(folder, options).out, "The tools are not known"));
  state::CatalogEntry entry;
  entry.server = "fs";
  entry.protocol_version = "2025-06-18";
  entry.tools = {Bytes::copy(R"({"name":"write","inputSchema":{"type":"object","properties":{"path":{}}}})")};
  std::filesystem::create_directories(folder.path + "/state/catalog");
  const std::string key(64, 'a');
  const state::CatalogCache cache(folder.path + "/state/catalog");
  REQUIRE(cache.store(key, state::catalog_text(key, entry)).has_value());
  const Linted known = lint(folder, options);
  CHECK(known.exit == 1);
  CHECK(contains(known.out, "warning[unknown-argument]"));
  CHECK(contains(lint(folder, {.config = folder.path + "/callgate.jsonc"}).out, "warning[unknown-argument]"));
}

TEST_CASE("policy lint: what cannot be read is an error, whatever it is") {
  const TempFolder folder;
  folder.file("p.jsonc", R"({"rules": [{"id": "r", "then": "dny"}]})", 0600);
  CHECK(lint(folder, {}).exit == 1);
  CHECK(contains(lint(folder, {}).err, "p.jsonc:1:"));
  CHECK(contains(lint(folder, {.files = {folder.path + "/none"}}).err, "there is no such file"));
  folder.file("p.jsonc", "{}", 0600);
  CHECK(contains(lint(folder, {.tools = folder.path + "/none"}).err, "there is no such file"));
  folder.file("self.jsonc", R"({"policy": "./self.jsonc"})", 0600);
  CHECK(contains(lint(folder, {.files = {folder.path + "/self.jsonc"}}).err, "unknown key"));
}
