#include "core/mcp/tool_definition.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <vector>

#include "core/json/view.h"

namespace callgate::mcp {
namespace {

using json::Type;

bool is(std::string_view value, Type type) {
  return json::type_of(value) == type;
}

// The entry's members, walked over once: schemas are long.
class Entry {
 public:
  explicit Entry(std::string_view object) {
    json::Members walk(object);
    json::Member member;
    while (walk.next(member)) members_.push_back(member);
  }

  std::string_view operator[](std::string_view key) const {
    for (const json::Member& member : members_) {
      if (member.key == key) return member.value;
    }
    return {};
  }

  // A key that stands twice, however it is spelled; empty if there is none.
  std::string repeated() const {
    const auto plain = [](std::string_view key) {
      return key.find('\\') == std::string_view::npos ? std::string(key)
                                                      : json::decode('"' + std::string(key) + '"');
    };
    std::vector<std::string> keys;
    for (const json::Member& member : members_) keys.push_back(plain(member.key));
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    return twice == keys.end() ? std::string() : *twice;
  }

 private:
  boost::container::small_vector<json::Member, 12> members_;
};

std::optional<bool> hint(std::string_view annotations, std::string_view name) {
  const std::string_view value = json::member(annotations, name);
  if (value == "true") return true;
  if (value == "false") return false;
  return std::nullopt;
}

// The first member of the wrong type, as a sentence.
std::string wrong_type(const Entry& entry) {
  const auto check = [&](std::string_view name, Type type, std::string_view article) -> std::string {
    const std::string_view value = entry[name];
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

// What every kind of entry needs: a name, and no member twice.
Definition named(std::string_view text, const Entry& entry) {
  Definition definition;
  const std::string_view name = entry["name"];
  definition.name = json::decode(name);
  if (definition.name.empty()) {
    definition.problem = "it has no \"name\"";
    return definition;
  }
  definition.name_at = json::span_of(text, name);
  if (const std::string twice = entry.repeated(); !twice.empty()) {
    definition.problem = "member \"" + twice + "\" stands twice";
  }
  return definition;
}

Definition no_object() {
  Definition definition;
  definition.problem = "the entry is not an object";
  return definition;
}

}  // namespace

Definition read_named(std::string_view entry) {
  return is(entry, Type::object) ? named(entry, Entry(entry)) : no_object();
}

Definition read_tool(std::string_view text) {
  if (!is(text, Type::object)) return no_object();
  const Entry entry(text);
  Definition definition = named(text, entry);
  if (!definition.problem.empty()) return definition;
  const std::string_view schema = entry["inputSchema"];
  if (!is(schema, Type::object)) {
    definition.problem = "\"inputSchema\" must be an object";
  } else if (!json::equals(json::member(schema, "type"), "object")) {
    definition.problem = "\"inputSchema.type\" must be \"object\"";
  } else {
    definition.problem = wrong_type(entry);
  }
  if (json::equals(json::member(entry["execution"], "taskSupport"), "required")) {
    definition.problem = "it can only run as a task, and tasks are not offered";
  }
  const std::string_view annotations = entry["annotations"];
  definition.hints = {hint(annotations, "readOnlyHint"), hint(annotations, "destructiveHint"),
                      hint(annotations, "idempotentHint"), hint(annotations, "openWorldHint")};
  return definition;
}

}  // namespace callgate::mcp
