// Texts from a file, one JSON object a line, each answered with what the gateway would take it for:
//   detect url|secret|shell|path|tool < FILE.jsonl
#include <cstdio>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/path/judge.h"
#include "core/analysis/poison/poison.h"
#include "core/analysis/secrets/secrets.h"
#include "core/analysis/shell/shell.h"
#include "core/analysis/url/url.h"

using namespace callgate;
using namespace callgate::analysis;
using Json = nlohmann::ordered_json;

namespace {

std::string text_of(const Json& line, const char* member) {
  return line.at(member).get<std::string>();
}

// Lines may hold anything, also what is no UTF-8 once its escapes are resolved.
void answer(std::string_view verdict, std::string_view kind) {
  Json out = {{"verdict", verdict}};
  if (!kind.empty()) out["kind"] = kind;
  std::cout << out.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void detect_url(const Json& line) {
  const Place place = place_of(parse_url(text_of(line, "url")));
  answer(is_internal(place) ? "block" : "allow", name_of(place));
}

void detect_secret(const Json& line) {
  static const SecretScanner scanner;
  std::vector<Secret> found;
  scanner.find(text_of(line, "text"), found);
  answer(found.empty() ? "clean" : "secret", found.empty() ? std::string_view() : found.front().kind);
}

void detect_shell(const Json& line) {
  answer(to_string(judge_shell(text_of(line, "command")).worst), {});
}

void detect_path(const Json& line) {
  const std::string path = text_of(line, "path"), root = line.value("root", "");
  PathContext context;
  context.root = root;
  context.write = line.value("op", "") == "write";
  const PathFinding found = judge_path(path, context);
  answer(found.sensitive ? "sensitive" : "clean", found.kind);
}

void detect_tool(const Json& line) {
  std::vector<Poison> found;
  find_poison(line.value("name", ""), PoisonContext::name, found);
  find_poison(line.value("description", ""), PoisonContext::description, found);
  answer(found.empty() ? "clean" : "poisoned", found.empty() ? std::string_view() : found.front().kind);
}

// Every line gets its answer, so that those of the others stay in their places.
void detect(void (*judge)(const Json&), const std::string& text) {
  try {
    judge(Json::parse(text));
  } catch (const std::exception& error) {
    answer("error", error.what());
  }
}

}  // namespace

int main(int count, char** words) {
  const std::map<std::string_view, void (*)(const Json&)> kinds = {{"url", &detect_url},
                                                                   {"secret", &detect_secret},
                                                                   {"shell", &detect_shell},
                                                                   {"path", &detect_path},
                                                                   {"tool", &detect_tool}};
  const auto kind = count == 2 ? kinds.find(words[1]) : kinds.end();
  if (kind == kinds.end()) {
    std::fputs("usage: detect url|secret|shell|path|tool < FILE.jsonl\n", stderr);
    return 2;
  }
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) detect(kind->second, line);
  return std::cout.flush() ? 0 : 1;
}
