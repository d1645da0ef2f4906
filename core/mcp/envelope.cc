#include "core/mcp/envelope.h"

#include "core/json/view.h"

namespace callgate::mcp {
namespace {

constexpr std::string_view kOwnPrefix = "dev.callgate/";

void append_member(std::string& out, std::string_view key, std::string_view value) {
  if (!out.empty()) out += ',';
  out += '"';
  out += key;
  out += "\":";
  out += value;
}

bool is_envelope(std::string_view key) {
  return key == kMetaVersion || key == kMetaClientInfo || key == kMetaClientCapabilities ||
         key == kMetaLogLevel;
}

}  // namespace

bool is_own_key(std::string_view raw_key) {
  if (raw_key.find('\\') == std::string_view::npos) return raw_key.starts_with(kOwnPrefix);
  return json::decode('"' + std::string(raw_key) + '"').starts_with(kOwnPrefix);
}

std::string routable_capabilities(std::string_view host_capabilities) {
  std::string members;
  for (std::string_view name : {"roots", "sampling", "elicitation"}) {
    const std::string_view value = json::member(host_capabilities, name);
    if (json::type_of(value) == json::Type::object) append_member(members, name, value);
  }
  return "{" + members + "}";
}

std::string bridgeable_capabilities() {
  return R"({"roots":{},"sampling":{"tools":{},"context":{}},"elicitation":{"form":{},"url":{}}})";
}

std::string envelope_members(std::string_view client_info, std::string_view capabilities,
                             std::string_view log_level) {
  std::string members;
  append_member(members, kMetaVersion, "\"" + std::string(to_string(kModern)) + "\"");
  if (!client_info.empty()) append_member(members, kMetaClientInfo, client_info);
  append_member(members, kMetaClientCapabilities,
                capabilities.empty() ? std::string_view("{}") : capabilities);
  if (!log_level.empty()) append_member(members, kMetaLogLevel, log_level);
  return members;
}

std::string enveloped(const Declaration& declaration, std::string_view members) {
  std::string params =
      "{\"_meta\":{" + envelope_members(declaration.client_info, declaration.capabilities) + "}";
  if (!members.empty()) {
    params += ',';
    params += members;
  }
  return params + "}";
}

void change_envelope(const rpc::Message& message, bool drop_envelope, std::string_view added,
                     json::Edits& edits) {
  const std::string_view line = message.line().view(), meta = message.text(message.parts().meta);
  if (json::type_of(meta) == json::Type::object) {
    const auto drop = [&](const json::Member& member) {
      return is_own_key(member.key) || (drop_envelope && is_envelope(member.key));
    };
    return json::change_members(line, meta, drop, added, edits);
  }
  if (added.empty()) return;
  const std::string with_meta = "\"_meta\":{" + std::string(added) + "}";
  if (const std::string_view params = message.params(); !params.empty()) {
    // A `_meta` that is no object says nothing, and ours may not stand beside it.
    json::change_members(
        line, params, [](const json::Member& each) { return each.key == "_meta"; }, with_meta, edits);
  } else {
    json::add_members(line, line, "\"params\":{" + with_meta + "}", edits);
  }
}

}  // namespace callgate::mcp
