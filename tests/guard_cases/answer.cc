#include "answer.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

namespace callgate::guard_cases {
namespace {

// The numbers of a text: "100 strings x 5000" -> 100, 5000.
std::vector<std::size_t> numbers_in(const std::string& text) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] < '0' || text[at] > '9') {
      ++at;
      continue;
    }
    std::size_t value = 0;
    const auto end = std::from_chars(text.data() + at, text.data() + text.size(), value).ptr;
    found.push_back(value);
    at = static_cast<std::size_t>(end - text.data());
  }
  return found;
}

std::string repeated(const std::string& piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::string utf8_of(const std::string& hex) {
  const Json text = Json::parse("\"\\u" + hex + "\"");
  return text;
}

Json generated(const std::string& description) {
  const std::vector<std::size_t> numbers = numbers_in(description);
  if (description.starts_with("array ") && numbers.size() >= 2) {
    Json items = Json::array();
    for (std::size_t i = numbers[0]; i <= numbers[1]; ++i) items.push_back(i);
    return {{"items", items}};
  }
  if (description.starts_with("object of ") && numbers.size() >= 2) {
    Json object = Json::object();
    for (std::size_t i = 0; i < numbers[0]; ++i) object["k" + std::to_string(i)] = repeated("x", numbers[1]);
    return object;
  }
  if (const std::size_t at = description.find("U+"); at != description.npos && !numbers.empty())
    return {{"data", repeated(utf8_of(description.substr(at + 2, 4)), numbers[0])}};
  if (description.find("depth") != description.npos && !numbers.empty()) {
    Json nested = 1;
    for (std::size_t i = 0; i < std::min<std::size_t>(numbers[0], 10'000); ++i)
      nested = Json{{"a", std::move(nested)}};
    return nested;
  }
  return numbers.empty() ? Json(description) : Json{{"data", repeated("x", numbers[0])}};
}

// Codes and classes as a server would say them.
std::string words_of(const std::string& code) {
  static const std::map<std::string_view, const char*> kWords = {
      {"auth", "401 Unauthorized"},
      {"permission", "403 Forbidden"},
      {"not_found", "404 Not Found"},
      {"validation", "invalid arguments"},
      {"rate_limit", "429 Too Many Requests"},
      {"timeout", "timed out"},
      {"network", "connection refused"},
      {"connection_error", "connection refused"},
      {"server_error", "500 Internal Server Error"},
      {"5xx", "500 Internal Server Error"}};
  const auto known = kWords.find(code);
  if (known != kWords.end()) return known->second;
  const bool status = !code.empty() && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
  return status ? "HTTP " + code : code;
}

Json text_block(const std::string& text) {
  return Json::array({Json{{"type", "text"}, {"text", text}}});
}

}  // namespace

std::string answer_of(const Json& told) {
  const Json none = Json::object();
  const Json& step = told.is_object() ? told : none;
  if (!step.value("ok", true)) {
    std::string code = "failed";
    for (const char* member : {"error_code", "error_class"})
      if (step.contains(member) && step[member].is_string()) code = step[member];
    return Json{{"content", text_block(words_of(code))}, {"isError", true}}.dump();
  }
  Json payload = step.value("payload", Json("ok"));
  constexpr std::string_view kGenerated = "GENERATED: ";
  if (payload.is_string() && payload.get<std::string>().starts_with(kGenerated))
    payload = generated(payload.get<std::string>().substr(kGenerated.size()));
  Json result = {{"content", text_block(payload.is_string() ? payload.get<std::string>() : payload.dump())}};
  if (payload.is_object()) result["structuredContent"] = payload;
  return result.dump();
}

}  // namespace callgate::guard_cases
