#include "standard_answers.h"

#include <algorithm>
#include <array>
#include <map>

namespace callgate::test {
namespace {

constexpr const char* kModern = "2026-07-28";
constexpr std::array kLegacy = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"};
constexpr const char* kMeta = "io.modelcontextprotocol/";

using Answer = Json (*)(const Script&, const Turn&);

Json fail(int code, const std::string& message, Json data = nullptr) {
  Json error = {{"code", code}, {"message", message}};
  if (!data.is_null()) error["data"] = std::move(data);
  return {{"error", std::move(error)}};
}

Json ok(Json result) {
  return {{"result", std::move(result)}};
}

Json empty(const Script&, const Turn&) {
  return ok(Json::object());
}

std::string param(const Turn& turn, const char* key) {
  const auto found = turn.params.find(key);
  return found != turn.params.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json capabilities(const Script& script) {
  if (script.has("capabilities")) return script["capabilities"];
  Json out = Json::object();
  if (script.has("tools")) out["tools"] = {{"listChanged", true}};
  if (script.has("prompts")) out["prompts"] = {{"listChanged", true}};
  if (script.has("resources") || script.has("templates")) {
    out["resources"] = {{"subscribe", true}, {"listChanged", true}};
  }
  return out;
}

Json initialize(const Script& script, const Turn& turn) {
  if (turn.modern) return fail(-32601, "Method not found: initialize");
  const std::string asked = param(turn, "protocolVersion");
  Json known = script["versions"];
  if (known.is_null()) known = kLegacy;
  const bool has = std::find(known.begin(), known.end(), Json(asked)) != known.end();
  Json result = {{"protocolVersion", has ? Json(asked) : known.back()},
                 {"capabilities", capabilities(script)},
                 {"serverInfo", server_info(script)}};
  if (script.has("instructions")) result["instructions"] = script["instructions"];
  return ok(std::move(result));
}

Json discover(const Script& script, const Turn& turn) {
  if (!turn.modern) return fail(-32601, "Method not found: server/discover");
  Json versions = script["versions"];
  if (versions.is_null()) versions = Json::array({kModern});
  Json result = {{"supportedVersions", versions}, {"capabilities", capabilities(script)}};
  if (script.has("instructions")) result["instructions"] = script["instructions"];
  return ok(std::move(result));
}

// One page of a list: all of it, or `pageSize` items with the next offset as the cursor.
Json page(const Script& script, const Turn& turn, const char* member, const char* as) {
  const Json& all = script[member];
  const std::size_t size = script.has("pageSize") ? script["pageSize"].get<std::size_t>() : all.size();
  const std::string cursor = param(turn, "cursor");
  const bool digits = cursor.find_first_not_of("0123456789") == cursor.npos;
  if (!digits) return fail(-32602, "Invalid cursor: " + cursor);
  const std::size_t from = cursor.empty() ? 0 : std::stoul(cursor);
  Json items = Json::array();
  for (std::size_t i = from; i < all.size() && i < from + size; ++i) items.push_back(all[i]);
  Json result = {{as, std::move(items)}};
  if (from + size < all.size()) result["nextCursor"] = std::to_string(from + size);
  return ok(std::move(result));
}

Json list_tools(const Script& s, const Turn& t) {
  return page(s, t, "tools", "tools");
}
Json list_prompts(const Script& s, const Turn& t) {
  return page(s, t, "prompts", "prompts");
}
Json list_resources(const Script& s, const Turn& t) {
  return page(s, t, "resources", "resources");
}
Json list_templates(const Script& s, const Turn& t) {
  return page(s, t, "templates", "resourceTemplates");
}

bool lists(const Script& script, const char* member, const char* key, const std::string& value) {
  const Json& all = script[member];
  return std::any_of(all.begin(), all.end(), [&](const Json& item) {
    return item.is_object() && item.contains(key) && item[key] == value;
  });
}

Json text_block(const std::string& text) {
  return {{"type", "text"}, {"text", text}};
}

// Echoes the arguments exactly as they were spelled, so that a test can compare bytes.
Json call_tool(const Script& script, const Turn& turn) {
  const std::string name = param(turn, "name");
  if (!lists(script, "tools", "name", name)) return fail(-32602, "Unknown tool: " + name);
  return ok({{"content", Json::array({text_block(turn.variables["argumentsText"])})}});
}

Json get_prompt(const Script& script, const Turn& turn) {
  const std::string name = param(turn, "name");
  if (!lists(script, "prompts", "name", name)) return fail(-32602, "Unknown prompt: " + name);
  const std::string text = name + " " + std::string(turn.variables["argumentsText"]);
  return ok({{"messages", Json::array({{{"role", "user"}, {"content", text_block(text)}}})}});
}

bool fits_template(const Script& script, const std::string& uri) {
  const Json& all = script["templates"];
  return std::any_of(all.begin(), all.end(), [&](const Json& item) {
    const std::string pattern = item.value("uriTemplate", "");
    return uri.starts_with(pattern.substr(0, pattern.find('{')));
  });
}

Json read_resource(const Script& script, const Turn& turn) {
  const std::string uri = param(turn, "uri");
  if (!lists(script, "resources", "uri", uri) && !fits_template(script, uri)) {
    return fail(turn.modern ? -32602 : -32002, "Resource not found: " + uri, {{"uri", uri}});
  }
  const std::string text = script.text("name", "scripted") + " has " + uri;
  return ok({{"contents", Json::array({{{"uri", uri}, {"mimeType", "text/plain"}, {"text", text}}})}});
}

Json complete(const Script& script, const Turn&) {
  const Json values = Json::array({script.text("name", "scripted") + "-value"});
  return ok({{"completion", {{"values", values}, {"total", 1}, {"hasMore", false}}}});
}

struct Entry {
  Answer answer;
  const char* era;  // "both", "legacy" or "modern"
};

const std::map<std::string, Entry> kAnswers = {
    {"initialize", {initialize, "both"}},
    {"server/discover", {discover, "both"}},
    {"ping", {empty, "legacy"}},
    {"tools/list", {list_tools, "both"}},
    {"prompts/list", {list_prompts, "both"}},
    {"resources/list", {list_resources, "both"}},
    {"resources/templates/list", {list_templates, "both"}},
    {"tools/call", {call_tool, "both"}},
    {"prompts/get", {get_prompt, "both"}},
    {"resources/read", {read_resource, "both"}},
    {"resources/subscribe", {empty, "legacy"}},
    {"resources/unsubscribe", {empty, "legacy"}},
    {"logging/setLevel", {empty, "legacy"}},
    {"completion/complete", {complete, "both"}},
};

// The capability a method needs, or nothing.
std::string needed_capability(const std::string& method) {
  for (const char* name : {"tools", "prompts", "resources"}) {
    if (method.starts_with(std::string(name) + "/")) return name;
  }
  return {};
}

}  // namespace

Json server_info(const Script& script) {
  Json info = {{"name", script.text("name", "scripted")}, {"version", script.text("version", "1.0.0")}};
  if (script.has("title")) info["title"] = script["title"];
  return info;
}

Json envelope_error(const Turn& turn) {
  const Json meta = turn.params.value("_meta", Json::object());
  const std::string version = std::string(kMeta) + "protocolVersion";
  const std::string caps = std::string(kMeta) + "clientCapabilities";
  if (!meta.contains(version)) return fail(-32602, "Missing _meta key " + version);
  if (meta[version] != kModern) {
    return fail(-32022, "Unsupported protocol version",
                {{"supported", Json::array({kModern})}, {"requested", meta[version]}});
  }
  if (!meta.contains(caps)) return fail(-32602, "Missing _meta key " + caps);
  return nullptr;
}

void decorate_modern(const Script& script, const Turn& turn, Json& result) {
  if (!result.is_object()) return;
  if (!result.contains("resultType")) result["resultType"] = "complete";
  const bool cacheable =
      turn.method == "server/discover" || turn.method == "resources/read" || turn.method.ends_with("/list");
  if (cacheable && !result.contains("ttlMs"))
    result["ttlMs"] = script.has("ttlMs") ? script["ttlMs"] : Json(0);
  if (cacheable && !result.contains("cacheScope"))
    result["cacheScope"] = script.text("cacheScope", "private");
  const std::string key = std::string(kMeta) + "serverInfo";
  if (!result.contains("_meta") || !result["_meta"].contains(key)) result["_meta"][key] = server_info(script);
}

Json standard_answer(const Script& script, const Turn& turn) {
  const auto found = kAnswers.find(turn.method);
  const std::string need = needed_capability(turn.method);
  const std::string foreign = turn.modern ? "legacy" : "modern";
  if (found == kAnswers.end() || found->second.era == foreign ||
      (!need.empty() && !capabilities(script).contains(need))) {
    return fail(-32601, "Method not found: " + turn.method);
  }
  Json answer = found->second.answer(script, turn);
  if (turn.modern && answer.contains("result")) decorate_modern(script, turn, answer["result"]);
  return answer;
}

}  // namespace callgate::test
