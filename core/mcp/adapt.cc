#include "core/mcp/adapt.h"

#include "core/json/view.h"
#include "core/mcp/envelope.h"
#include "core/mcp/methods.h"

namespace callgate::mcp {
namespace {

using json::member;

// A content block as text, for revisions that lack its type.
std::string as_text(std::string_view block, std::string_view type) {
  std::string text;
  if (type == "resource_link") {
    text = "Resource: " + json::decode(member(block, "uri"));
    for (std::string_view name : {"title", "name", "description"}) {
      if (const auto value = member(block, name); !value.empty()) text += "\n" + json::decode(value);
    }
  } else {
    text = "[audio, " + json::decode(member(block, "mimeType")) + ", " +
           std::to_string(json::decode(member(block, "data")).size()) +
           " characters of base64; this protocol revision has no audio]";
  }
  return "{\"type\":\"text\",\"text\":" + json::quote(text) + "}";
}

void replace_blocks(std::string_view line, std::string_view content, Revision host, json::Edits& edits) {
  const auto consider = [&](std::string_view block) {
    const std::string type = json::decode(member(block, "type"));
    const bool unknown = (type == "resource_link" && host < Revision::v2025_06_18) ||
                         (type == "audio" && host < Revision::v2025_03_26);
    if (unknown) edits.push_back({json::span_of(line, block), as_text(block, type)});
  };
  if (json::type_of(content) == json::Type::object) return consider(content);
  json::Elements walk(content);
  std::string_view block;
  while (walk.next(block)) consider(block);
}

void downgrade_content(const rpc::Message& answer, const Adaptation& adaptation, json::Edits& edits) {
  if (adaptation.host >= Revision::v2025_06_18) return;
  const std::string_view line = answer.line().view(), result = answer.text(answer.parts().result);
  if (adaptation.to == AnswerTo::call) {
    if (const auto content = member(result, "content"); !content.empty()) {
      replace_blocks(line, content, adaptation.host, edits);
    }
  } else if (adaptation.to == AnswerTo::prompt) {
    json::Elements messages(member(result, "messages"));
    std::string_view message;
    while (messages.next(message)) {
      if (const auto content = member(message, "content"); !content.empty()) {
        replace_blocks(line, content, adaptation.host, edits);
      }
    }
  }
}

void append_member(std::string& members, std::string_view more) {
  if (more.empty()) return;
  if (!members.empty()) members += ',';
  members += more;
}

}  // namespace

void adapt_result(const rpc::Message& answer, const Adaptation& adaptation, json::Edits& edits) {
  const json::Envelope& parts = answer.parts();
  const bool to_modern = era_of(adaptation.host) == Era::modern;
  const bool as_it_is = !to_modern && !parts.result_type && !parts.has_own_meta && adaptation.meta.empty() &&
                        adaptation.host >= Revision::v2025_06_18;
  if (as_it_is) return;
  const std::string_view line = answer.line().view(), result = answer.text(parts.result);
  std::string added;
  if (to_modern && !parts.result_type) {
    added = "\"resultType\":\"complete\"";
    if (adaptation.to == AnswerTo::read) {
      if (member(result, "ttlMs").empty()) append_member(added, "\"ttlMs\":0");
      if (member(result, "cacheScope").empty()) append_member(added, "\"cacheScope\":\"private\"");
    }
  }
  const std::string_view meta = answer.text(parts.result_meta);
  if (json::type_of(meta) == json::Type::object) {
    const auto ours = [](const json::Member& each) { return is_own_key(each.key); };
    if (parts.has_own_meta || !adaptation.meta.empty()) {
      json::change_members(line, meta, ours, adaptation.meta, edits);
    }
  } else if (!adaptation.meta.empty()) {
    append_member(added, "\"_meta\":{" + std::string(adaptation.meta) + "}");
  }
  const bool drop_type = parts.result_type && !to_modern;
  // A `_meta` that is no object says nothing, and ours may not stand beside it.
  const bool drop_meta =
      !meta.empty() && json::type_of(meta) != json::Type::object && !adaptation.meta.empty();
  if (drop_type || drop_meta || !added.empty()) {
    const auto goes = [&](const json::Member& each) {
      return (drop_type && each.key == "resultType") || (drop_meta && each.key == "_meta");
    };
    json::change_members(line, result, goes, added, edits);
  }
  downgrade_content(answer, adaptation, edits);
}

void adapt_error(const rpc::Message& answer, const Adaptation& adaptation, json::Edits& edits) {
  if (adaptation.to != AnswerTo::read) return;
  const std::string_view code = member(answer.text(answer.parts().error), "code");
  const auto number = json::integer(code);
  const bool to_modern = era_of(adaptation.host) == Era::modern;
  if (to_modern && number == code::resource_not_found) {
    edits.push_back({json::span_of(answer.line().view(), code), std::to_string(code::invalid_params)});
  } else if (!to_modern && era_of(adaptation.server) == Era::modern && number == code::invalid_params) {
    edits.push_back({json::span_of(answer.line().view(), code), std::to_string(code::resource_not_found)});
  }
}

std::string_view own_info() {
  return "{\"name\":\"callgate\",\"title\":\"Callgate\",\"version\":\"" CALLGATE_VERSION "\"}";
}

std::string modern_result(std::string_view members) {
  std::string result = "{\"resultType\":\"complete\",";
  if (!members.empty()) result.append(members).append(",");
  result.append("\"_meta\":{\"").append(kMetaServerInfo).append("\":").append(own_info()).append("}}");
  return result;
}

}  // namespace callgate::mcp
