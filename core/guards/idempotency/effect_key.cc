#include "core/guards/idempotency/effect_key.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/guard/call_field.h"
#include "core/guards/loops/token_set.h"
#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

// A text that holds the parts and where each ends.
void append_part(std::string& text, std::string_view part) {
  text += std::to_string(part.size());
  text += ':';
  text += part;
}

// The canonical arguments without the members at the top whose names are given.
std::string without(std::string_view canonical, const std::vector<std::string>& names) {
  std::string rest;
  json::Members walk(canonical);
  json::Member member;
  while (walk.next(member)) {
    const std::string quoted = '"' + std::string(member.key) + '"';
    const bool left_out = std::any_of(names.begin(), names.end(),
                                      [&](const std::string& name) { return json::equals(quoted, name); });
    if (left_out) continue;
    append_part(rest, member.key);
    append_part(rest, member.value);
  }
  return rest;
}

// The same values by their words alone: "Defective headphones." is "defective  headphones", "10" is 10.
std::string loosely(const json::Outline& outline, const std::vector<std::string>& left_out) {
  std::vector<std::string> parts;
  for (std::uint32_t i = 1; i < outline.size(); ++i) {
    const json::Entry& entry = outline[i];
    const bool top = entry.parent == 0;
    if (top && std::find(left_out.begin(), left_out.end(), entry.key) != left_out.end()) {
      i = entry.end - 1;
      continue;
    }
    if (entry.type == json::Type::object || entry.type == json::Type::array) continue;
    std::string part = outline.path_of(entry) + '=';
    if (entry.type == json::Type::string && entry.text.find(' ') != entry.text.npos) {
      for (const std::uint64_t token : TokenSet(entry.text).sorted) part += std::to_string(token) + ' ';
    } else if (entry.type == json::Type::null || entry.text.empty()) {
      continue;
    } else {
      // A number in a string and the number itself are one.
      const Result<std::string> number = entry.type == json::Type::number || json::valid(entry.text)
                                             ? json::canonical(entry.text)
                                             : Result<std::string>(std::string(entry.text));
      std::string text = number ? *number : std::string(entry.text);
      for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      part += text;
    }
    parts.push_back(std::move(part));
  }
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) append_part(text, part);
  return text;
}

// The key that stands in the arguments, and the top-level arguments it is made of.
struct Named {
  std::string text;
  std::vector<std::string> from;
};

void add_entry(Named& named, std::string_view name, const json::Entry& entry) {
  const Result<std::string> canonical = json::canonical(entry.raw);
  append_part(named.text, name);
  append_part(named.text, canonical ? *canonical : std::string(entry.raw));
}

std::optional<Named> by_rule(Call& call, const policy::IdempotencyRule& rule) {
  for (const auto& key : rule.keys) {
    if (!key.field) return std::nullopt;  // "auto"
    const auto found = entries_at(call, *key.field);
    if (found.empty() || found.front()->text.empty()) continue;
    Named named;
    for (const json::Entry* entry : found) add_entry(named, key.field->text, *entry);
    if (!key.field->steps.empty()) named.from.push_back(key.field->steps.front().key);
    return named;
  }
  return std::nullopt;
}

std::optional<Named> by_names(Call& call, const std::vector<std::string>& names) {
  Named named;
  const json::Outline& outline = call.outline();
  for (const std::string& name : names) {
    for (std::uint32_t i = 1; i < outline.size(); i = outline[i].end) {
      if (outline[i].key != name || outline[i].type == json::Type::null) continue;
      add_entry(named, name, outline[i]);
      named.from.push_back(name);
    }
  }
  if (named.from.empty()) return std::nullopt;
  return named;
}

}  // namespace

Result<EffectKey> effect_key(Call& call, const KeySource& source) {
  constexpr std::size_t kMaxKey = 255;
  if (!call.outline().whole()) return error(Errc::refused, "the arguments hold too many values");
  CALLGATE_TRY(canonical, call.canonical_arguments());
  std::optional<Named> named;
  if (!call.idempotency_key().empty()) {
    if (call.idempotency_key().size() > kMaxKey)
      return error(Errc::refused, "the idempotency key is longer than 255 bytes");
    named = Named{"request:" + call.idempotency_key(), {}};
  } else if (source.rule && !source.rule->keys.empty()) {
    named = by_rule(call, *source.rule);
  } else if (source.names) {
    named = by_names(call, *source.names);
  }
  EffectKey made;
  made.named = named.has_value();
  const std::vector<std::string> left_out = named ? named->from : std::vector<std::string>();
  const std::string rest = without(canonical, left_out);
  std::string text;
  append_part(text, source.scope);
  append_part(text, call.tool().server);
  append_part(text, call.tool().native);
  const std::string tool = text;
  append_part(text, named ? named->text : "auto:" + rest);
  made.key = sha256_hex(text);
  made.content = sha256_hex(rest);
  made.near = sha256_hex(tool + loosely(call.outline(), left_out));
  return made;
}

}  // namespace callgate::guard
