// Plays recorded cases through the chain of guards: guard_cases FILE.jsonl
// A line for every failing case, last "N passed, N failed".
#include <cstdio>
#include <fstream>
#include <iostream>

#include "core/analysis/secrets/secrets.h"
#include "core/analysis/shell/shell.h"
#include "player.h"

using namespace callgate;
using namespace callgate::guard_cases;

namespace {

// CallGuard's two classes: what only looks at things, and all else. It takes whatever a shell has to work out
// first, and what prints the environment, for the worse.
std::vector<std::string> compare_class(const Json& one) {
  std::vector<std::string> wrong;
  for (std::size_t i = 0; i < one["sequence"].size(); ++i) {
    const std::string command = one["sequence"][i][1].value("command", ""), owed = one["expected"][i];
    const analysis::ShellReport report = analysis::judge_shell(command);
    const bool plain = command.find_first_of("$`<>|;&\n\r") == command.npos;
    const bool reads = report.worst == analysis::ShellClass::read && !report.reveals_secrets && plain;
    const std::string got = reads ? "read" : "irreversible";
    if (got != owed) wrong.push_back("step " + std::to_string(i + 1) + ": expected " + owed + ", got " + got);
  }
  return wrong;
}

// What a record of the arguments would keep: every value under a key that names a secret counts, however
// short.
std::vector<std::string> compare_redaction(const Json& one) {
  static const analysis::SecretScanner scanner({.min_named = 1});
  const Json owed = one.value("gateway_audit_args", Json());
  std::string text = one["sequence"][0][1].dump();
  std::vector<analysis::Secret> found;
  scanner.find_in_json(text, found);
  for (auto secret = found.rbegin(); secret != found.rend(); ++secret)
    text.replace(secret->at.at, secret->at.size, "[REDACTED]");
  if (owed.is_null() || Json::parse(text) == owed) return {};
  return {"step 1: expected " + owed.dump() + ", got " + text};
}

}  // namespace

int main(int count, char** words) {
  std::ifstream file;
  if (count == 2) file.open(words[1]);
  if (!file.is_open()) {
    std::fputs("usage: guard_cases FILE.jsonl\n", stderr);
    return 2;
  }
  int passed = 0, failed = 0, skipped = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    std::string id = "line " + std::to_string(passed + failed + skipped + 1);
    std::vector<std::string> wrong;
    try {
      const Json one = Json::parse(line);
      id = one.at("id");
      const std::string kind = one.value("expect_kind", "verdict");
      if (kind == "ledger_verification") {
        ++skipped;
        continue;
      }
      if (kind == "effect_class") {
        wrong = compare_class(one);
      } else if (kind == "audit_redaction") {
        wrong = compare_redaction(one);
      } else {
        const Setup setup = setup_for(one);
        wrong = setup.problem.empty() ? play(one, setup) : std::vector{setup.problem};
      }
    } catch (const std::exception& error) {
      wrong = {error.what()};
    }
    if (wrong.empty()) {
      ++passed;
      continue;
    }
    ++failed;
    std::cout << id << ": ";
    for (std::size_t i = 0; i < wrong.size(); ++i) std::cout << (i == 0 ? "" : "; ") << wrong[i];
    std::cout << '\n';
  }
  if (skipped > 0)
    std::cout << "SKIPPED " << skipped << " cases of the signed ledger, which is not there yet\n";
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
