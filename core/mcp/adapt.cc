#include "core/mcp/adapt.h"

#include "core/json/view.h"
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
    text = "[audio, " + json::decode(member(block, "mimeType")) + ", " + std::to_string(member(block, "data").size()) +
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

// The members of `_meta` without those under our own name, which only we may write.
std::string foreign_members(std::string_view meta) {
  std::string kept;
  json::Members walk(meta);
  json::Member each;
  while (walk.next(each)) {
    if (each.key.starts_with("dev.callgate/")) continue;
    if (!kept.empty()) kept += ',';
    kept.append("\"").append(each.key).append("\":").append(each.value);
  }
  return kept;
}

void append_member(std::string& members, std::string_view more) {
  if (more.empty()) return;
  if (!members.empty()) members += ',';
  members += more;
}

}  // namespace

void adapt_result(const rpc::Message& answer, const Adaptation& adaptation, json::Edits& edits) {
  const json::Envelope& parts = answer.parts();
  const std::string_view line = answer.line().view(), result = answer.text(parts.result);
  const bool to_modern = era_of(adaptation.host) == Era::modern;
  std::string added;
  if (to_modern && !parts.result_type) {
    added = "\"resultType\":\"complete\"";
    if (adaptation.to == AnswerTo::read) append_member(added, "\"ttlMs\":0,\"cacheScope\":\"private\"");
  }
  if (const std::string_view meta = answer.text(parts.result_meta); meta.empty()) {
    if (!adaptation.meta.empty()) append_member(added, "\"_meta\":{" + std::string(adaptation.meta) + "}");
  } else if (json::type_of(meta) == json::Type::object && (parts.has_own_meta || !adaptation.meta.empty())) {
    std::string members = foreign_members(meta);
    append_member(members, adaptation.meta);
    edits.push_back({json::span_of(line, meta), "{" + members + "}"});
  }
  if (parts.result_type && !to_modern) {
    const std::string_view type = answer.text(parts.result_type);
    json::Edit gone = json::remove_member(line, result, type);
    if (!added.empty()) {
      // The new members take the place of the one that goes, so that the commas around it stay right.
      const char* key = type.data();
      while (*--key != ':') {
      }
      while (*--key != '"') {
      }
      while (*--key != '"') {
      }
      gone = {json::span_of(line, {key, static_cast<std::size_t>(type.data() + type.size() - key)}), std::move(added)};
    }
    edits.push_back(std::move(gone));
  } else if (!added.empty()) {
    edits.push_back(json::insert_members(line, result, added));
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
