#include "gateway/tool_lock/lock_file.h"

#include <algorithm>
#include <map>

#include "core/config/shape.h"
#include "core/guards/pins/definition.h"
#include "core/json/view.h"
#include "gateway/commands/visible.h"
#include "gateway/text_file.h"

namespace callgate::tool_lock {
namespace {

using namespace config;

constexpr Shape kText = filled_text();
constexpr Shape kAnything = anything();
constexpr Shape kObject = map_of(kAnything);
constexpr Field kTool[] = {
    {"server", kText, "The server's key in the configuration.", "", Standing::used, true},
    {"name", kText, "The tool's name as hosts see it.", ""},
    {"hash", kText, "SHA-256 of the canonical definition.", ""},
    {"definition", kObject, "What the server says of it.", "", Standing::used, true},
};
constexpr Shape kToolShape = object(kTool);
constexpr Field kFile[] = {
    {"version", integer(1, 1), "The form of this file.", "1"},
    {"tools", list_of(kToolShape), "The tools.", "", Standing::used, true},
};
constexpr Shape kFileShape = object(kFile);

std::string text_of(const Node* node) {
  return node ? node->text : std::string();
}

// One tool of a file that fits its shape; what is wrong with it is added.
LockedTool tool_of(const Node& node, const SourcePtr& source, Findings& found) {
  const Node& definition = *node.find("definition");
  LockedTool tool;
  tool.server = text_of(node.find("server"));
  tool.definition = guard::pinned_part(compact(definition));
  tool.tool = text_of(definition.find("name"));
  tool.name = text_of(node.find("name"));
  if (tool.name.empty()) tool.name = tool.server + "__" + tool.tool;
  tool.hash = guard::pin_digest(tool.definition);
  if (tool.tool.empty()) {
    found.errors.push_back({"a definition has a \"name\"", source, definition.place, {}, {}});
  }
  const Node* hash = node.find("hash");
  if (hash && hash->text != tool.hash) {
    found.errors.push_back({"the hash of " + config::quoted(tool.name) + " does not belong to its definition",
                            source,
                            hash->place,
                            {},
                            "write the file anew: callgate tools lock"});
  }
  return tool;
}

void lay_out(std::string& out, std::string_view value, std::size_t indent);

void lay_out_object(std::string& out, std::string_view object, std::size_t indent) {
  std::multimap<std::string, std::string_view> members;
  json::Members walk(object);
  for (json::Member member; walk.next(member);)
    members.emplace(json::decode('"' + std::string(member.key) + '"'), member.value);
  if (members.empty()) {
    out += "{}";
    return;
  }
  const char* before = "{\n";
  for (const auto& [key, value] : members) {
    out.append(before).append(indent + 2, ' ').append(json::quote(key)).append(": ");
    lay_out(out, value, indent + 2);
    before = ",\n";
  }
  out.append("\n").append(indent, ' ').append("}");
}

void lay_out_array(std::string& out, std::string_view array, std::size_t indent) {
  const char* before = "[\n";
  json::Elements walk(array);
  for (std::string_view element; walk.next(element); before = ",\n") {
    out.append(before).append(indent + 2, ' ');
    lay_out(out, element, indent + 2);
  }
  if (*before == '[') {
    out += "[]";
  } else {
    out.append("\n").append(indent, ' ').append("]");
  }
}

void lay_out(std::string& out, std::string_view value, std::size_t indent) {
  switch (json::type_of(value)) {
    case json::Type::object:
      return lay_out_object(out, value, indent);
    case json::Type::array:
      return lay_out_array(out, value, indent);
    case json::Type::string:
      return json::append_quoted(out, json::decode(value));
    default:
      out += value;
  }
}

}  // namespace

std::string laid_out(std::string_view json, std::size_t indent) {
  std::string out;
  lay_out(out, json, indent);
  return commands::visible_json(out);
}

std::string lock_text(ToolLock tools) {
  std::ranges::sort(tools, [](const LockedTool& a, const LockedTool& b) {
    return std::tie(a.server, a.name, a.tool) < std::tie(b.server, b.name, b.tool);
  });
  std::string text = "{\n  \"version\": 1,\n  \"tools\": [";
  const char* before = "\n    {";
  for (const LockedTool& tool : tools) {
    text.append(before);
    const auto member = [&text](std::string_view key, const std::string& value, bool last = false) {
      text.append("\n      \"").append(key).append("\": ").append(value).append(last ? "" : ",");
    };
    member("server", commands::visible_json(json::quote(tool.server)));
    member("name", commands::visible_json(json::quote(tool.name)));
    member("hash", json::quote(tool.hash));
    member("definition", laid_out(tool.definition, 6), true);
    text += "\n    }";
    before = ",\n    {";
  }
  return text + (tools.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::optional<ToolLock> read_lock(const SourcePtr& source, Findings& found) {
  const std::size_t errors = found.errors.size();
  const auto root = parse_jsonc(source, found.errors);
  if (!root || found.errors.size() > errors) return std::nullopt;
  check(*root, kFileShape, source, "the lock file", "", found);
  if (found.errors.size() > errors) return std::nullopt;
  ToolLock tools;
  for (const Node& node : root->find("tools")->items) tools.push_back(tool_of(node, source, found));
  if (found.errors.size() > errors) return std::nullopt;
  return tools;
}

std::optional<ToolLock> read_lock_file(const std::filesystem::path& file, Findings& found) {
  auto text = read_text_file(file);
  if (!text) {
    found.errors.push_back(
        {config::quoted(file.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
    return std::nullopt;
  }
  return read_lock(std::make_shared<const Source>(Source{file.string(), std::move(*text)}), found);
}

}  // namespace callgate::tool_lock
