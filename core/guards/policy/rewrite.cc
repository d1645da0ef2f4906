#include "core/guards/policy/rewrite.h"

#include <span>

#include "core/json/decimal.h"
#include "core/json/edit.h"
#include "core/json/outline.h"

namespace callgate::guard {
namespace {

using json::Outline;
using policy::FieldPath;
using policy::PathStep;

// How far a way leads: the last value there is, and the steps that are left.
struct Reached {
  std::uint32_t at = 0;
  std::span<const PathStep> left;
};

Result<Reached> reach(const Outline& outline, const FieldPath& path) {
  Reached reached{0, path.steps};
  while (!reached.left.empty()) {
    const PathStep& step = reached.left.front();
    std::optional<std::uint32_t> next;
    if (step.kind == PathStep::Kind::member) {
      CALLGATE_TRY(member, outline.member(reached.at, step.key));
      if (member) next = outline.index_of(*member);
    } else if (outline[reached.at].type == json::Type::array) {
      for (std::uint32_t at = reached.at + 1; at < outline[reached.at].end; at = outline[at].end) {
        if (outline[at].position == step.element) next = at;
      }
    }
    if (!next) break;
    reached = {*next, reached.left.subspan(1)};
  }
  return reached;
}

std::string with(std::string_view text, std::string_view part, std::string_view other) {
  json::Edits edits;
  edits.push_back({json::span_of(text, part), std::string(other)});
  return json::apply(text, edits);
}

Result<std::string> clamped(const policy::RewriteRule::Clamp& clamp, std::string text) {
  const Outline outline(text);
  CALLGATE_TRY(reached, reach(outline, clamp.field));
  if (!reached.left.empty()) return text;
  const std::string_view raw = outline[reached.at].raw;
  const auto number = json::Decimal::read(raw);
  if (!number) {
    return error(Errc::invalid,
                 "\"" + clamp.field.text + "\" is no number, and has to be brought within bounds");
  }
  const auto low = json::Decimal::read(clamp.min), high = json::Decimal::read(clamp.max);
  if (low && *number < *low) return with(text, raw, clamp.min);
  if (high && *number > *high) return with(text, raw, clamp.max);
  return text;
}

Result<std::string> removed(const FieldPath& field, std::string text) {
  const Outline outline(text);
  CALLGATE_TRY(reached, reach(outline, field));
  if (!reached.left.empty() || field.steps.back().kind != PathStep::Kind::member) return text;
  const std::string_view object = outline[outline[reached.at].parent].raw;
  json::Edits edits;
  json::change_members(
      std::string_view(text), object,
      [&](const json::Member& member) { return member.value.data() == outline[reached.at].raw.data(); }, "",
      edits);
  json::sort(edits);
  return json::apply(text, edits);
}

Result<std::string> set(const FieldPath& field, std::string_view value, std::string text) {
  const Outline outline(text);
  CALLGATE_TRY(reached, reach(outline, field));
  const json::Entry& there = outline[reached.at];
  if (reached.left.empty()) return there.raw == value ? text : with(text, there.raw, value);
  if (there.type != json::Type::object || reached.left.front().kind != PathStep::Kind::member) {
    return error(Errc::invalid, "\"" + field.text + "\" cannot be set");
  }
  std::string added(value);
  for (std::size_t i = reached.left.size(); i-- > 0;) {
    const std::string member = json::quote(reached.left[i].key) + ":" + added;
    added = i == 0 ? member : "{" + member + "}";
  }
  json::Edits edits;
  json::add_members(text, there.raw, added, edits);
  json::sort(edits);
  return json::apply(text, edits);
}

}  // namespace

Result<std::optional<std::string>> rewritten(const policy::RewriteRule& rule, std::string_view arguments) {
  std::string text(arguments);
  for (const auto& clamp : rule.clamp) {
    CALLGATE_TRY(next, clamped(clamp, text));
    text = std::move(next);
  }
  for (const FieldPath& field : rule.remove) {
    CALLGATE_TRY(next, removed(field, text));
    text = std::move(next);
  }
  for (const auto& [field, value] : rule.set) {
    CALLGATE_TRY(next, set(field, value, text));
    text = std::move(next);
  }
  if (text == arguments) return std::optional<std::string>();
  return std::optional<std::string>(std::move(text));
}

}  // namespace callgate::guard
