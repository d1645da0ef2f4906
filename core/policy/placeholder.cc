#include "core/policy/placeholder.h"

#include "core/analysis/secrets/key_names.h"
#include "core/analysis/secrets/secrets.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kWorkspace = "workspace";

// Calls `literal(text)` and `placeholder(name)` for the parts of `text` in turn. Without a "}" it is literal.
template <class Literal, class Placeholder>
void cut(std::string_view text, Literal literal, Placeholder placeholder) {
  for (;;) {
    const std::size_t open = text.find("${");
    const std::size_t close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) return literal(text);
    literal(text.substr(0, open));
    placeholder(text.substr(open + 2, close - open - 2));
    text.remove_prefix(close + 1);
  }
}

// At most `size` bytes, not cutting a character.
std::string_view head(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// Whatever looks like a secret as "[redacted:KIND]".
std::string without_secrets(std::string_view text) {
  static const analysis::SecretScanner& kScanner = *new analysis::SecretScanner;
  std::vector<analysis::Secret> secrets;
  kScanner.find(text, secrets);
  std::string out;
  std::size_t from = 0;
  for (const analysis::Secret& secret : secrets) {
    out.append(text.substr(from, secret.at.at - from)).append("[redacted:").append(secret.kind).append("]");
    from = secret.at.at + secret.at.size;
  }
  return out.append(text.substr(from));
}

std::string shown(std::string_view value, std::size_t cap) {
  // Before it is cut: half of a secret would not be known as one. Of a huge text the beginning is enough.
  const std::string clean = without_secrets(head(value, cap + 4096));
  std::string text(head(clean, cap));
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  if (clean.size() > cap) text += "…";
  return text;
}

std::string value_of(std::string_view name, Scene& scene, std::size_t cap) {
  if (name == kWorkspace) return shown(scene.world.workspace(), cap);
  const auto path = parse_field_path(name);
  Values values;
  const FieldPath* const before = scene.looking_at;
  Trouble kept = std::move(scene.trouble);
  const bool found = path && look_up(scene, *path, values) && !values.empty() && values.front().there;
  scene.looking_at = before;
  scene.trouble = std::move(kept);
  if (!found) return "?";
  const Value& value = values.front();
  const bool secret = !path->steps.empty() && analysis::key_names_secret(path->steps.back().key);
  if (secret) return "[redacted]";
  return shown(value.text.empty() ? value.raw : value.text, cap);
}

}  // namespace

std::vector<std::string> placeholders_of(std::string_view text) {
  std::vector<std::string> names;
  cut(
      text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
  return names;
}

std::string placeholder_fault(std::string_view name) {
  if (name == kWorkspace) return {};
  const auto path = parse_field_path(name);
  if (!path) return path.error().what;
  return path->leads_to_many() ? "it leads to many values" : "";
}

std::string fill_placeholders(std::string_view text, Scene& scene, std::size_t cap, std::size_t max) {
  std::string out;
  cut(
      text, [&](std::string_view literal) { out += literal; },
      [&](std::string_view name) { out += value_of(name, scene, cap); });
  if (out.size() <= max) return out;
  return std::string(head(out, max)) + "…";
}

}  // namespace callgate::policy
