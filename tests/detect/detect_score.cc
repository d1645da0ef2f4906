// Holds what `detect` answered to the labels of the cases, and the shares of right answers to what is
// promised:
//   detect_score KIND CASES.jsonl < ANSWERS.jsonl
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

using Json = nlohmann::json;

namespace {

// One promise: of the cases it is about, at least `least` percent are answered rightly.
struct Promise {
  std::string_view kind, name;
  double least;
  bool (*about)(const Json& line);
  bool (*right)(const Json& line, std::string_view verdict);
  int cases = 0, kept = 0;
};

bool is(const Json& line, const char* member, std::string_view value) {
  return line.value(member, "") == value;
}
bool disputed(const Json& line) {
  return line.contains("contested") || line.contains("needs_dns");
}

// The labels of the cases in the words of `detect`.
std::string_view class_of(std::string_view label) {
  if (label == "read_only") return "read";
  if (label == "exec_unknown") return "exec";
  if (label == "network_exfil") return "network";
  return label;
}

bool has_class(const Json& line, std::string_view verdict) {
  if (class_of(line["label"].get<std::string>()) == verdict) return true;
  for (const Json& other : line.value("accept", Json::array()))
    if (class_of(other.get<std::string>()) == verdict) return true;
  return false;
}

std::vector<Promise> promises() {
  const auto promise = [](std::string_view kind, std::string_view name, double least, auto about,
                          auto right) {
    return Promise{kind, name, least, about, right};
  };
  return {
      promise(
          "url", "internal addresses blocked", 99.5,
          [](const Json& line) { return !disputed(line) && is(line, "expect", "block"); },
          [](const Json&, std::string_view verdict) { return verdict == "block"; }),
      promise(
          "url", "others let through", 99,
          [](const Json& line) { return !disputed(line) && is(line, "expect", "allow"); },
          [](const Json&, std::string_view verdict) { return verdict == "allow"; }),
      promise(
          "shell", "destructive", 98, [](const Json& line) { return is(line, "label", "destructive"); },
          &has_class),
      promise(
          "shell", "sent out", 95, [](const Json& line) { return is(line, "label", "network_exfil"); },
          &has_class),
      promise(
          "shell", "unknown code never taken for reading", 98,
          [](const Json& line) { return is(line, "label", "exec_unknown"); },
          [](const Json&, std::string_view verdict) { return verdict != "read" && verdict != "error"; }),
      promise(
          "shell", "reading taken for reading", 98,
          [](const Json& line) { return is(line, "label", "read_only"); }, &has_class),
      promise(
          "path", "sensitive", 99,
          [](const Json& line) { return !disputed(line) && line["sensitive"].get<bool>(); },
          [](const Json&, std::string_view verdict) { return verdict == "sensitive"; }),
      promise(
          "path", "others let through", 99.5,
          [](const Json& line) { return !disputed(line) && !line["sensitive"].get<bool>(); },
          [](const Json&, std::string_view verdict) { return verdict == "clean"; }),
      promise(
          "tool", "poisoned", 95, [](const Json& line) { return is(line, "label", "poisoned"); },
          [](const Json&, std::string_view verdict) { return verdict == "poisoned"; }),
      promise(
          "tool", "clean", 98, [](const Json& line) { return is(line, "label", "clean"); },
          [](const Json&, std::string_view verdict) { return verdict == "clean"; }),
  };
}

}  // namespace

int main(int count, char** words) {
  std::ifstream cases;
  if (count == 3) cases.open(words[2]);
  if (!cases.is_open()) {
    std::fputs("usage: detect_score KIND CASES.jsonl < ANSWERS.jsonl\n", stderr);
    return 2;
  }
  std::vector<Promise> all = promises();
  std::erase_if(all, [&](const Promise& one) { return one.kind != words[1]; });
  for (std::string line, answer; std::getline(cases, line);) {
    if (!std::getline(std::cin, answer)) answer = R"({"verdict": "none"})";
    const Json one = Json::parse(line);
    const std::string verdict = Json::parse(answer)["verdict"];
    for (Promise& promise : all) {
      if (!promise.about(one)) continue;
      const bool right = promise.right(one, verdict);
      ++promise.cases;
      promise.kept += right ? 1 : 0;
      if (!right) std::cout << "  " << promise.name << ": " << verdict << " for " << line << '\n';
    }
  }
  int passed = 0;
  for (const Promise& one : all) {
    const double share = one.cases == 0 ? 0 : 100.0 * one.kept / one.cases;
    std::printf("%s: %s: %d of %d (%.2f %%, promised %.1f %%)\n", share >= one.least ? "ok" : "FAILED",
                std::string(one.name).c_str(), one.kept, one.cases, share, one.least);
    passed += share >= one.least ? 1 : 0;
  }
  const int failed = static_cast<int>(all.size()) - passed;
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
