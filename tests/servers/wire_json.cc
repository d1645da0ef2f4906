#include "wire_json.h"

#include <cctype>
#include <cmath>
#include <cstdlib>

namespace callgate::test {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// The position behind the string that opens at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

std::size_t skip_value(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = skip_string(text, at);
    } else if (c == '{' || c == '[') {
      ++depth, ++at;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      --depth, ++at;
    } else if ((c == ',' || is_space(c)) && depth == 0) {
      return at;
    } else {
      ++at;
      continue;
    }
    if (depth == 0) return at;
  }
  return at;
}

std::string_view find_key(std::string_view object, std::string_view key) {
  std::size_t at = skip_space(object, 0);
  if (at >= object.size() || object[at] != '{') return {};
  ++at;
  while ((at = skip_space(object, at)) < object.size() && object[at] == '"') {
    const std::size_t key_end = skip_string(object, at);
    const std::string_view name = object.substr(at + 1, key_end - at - 2);
    const std::size_t value = skip_space(object, skip_space(object, key_end) + 1);
    const std::size_t end = skip_value(object, value);
    if (name == key) return object.substr(value, end - value);
    at = skip_space(object, end);
    if (at < object.size() && object[at] == ',') ++at;
  }
  return {};
}

bool is_number_char(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '+' || c == '.' || c == 'e' ||
         c == 'E';
}

// Quotes the numbers that overflow a double; everything else is copied.
std::string quote_huge_numbers(std::string_view line) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    const bool number = line[at] == '-' || std::isdigit(static_cast<unsigned char>(line[at]));
    if (line[at] == '"') end = skip_string(line, at);
    if (number) {
      while (end < line.size() && is_number_char(line[end])) ++end;
    }
    const std::string token(line.substr(at, end - at));
    const bool huge = number && !std::isfinite(std::strtod(token.c_str(), nullptr));
    out += huge ? '"' + token + '"' : token;
    at = end;
  }
  return out;
}

}  // namespace

std::optional<Json> read_wire(std::string_view line) {
  Json value = Json::parse(line, nullptr, false);
  if (value.is_discarded()) value = Json::parse(quote_huge_numbers(line), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string_view raw_member(std::string_view line, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) line = find_key(line, key);
  return line;
}

const Json& object_at(const Json& object, const std::string& key) {
  static const Json kEmpty = Json::object();
  const auto found = object.find(key);
  return found == object.end() ? kEmpty : *found;
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string fill_in_text(std::string_view text, const Json& variables) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find("${");
    const std::size_t close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) break;
    std::string name(text.substr(open + 2, close - open - 2));
    const bool as_json = name.starts_with("json:");
    if (as_json) name.erase(0, 5);
    out += text.substr(0, open);
    const auto known = variables.find(name);
    if (known == variables.end()) {
      out += text.substr(open, close + 1 - open);
    } else {
      out += known->is_string() && !as_json ? known->get<std::string>() : dump(*known);
    }
    text.remove_prefix(close + 1);
  }
  return out += text;
}

Json fill_in(const Json& value, const Json& variables) {
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    if (text.size() > 1 && text[0] == '$' && variables.contains(text.substr(1)))
      return variables[text.substr(1)];
    return fill_in_text(text, variables);
  }
  if (value.is_object()) {
    Json out = Json::object();
    for (const auto& [key, member] : value.items())
      out[fill_in_text(key, variables)] = fill_in(member, variables);
    return out;
  }
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& element : value) out.push_back(fill_in(element, variables));
    return out;
  }
  return value;
}

}  // namespace callgate::test
