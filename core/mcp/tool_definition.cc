#include "core/mcp/tool_definition.h"

#include <algorithm>
#include <vector>

#include "core/json/view.h"

namespace callgate::mcp {
namespace {

using json::Type;

bool is(std::string_view value, Type type) { return json::type_of(value) == type; }

std::string repeated_member(std::string_view object) {
  std::vector<std::string> seen;
  json::Members walk(object);
  json::Member member;
  while (walk.next(member)) {
    seen.push_back(json::decode('"' + std::string(member.key) + '"'));
  }
  std::sort(seen.begin(), seen.end());
  const auto twice = std::adjacent_find(seen.begin(), seen.end());
  return twice == seen.end() ? std::string() : *twice;
}

std::optional<bool> hint(std::string_view annotations, std::string_view name) {
  const std::string_view value = json::member(annotations, name);
  if (value == "true") return true;
  if (value == "false") return false;
  return std::nullopt;
}

// The first member of the wrong type, as a sentence.
std::string wrong_type(std::string_view entry) {
  const auto check = [&](std::string_view name, Type type, std::string_view article) -> std::string {
    const std::string_view value = json::member(entry, name);
    if (value.empty() || is(value, type)) return {};
    return "\"" + std::string(name) + "\" must be " + std::string(article);
  };
  for (std::string_view text : {"title", "description"}) {
    if (auto problem = check(text, Type::string, "a string"); !problem.empty()) return problem;
  }
  for (std::string_view object : {"outputSchema", "annotations", "_meta", "execution"}) {
    if (auto problem = check(object, Type::object, "an object"); !problem.empty()) return problem;
  }
  return {};
}

}  // namespace

Definition read_named(std::string_view entry) {
  Definition definition;
  if (!is(entry, Type::object)) {
    definition.problem = "the entry is not an object";
    return definition;
  }
  const std::string_view name = json::member(entry, "name");
  definition.name = json::decode(name);
  if (definition.name.empty()) {
    definition.problem = "it has no \"name\"";
    return definition;
  }
  definition.name_at = json::span_of(entry, name);
  if (const std::string twice = repeated_member(entry); !twice.empty()) {
    definition.problem = "member \"" + twice + "\" stands twice";
  }
  return definition;
}

Definition read_tool(std::string_view entry) {
  Definition definition = read_named(entry);
  if (!definition.problem.empty()) return definition;
  const std::string_view schema = json::member(entry, "inputSchema");
  if (!is(schema, Type::object)) {
    definition.problem = "\"inputSchema\" must be an object";
  } else if (!json::equals(json::member(schema, "type"), "object")) {
    definition.problem = "\"inputSchema.type\" must be \"object\"";
  } else {
    definition.problem = wrong_type(entry);
  }
  if (json::equals(json::member(entry, {"execution", "taskSupport"}), "required")) {
    definition.problem = "it can only run as a task, and tasks are not offered";
  }
  const std::string_view annotations = json::member(entry, "annotations");
  definition.hints = {hint(annotations, "readOnlyHint"), hint(annotations, "destructiveHint"),
                      hint(annotations, "idempotentHint"), hint(annotations, "openWorldHint")};
  return definition;
}

}  // namespace callgate::mcp
