// Plays recorded cases through the chain of guards: guard_cases FILE.jsonl…
// A line for every failing case, last "N passed, N failed".
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>

#include "core/analysis/shell/shell.h"
#include "core/guard/redaction.h"
#include "player.h"
#include "steps.h"

using namespace callgate;
using namespace callgate::guard_cases;

namespace {

// CallGuard's two classes: what only looks at things here, and all else. It takes whatever a shell has to
// work out first, what prints the environment and programs it does not know for the worse.
std::vector<std::string> compare_class(const Json& one) {
  constexpr std::string_view kKnown[] = {"ls", "cat",  "head", "tail", "wc",     "find", "grep",
                                         "rg", "git",  "echo", "pwd",  "date",   "file", "du",
                                         "df", "tree", "less", "more", "whoami", "stat", "which"};
  std::vector<std::string> wrong;
  for (std::size_t i = 0; i < one["sequence"].size(); ++i) {
    const std::string command = one["sequence"][i][1].value("command", ""), owed = one["expected"][i];
    const analysis::ShellReport report = analysis::judge_shell(command);
    const bool plain = command.find_first_of("$`<>|;&\n\r") == command.npos;
    const bool known = std::ranges::all_of(report.programs, [&](const std::string& program) {
      return std::ranges::find(kKnown, program) != std::end(kKnown);
    });
    const bool reads =
        report.worst == analysis::ShellClass::read && !report.reveals_secrets && known && plain;
    const std::string got = reads ? "read" : "irreversible";
    if (got != owed) wrong.push_back("step " + std::to_string(i + 1) + ": expected " + owed + ", got " + got);
  }
  return wrong;
}

// What the ledger would keep of the arguments.
std::vector<std::string> compare_redaction(const Json& one) {
  const Json owed = one.value("gateway_audit_args", Json());
  const std::string kept = guard::redacted_json(one["sequence"][0][1].dump());
  if (owed.is_null() ? kept.find("[REDACTED]") != kept.npos : Json::parse(kept) == owed) return {};
  return {"step 1: expected " + owed.dump() + ", got " + kept};
}

struct Tally {
  int passed = 0, failed = 0, skipped = 0;
  int cases() const { return passed + failed + skipped; }
};

// What is wrong with a case; nothing if it cannot be played yet.
std::optional<std::vector<std::string>> compare(const Json& one) {
  const std::string kind = one.value("expect_kind", "verdict");
  if (kind == "ledger_verification") return std::nullopt;
  if (kind != "verdict" && kind != "effect_class" && kind != "audit_redaction")
    return std::vector<std::string>{"there is no adapter for cases of the kind " + kind};
  if (const std::string fault = fault_of_steps(one); !fault.empty()) return std::vector{fault};
  if (kind == "effect_class") return compare_class(one);
  if (kind == "audit_redaction") return compare_redaction(one);
  const Setup setup = setup_for(one);
  return setup.problem.empty() ? play(one, setup) : std::vector{setup.problem};
}

void play_line(const std::string& line, Tally& tally) {
  std::string id = "line " + std::to_string(tally.cases() + 1);
  std::vector<std::string> wrong;
  try {
    const Json one = Json::parse(line);
    id = one.at("id");
    auto found = compare(one);
    if (!found) {
      ++tally.skipped;
      return;
    }
    wrong = *std::move(found);
  } catch (const std::exception& error) {
    wrong = {error.what()};
  }
  if (wrong.empty()) {
    ++tally.passed;
    return;
  }
  ++tally.failed;
  std::cout << id << ": ";
  for (std::size_t i = 0; i < wrong.size(); ++i) std::cout << (i == 0 ? "" : "; ") << wrong[i];
  std::cout << '\n';
}

}  // namespace

int main(int count, char** words) {
  Tally tally;
  for (int i = 1; i < count; ++i) {
    std::ifstream file(words[i]);
    if (!file.is_open()) {
      std::cerr << "guard_cases: " << words[i] << " cannot be read\n";
      return 2;
    }
    for (std::string line; std::getline(file, line);)
      if (line.find_first_not_of(" \t\r") != line.npos) play_line(line, tally);
  }
  if (count < 2) {
    std::fputs("usage: guard_cases FILE.jsonl…\n", stderr);
    return 2;
  }
  if (tally.skipped > 0)
    std::cout << "SKIPPED " << tally.skipped << " cases of the signed ledger, which is not there yet\n";
  std::cout << tally.passed << " passed, " << tally.failed << " failed\n";
  return tally.failed == 0 ? 0 : 1;
}
