#include "gateway/questions.h"

#include "core/base/seal.h"
#include "core/json/view.h"
#include "core/mcp/methods.h"

namespace callgate::questions {
namespace {

namespace method = mcp::method;
using json::member;

bool declares(std::string_view capabilities, std::string_view capability) {
  return json::type_of(member(capabilities, capability)) == json::Type::object;
}

bool is_url_mode(std::string_view params) {
  return json::equals(member(params, "mode"), "url");
}

// An elicitation capability without modes means form. MCP 2025-11-25, client/elicitation#capabilities.
bool declares_mode(std::string_view capabilities, bool url) {
  const std::string_view elicitation = member(capabilities, "elicitation");
  if (url) return !member(elicitation, "url").empty();
  return !member(elicitation, "form").empty() || member(elicitation, "url").empty();
}

// "message" with the label inside its quotes; empty if there is nothing to label.
json::Edit labelled(std::string_view params, std::string_view label) {
  const std::string_view message = member(params, "message");
  if (label.empty() || json::type_of(message) != json::Type::string) return {};
  const std::string quoted = json::quote(label);
  json::Span at = json::span_of(params, message);
  return {json::Span{at.at + 1, 0}, quoted.substr(1, quoted.size() - 2)};
}

void drop(std::string& object, std::string_view name) {
  json::Edits edits;
  json::drop_member(object, object, name, edits);
  object = json::apply(object, edits);
}

std::string with_member(std::string_view object, std::string_view members) {
  json::Edits edits;
  json::add_members(object, object, members, edits);
  return json::apply(object, edits);
}

std::string relabelled(std::string_view params, std::string_view label) {
  json::Edits edits;
  if (json::Edit edit = labelled(params, label); !edit.text.empty()) edits.push_back(std::move(edit));
  return json::apply(params, edits);
}

}  // namespace

bool is_question(std::string_view name) {
  return name == method::roots_list || name == method::sampling || name == method::elicitation;
}

Unaskable unaskable(std::string_view name, std::string_view params, std::string_view capabilities) {
  const auto lacks = [&](std::string_view capability) {
    return Unaskable{mcp::code::method_not_found,
                     "the host did not declare the capability " + std::string(capability)};
  };
  if (name == method::roots_list && !declares(capabilities, "roots")) return lacks("roots");
  if (name == method::sampling) {
    if (!declares(capabilities, "sampling")) return lacks("sampling");
    const bool wants_tools = !member(params, "tools").empty() || !member(params, "toolChoice").empty();
    if (wants_tools && member(capabilities, {"sampling", "tools"}).empty()) {
      return {mcp::code::invalid_params, "the host did not declare sampling.tools"};
    }
  }
  if (name == method::elicitation) {
    if (!declares(capabilities, "elicitation")) return lacks("elicitation");
    const bool url = is_url_mode(params);
    if (!declares_mode(capabilities, url)) {
      return {mcp::code::invalid_params,
              std::string("the host did not declare the elicitation mode ") + (url ? "url" : "form")};
    }
  }
  return {};
}

std::string for_modern_host(std::string_view name, std::string_view params, std::string_view label) {
  if (params.empty()) return "{}";
  std::string out = name == method::elicitation ? relabelled(params, label) : std::string(params);
  drop(out, "_meta");
  drop(out, "task");
  if (name == method::elicitation) {
    drop(out, "elicitationId");
    if (member(out, "mode").empty()) out = with_member(out, "\"mode\":\"form\"");
  }
  return out;
}

std::string for_legacy_host(std::string_view name, std::string_view params, std::string_view label) {
  if (params.empty()) return {};
  if (name != method::elicitation) return std::string(params);
  std::string out = relabelled(params, label);
  if (is_url_mode(out) && member(out, "elicitationId").empty()) {
    out = with_member(out, "\"elicitationId\":\"" + random_hex(16) + "\"");
  }
  return out;
}

std::string url_requests(std::string_view error, std::string_view label) {
  std::string members;
  std::size_t count = 0;
  json::Elements walk(member(error, {"data", "elicitations"}));
  std::string_view each;
  while (walk.next(each)) {
    if (!is_url_mode(each)) continue;
    members.append(members.empty() ? "" : ",").append("\"url-").append(std::to_string(++count));
    members.append("\":{\"method\":\"").append(method::elicitation).append("\",\"params\":");
    members.append(for_modern_host(method::elicitation, each, label)).append("}");
  }
  return members;
}

void label_requests(const rpc::Message& required, std::string_view label, json::Edits& edits) {
  json::Members walk(member(required.text(required.parts().result), "inputRequests"));
  json::Member each;
  while (walk.next(each)) {
    if (!json::equals(member(each.value, "method"), method::elicitation)) continue;
    const std::string_view params = member(each.value, "params");
    json::Edit edit = labelled(params, label);
    if (edit.text.empty()) continue;
    edit.at.at += json::span_of(required.line().view(), params).at;
    edits.push_back(std::move(edit));
  }
}

void pass_on(const rpc::Message& question, std::string_view label, json::Edits& edits) {
  if (question.method() != method::elicitation) return;
  const std::string_view params = question.params();
  json::Edit edit = labelled(params, label);
  if (edit.text.empty()) return;
  edit.at.at += question.parts().params.at;
  edits.push_back(std::move(edit));
}

}  // namespace callgate::questions
