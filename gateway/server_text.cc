#include "gateway/server_text.h"

#include <boost/container/small_vector.hpp>

#include "core/json/edit.h"
#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/call_desk.h"
#include "gateway/content_call.h"

namespace callgate {
namespace {

namespace method = mcp::method;
using json::member;
using Texts = boost::container::small_vector<std::string_view, 4>;  // raw values within the message

void take(std::string_view object, std::initializer_list<std::string_view> names, Texts& texts) {
  for (const std::string_view name : names) {
    if (const std::string_view value = member(object, name); !value.empty()) texts.push_back(value);
  }
}

void take_question(std::string_view params, Texts& texts) {
  take(params, {"message", "requestedSchema", "systemPrompt", "messages"}, texts);
}

void take_error(std::string_view error, Texts& texts) {
  if (json::integer(member(error, "code")) != mcp::code::url_elicitation_required)
    return take(error, {"message", "data"}, texts);
  take(error, {"message"}, texts);
  json::Elements walk(member(error, {"data", "elicitations"}));
  for (std::string_view each; walk.next(each);) take_question(each, texts);
}

Texts texts_of(const rpc::Message& message) {
  Texts texts;
  if (message.kind() == rpc::Kind::error) {
    take_error(message.text(message.parts().error), texts);
  } else if (message.kind() == rpc::Kind::result) {
    json::Members walk(member(message.text(message.parts().result), "inputRequests"));
    for (json::Member each; walk.next(each);) take_question(member(each.value, "params"), texts);
  } else if (message.method() == method::log_message) {
    take(message.params(), {"data", "logger"}, texts);
  } else if (message.method() == method::progress) {
    take(message.params(), {"message"}, texts);
  } else if (message.method() == method::cancelled) {
    take(message.params(), {"reason"}, texts);
  } else {
    take_question(message.params(), texts);
  }
  return texts;
}

// In the shape of a result that guards can read; there is at least one.
Bytes as_result(const Texts& texts) {
  std::string result = "{\"content\":[],\"structuredContent\":[";
  for (const std::string_view text : texts) result.append(text).append(",");
  result.back() = ']';
  return Bytes::adopt(result + "}");
}

// In the place of a value that guards withhold.
std::string stand_in(std::string_view value, const std::string& reason) {
  const json::Type type = json::type_of(value);
  if (type == json::Type::object) return "{}";
  if (type == json::Type::array) return "[]";
  return json::quote("withheld: " + reason);
}

rpc::Message edited(const rpc::Message& message, json::Edits& edits) {
  json::sort(edits);
  std::string line = json::apply(message.line().view(), edits);
  const json::Scanned scanned = json::scan(line);
  return {Bytes::adopt(std::move(line)), scanned.parts, message.kind()};
}

}  // namespace

rpc::Message cleansed(Session& session, const std::string& server, std::string_view asked,
                      const rpc::Message& message) {
  if (session.desk().chain()->empty()) return message;
  const Texts texts = texts_of(message);
  if (texts.empty()) return message;
  const bool answers = message.kind() == rpc::Kind::error || message.kind() == rpc::Kind::result;
  ContentCall content(session, server, answers ? asked : message.method());
  const Bytes result = as_result(texts);
  guard::Amend amend = content.leave(result);
  const guard::Notice notice = content.notice_of(guard::decision_of(amend), guard::finding_of(amend));
  content.conclude(notice, guard::Outcome::result, result.size());
  if (std::holds_alternative<guard::Keep>(amend)) return message;
  const auto* replaced = std::get_if<guard::Replace>(&amend);
  const std::string_view clean =
      replaced ? member(replaced->result.view(), "structuredContent") : std::string_view();
  // Cut to fewer elements, they do not say any more which is which.
  Texts kept;
  json::Elements walk(clean);
  for (std::string_view each; walk.next(each);) kept.push_back(each);
  const bool whole = kept.size() == texts.size();
  json::Edits edits;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool fits = whole && json::type_of(kept[i]) == json::type_of(texts[i]);
    std::string now = fits ? std::string(kept[i]) : stand_in(texts[i], notice.why.reason);
    if (now != texts[i]) edits.push_back({json::span_of(message.line().view(), texts[i]), std::move(now)});
  }
  return edited(message, edits);
}

}  // namespace callgate
