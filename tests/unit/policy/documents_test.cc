#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "read_rules.h"

using namespace callgate::policy;

namespace {

// The blocks of a document that begin with ```jsonc.
std::vector<std::string> blocks_of(const std::string& document) {
  std::ifstream file(std::string(CALLGATE_SOURCE_DIR) + "/" + document);
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = !inside && line == "```jsonc";
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

bool is_guard(std::string_view key) {
  return std::ranges::any_of(knob_tables(), [&](const KnobTable& table) { return table.guard == key; });
}

// An example shows a whole policy, some of its members, or some of its guards.
std::string whole(const std::string& block) {
  if (block.starts_with('{')) return block;
  const std::size_t end = block.find('"', 1);
  return is_guard(block.substr(1, end - 1)) ? "{\"guards\": {" + block + "}}" : "{" + block + "}";
}

}  // namespace

TEST_CASE("documents: every example of a policy is one") {
  std::size_t policies = 0, guards = 0;
  for (const std::string& block : blocks_of("core/policy/README.md")) {
    if (block.find("\"cases\"") != block.npos) continue;  // a file of tests
    CAPTURE(block);
    CHECK(errors_of({whole(block)}) == "");
    ++policies;
    guards += whole(block).starts_with("{\"guards\"") ? 1 : 0;
  }
  CHECK(policies >= 15);
  CHECK(guards >= 12);
}

TEST_CASE("documents: every guard has a paragraph") {
  std::ifstream file(std::string(CALLGATE_SOURCE_DIR) + "/core/policy/README.md");
  std::ostringstream text;
  text << file.rdbuf();
  for (const KnobTable& table : knob_tables()) {
    const std::string guard(table.guard);
    const bool own = guard == "policy";  // a section of its own
    CHECK_MESSAGE(
        text.str().find(own ? "## The guard `policy`" : "\n**`" + guard + "`** ") != std::string::npos,
        guard);
  }
}
