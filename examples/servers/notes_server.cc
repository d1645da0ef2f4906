// The smallest useful MCP server over stdio: notes kept in memory, one JSON-RPC message per line.
// Both eras of the protocol; each message says by itself which one it belongs to:
//   legacy (2024-11-05 to 2025-11-25): `initialize` first, then plain requests;
//   modern (2026-07-28): no handshake, every request carries its version and capabilities in `params._meta`.
// Copy it, replace the tools, keep the loop.

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kModern = "2026-07-28";
constexpr std::array kLegacy = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"};
constexpr const char* kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char* kCapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";

// The members of an answer apart from its id: {"result": …} or {"error": …}.
const auto ok = [](Json result) -> Json { return {{"result", std::move(result)}}; };
Json fail(int code, const std::string& message, Json data = nullptr) {
  Json error = {{"code", code}, {"message", message}};
  if (!data.is_null()) error["data"] = std::move(data);
  return {{"error", std::move(error)}};
}

const auto text = [](const std::string& words) -> Json { return {{"type", "text"}, {"text", words}}; };
// What goes wrong inside a tool is a result too, so that the model reads it.
Json said(const std::string& words, bool is_error = false) {
  Json result = {{"content", Json::array({text(words)})}};
  if (is_error) result["isError"] = true;
  return ok(std::move(result));
}

const Json kServerInfo = {{"name", "notes"}, {"title", "Notes in memory"}, {"version", "1.0.0"}};
const Json kNone = Json::object();
const Json kCapabilities = {{"tools", kNone}, {"resources", kNone}, {"prompts", kNone}};
// clang-format off
const Json kTools = Json::parse(R"([
  {"name": "list_notes", "description": "Names of all notes.", "inputSchema": {"type": "object"},
   "annotations": {"readOnlyHint": true, "openWorldHint": false}},
  {"name": "read_note", "description": "The text of one note.",
   "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
   "annotations": {"readOnlyHint": true, "openWorldHint": false}},
  {"name": "write_note", "description": "Creates a note or replaces its text.",
   "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}, "text": {"type": "string"}},
                   "required": ["name", "text"]},
   "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": true}},
  {"name": "delete_note", "description": "Deletes a note for good.",
   "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
   "annotations": {"readOnlyHint": false, "destructiveHint": true, "idempotentHint": true}}
])");
// clang-format on

bool has_text(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_string();
}

class NotesServer {
 public:
  // The whole answer to one line; null if the line needs none (notifications, answers, empty lines).
  Json answer(const std::string& line) {
    const Json message = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (message.is_discarded()) return complete(nullptr, fail(-32700, "Parse error"));
    if (!message.is_object()) return complete(nullptr, fail(-32600, "A message is one JSON object"));
    if (!message.contains("id") || !message.contains("method")) return nullptr;
    try {
      return complete(message["id"], serve(message["method"], message.value("params", kNone)));
    } catch (const nlohmann::json::exception& e) {  // a member is missing or of another type
      return complete(message["id"], fail(-32602, std::string("Invalid params: ") + e.what()));
    }
  }

 private:
  static Json complete(const Json& id, Json members) {
    Json answer = {{"jsonrpc", "2.0"}, {"id", id}};
    answer.update(members);
    return answer;
  }

  Json serve(const std::string& method, const Json& params) {
    const Json meta = params.value("_meta", Json::object());
    if (!meta.contains(kVersionKey)) return serve_legacy(method, params);
    if (meta[kVersionKey] != kModern) {
      return fail(-32022, "Unsupported protocol version",
                  {{"supported", Json::array({kModern})}, {"requested", meta[kVersionKey]}});
    }
    if (!meta.contains(kCapabilitiesKey)) return fail(-32602, "Missing _meta client capabilities");
    Json members = method == "server/discover"
                       ? ok({{"supportedVersions", Json::array({kModern})}, {"capabilities", kCapabilities}})
                       : request(method, params);
    if (members.contains("result")) decorate(members["result"], method);
    return members;
  }

  Json serve_legacy(const std::string& method, const Json& params) {
    if (method == "initialize") return initialize(params);
    if (method == "ping") return ok(kNone);
    if (!initialized_) return fail(-32602, std::string("Missing _meta key ") + kVersionKey);
    return request(method, params);
  }

  // What only modern results carry.
  static void decorate(Json& result, const std::string& method) {
    result["resultType"] = "complete";
    if (method != "tools/call" && method != "prompts/get") {
      result["ttlMs"] = 0;
      result["cacheScope"] = "private";
    }
    result["_meta"]["io.modelcontextprotocol/serverInfo"] = kServerInfo;
  }

  Json initialize(const Json& params) {
    initialized_ = true;
    const std::string asked = params.at("protocolVersion");
    const bool known = std::ranges::find(kLegacy, asked) != kLegacy.end();
    return ok({{"protocolVersion", known ? asked : kLegacy.back()},
               {"capabilities", kCapabilities},
               {"serverInfo", kServerInfo}});
  }

  Json request(const std::string& method, const Json& params) {
    if (method == "tools/list") return ok({{"tools", kTools}});
    if (method == "tools/call") return call(params.at("name"), params.value("arguments", Json::object()));
    if (method == "resources/list") return list_resources();
    if (method == "resources/templates/list") return ok({{"resourceTemplates", Json::array()}});
    if (method == "resources/read") return read_resource(params.at("uri"));
    if (method == "prompts/list") {
      return ok({{"prompts", Json::array({{{"name", "summarize"}, {"description", "Sums up all notes."}}})}});
    }
    if (method == "prompts/get") return get_prompt(params.at("name"));
    return fail(-32601, "Method not found: " + method);
  }

  Json call(const std::string& name, const Json& arguments) {
    if (name == "list_notes") return said(names());
    if (name != "read_note" && name != "write_note" && name != "delete_note") {
      return fail(-32602, "Unknown tool: " + name);
    }
    if (!has_text(arguments, "name")) return said("Give the note's name as a string.", true);
    const std::string note = arguments["name"];
    if (name == "write_note") {
      if (!has_text(arguments, "text")) return said("Give the note's text as a string.", true);
      notes_[note] = arguments["text"];
      return said("Wrote " + note + ".");
    }
    const auto found = notes_.find(note);
    if (found == notes_.end())
      return said("There is no note " + note + ". Call list_notes for the names.", true);
    if (name == "read_note") return said(found->second);
    notes_.erase(found);
    return said("Deleted " + note + ".");
  }

  std::string names() const {
    std::string lines = std::to_string(notes_.size()) + " notes";
    for (const auto& [name, words] : notes_) lines += "\n" + name;
    return lines;
  }

  Json list_resources() const {
    Json resources = Json::array();
    for (const auto& [name, words] : notes_) {
      resources.push_back({{"uri", "note:///" + name}, {"name", name}, {"mimeType", "text/plain"}});
    }
    return ok({{"resources", resources}});
  }

  Json read_resource(const std::string& uri) const {
    for (const auto& [name, words] : notes_) {
      if (uri != "note:///" + name) continue;
      return ok({{"contents", Json::array({{{"uri", uri}, {"mimeType", "text/plain"}, {"text", words}}})}});
    }
    return fail(-32602, "Resource not found: " + uri, {{"uri", uri}});
  }

  Json get_prompt(const std::string& name) const {
    if (name != "summarize") return fail(-32602, "Unknown prompt: " + name);
    std::string request = "Sum up these notes in three sentences.\n";
    for (const auto& [note, words] : notes_) request += "\n# " + note + "\n" + words;
    return ok({{"messages", Json::array({{{"role", "user"}, {"content", text(request)}}})}});
  }

  bool initialized_ = false;
  std::map<std::string, std::string> notes_ = {{"welcome", "Notes live as long as this process."}};
};

}  // namespace

int main() {
  NotesServer server;
  for (std::string line; std::getline(std::cin, line);) {  // the host closes our stdin when it is done
    const Json answer = server.answer(line);
    if (!answer.is_null()) std::cout << answer.dump() << "\n" << std::flush;
  }
}
