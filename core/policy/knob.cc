#include "core/policy/knob.h"

#include <algorithm>
#include <charconv>

#include "core/config/units.h"

namespace callgate::policy {
namespace {

template <class T>
void read_number(const config::Node& node, T& value) {
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
}

}  // namespace

void read_value(const config::Node& node, bool& value) {
  value = node.truth;
}
void read_value(const config::Node& node, std::int64_t& value) {
  read_number(node, value);
}
void read_value(const config::Node& node, double& value) {
  read_number(node, value);
}
void read_value(const config::Node& node, std::size_t& value) {
  if (const auto bytes = config::parse_size(node.text)) value = *bytes;
}
void read_value(const config::Node& node, Millis& value) {
  std::int64_t count = value.count();
  if (node.type == config::Type::number) {
    read_number(node, count);
    value = Millis(count);
  } else if (const auto time = config::parse_duration(node.text)) {
    value = *time;
  }
}
void read_value(const config::Node& node, std::chrono::seconds& value) {
  std::int64_t count = value.count();
  read_number(node, count);
  value = std::chrono::seconds(count);
}
void read_value(const config::Node& node, std::string& value) {
  value = node.text;
}
void read_value(const config::Node& node, std::vector<std::string>& value) {
  value.clear();
  if (node.type == config::Type::string) value.push_back(node.text);
  for (const config::Node& item : node.items) value.push_back(item.text);
}

std::string print_value(bool value, const config::Shape&) {
  return value ? "true" : "false";
}
std::string print_value(std::int64_t value, const config::Shape&) {
  return std::to_string(value);
}
std::string print_value(double value, const config::Shape&) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}
std::string print_value(std::size_t value, const config::Shape&) {
  return config::quoted(config::format_size(value));
}
std::string print_value(Millis value, const config::Shape& shape) {
  if (shape.kind == config::Kind::integer) return std::to_string(value.count());
  return config::quoted(config::format_duration(value));
}
std::string print_value(std::chrono::seconds value, const config::Shape&) {
  return std::to_string(value.count());
}
std::string print_value(const std::string& value, const config::Shape&) {
  return config::quoted(value);
}
std::string print_value(const std::vector<std::string>& value, const config::Shape& shape) {
  const bool numbers = shape.kind == config::Kind::list && shape.inner[0].kind == config::Kind::number;
  std::string text = "[";
  for (const std::string& item : value) {
    if (text.size() > 1) text += ',';
    text += numbers ? item : config::quoted(item);
  }
  return text + "]";
}

std::size_t word_index(const config::Node& node, const config::Shape& shape) {
  const auto words = shape.all_words();
  const auto found = std::ranges::find(words, std::string_view(node.text));
  return found == words.end() ? 0 : static_cast<std::size_t>(found - words.begin());
}

bool is_part(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return std::ranges::all_of(
      part, [&](const std::string& entry) { return std::ranges::find(whole, entry) != whole.end(); });
}

}  // namespace callgate::policy
