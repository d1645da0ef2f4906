#include <doctest/doctest.h>

#include <set>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"

using namespace callgate::analysis::shell;

namespace {

std::vector<std::span<const Program>> tables() {
  return {text_programs(),    file_programs(),    wrapper_programs(),  shell_programs(),
          process_programs(), version_programs(), package_programs(),  container_programs(),
          network_programs(), system_programs(),  language_programs(), disk_programs(),
          account_programs(), cloud_programs(),   database_programs(), build_programs(),
          editor_programs(),  windows_programs()};
}

std::vector<std::string> cut(std::string_view text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

// What is wrong with one line of rules; empty when nothing is.
std::string fault(const std::string& line, const Program& row) {
  if (line.find_first_not_of(' ') == std::string::npos) return {};
  const std::size_t colon = line.starts_with(": ") ? 0 : line.find(" : ");
  if (colon == std::string::npos) return "no outcome";
  bool conditions = false;
  for (const std::string& token : cut(line.substr(0, colon), ' ')) {
    if (token.empty()) continue;
    const bool condition = std::string_view("-=#@/").find(token[0]) != std::string_view::npos;
    if (conditions && !condition) return "words behind conditions";
    conditions = conditions || condition;
  }
  static const std::set<std::string> kOutcomes{"read",  "write",  "exec",  "network", "destructive",
                                               "inner", "script", "value", "special"};
  const std::string right = line.substr(line.find_first_not_of(' ', colon == 0 ? 1 : colon + 2));
  const std::string outcome = right.substr(0, right.find(' '));
  if (!kOutcomes.contains(outcome)) return "unknown outcome";
  if (outcome == "special" && row.special == nullptr) return "no function";
  if (outcome == "value" && !conditions) return "value of what";
  return {};
}

}  // namespace

TEST_CASE("shell tables: every rule can be read") {
  for (const std::span<const Program> table : tables()) {
    for (const Program& row : table) {
      CAPTURE(row.names);
      CHECK(!row.rules.empty());
      for (const std::string& line : cut(row.rules, '\n')) {
        CAPTURE(line);
        CHECK(fault(line, row) == "");
      }
    }
  }
}

TEST_CASE("shell tables: a name stands in one row") {
  std::set<std::string> seen;
  std::string twice;
  for (const std::span<const Program> table : tables()) {
    for (const Program& row : table) {
      for (const std::string& name : cut(row.names, '|')) {
        if (!seen.insert(name).second) twice += " " + name;
      }
    }
  }
  CHECK(twice == "");
  CHECK(find_program("rm") != nullptr);
  CHECK(find_program("mkfs.ext4") != nullptr);
  CHECK(find_program("no-such-program") == nullptr);
}
