// Plays the recorded cases, and mutations of them.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "core/analysis/shell/shell.h"

using namespace callgate::analysis;

namespace {

std::vector<nlohmann::json> lines(const char* name) {
  std::ifstream file(std::filesystem::path(CALLGATE_SOURCE_DIR) / "tests" / "cases" / name);
  std::vector<nlohmann::json> all;
  for (std::string line; std::getline(file, line);) all.push_back(nlohmann::json::parse(line));
  REQUIRE(!all.empty());
  return all;
}

std::string_view label_of(ShellClass is) {
  switch (is) {
    case ShellClass::read:
      return "read_only";
    case ShellClass::write:
      return "write";
    case ShellClass::exec:
      return "exec_unknown";
    case ShellClass::network:
      return "network_exfil";
    case ShellClass::destructive:
      return "destructive";
  }
  return "";
}

bool fits(const nlohmann::json& line, std::string_view got) {
  if (line["label"] == got) return true;
  const auto accept = line.find("accept");
  return accept != line.end() && std::find(accept->begin(), accept->end(), got) != accept->end();
}

struct Score {
  int right = 0, all = 0;
  double share() const { return all == 0 ? 1 : static_cast<double>(right) / all; }
};

void play(const char* name) {
  std::map<std::string, Score> scores;
  Score never_read;
  for (const nlohmann::json& line : lines(name)) {
    const std::string command = line["command"], label = line["label"];
    const ShellClass got = judge_shell(command).worst;
    Score& score = scores[label];
    ++score.all;
    if (fits(line, label_of(got))) {
      ++score.right;
    } else {
      MESSAGE(label << " got " << label_of(got) << ": " << command);
    }
    if (label != "exec_unknown") continue;
    ++never_read.all;
    never_read.right += got != ShellClass::read ? 1 : 0;
  }
  CHECK(scores["destructive"].share() >= 0.98);
  CHECK(scores["network_exfil"].share() >= 0.95);
  CHECK(scores["read_only"].share() >= 0.98);
  CHECK(scores["write"].share() >= 0.95);
  CHECK(scores["exec_unknown"].share() >= 0.95);
  CHECK(never_read.share() >= 0.98);
}

// A command with some of its characters, or a piece of another, changed.
std::string mutated(const std::vector<std::string>& commands, std::mt19937& random) {
  static constexpr std::string_view kTroubling = "'\"`$(){}[]|&;<>\\\n\t #!=*?~%@^,:-/a1\x80";
  const auto below = [&](std::size_t n) { return random() % n; };
  std::string text = commands[below(commands.size())];
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    const std::size_t at = below(text.size() + 1);
    switch (below(4)) {
      case 0:
        text.insert(at, 1, kTroubling[below(kTroubling.size())]);
        break;
      case 1:
        text.erase(at, 1 + below(3));
        break;
      case 2:
        text.resize(at);
        break;
      default: {
        const std::string& other = commands[below(commands.size())];
        text.insert(at, other.substr(below(other.size() + 1)));
      }
    }
  }
  return text;
}

}  // namespace

TEST_CASE("shell cases: the recorded ones") {
  play("shell.jsonl");
}

TEST_CASE("shell cases: the further ones") {
  play("shell_more.jsonl");
}

TEST_CASE("shell cases: no mutation of them crashes or takes more than its share of work") {
  std::vector<std::string> commands;
  for (const char* name : {"shell.jsonl", "shell_more.jsonl"}) {
    for (const nlohmann::json& line : lines(name)) commands.push_back(line["command"]);
  }
  std::mt19937 random(20240501);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = mutated(commands, random);
    const ShellReport report = judge_shell(text);
    if (report.work > 70000 + 64 * text.size() || report.paths.size() > 1000) FAIL_CHECK(text);
  }
}

TEST_CASE("shell cases: twice the text is twice the work") {
  for (const char* part :
       {"ls; ",   "$(",      "((",          "{a,b}", "{",     "'a' ",       "\"$x\" ",
        "`",      "a=$a$a;", "if a; then ", "$((",   "a[",    "<<E ",       "echo 'rm x' | sh; ",
        "{1..9}", "x(",      "<(",          "eval ", "sudo ", "case a in ", "((a) "}) {
    CAPTURE(part);
    const auto work = [&](std::size_t times) {
      std::string text;
      for (std::size_t i = 0; i < times; ++i) text += part;
      return judge_shell(text).work;
    };
    CHECK(work(4000) <= 5 * work(1000) + 5000);
  }
}
