#include "core/guard/render.h"

#include <algorithm>
#include <cassert>

#include "core/json/view.h"

namespace callgate::guard {
namespace {

// Appends `,"key":"value"`; nothing if there is no value.
void add_text(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.append(",\"").append(key).append("\":");
  json::append_quoted(out, value);
}

void add_number(std::string& out, std::string_view key, Millis value) {
  out.append(",\"").append(key).append("\":").append(std::to_string(value.count()));
}

void add_held(std::string& out, const HeldFor& held) {
  out += ",\"approval\":{\"id\":";
  json::append_quoted(out, held.id);
  add_text(out, "digest", held.digest);
  add_text(out, "state", held.state);
  add_text(out, "expiresAt", rfc3339(held.expires_at));
  add_text(out, "command", held.command);
  add_text(out, "url", held.url);
  out += '}';
}

// Sentences joined by blanks; empty ones are left out.
std::string sentences(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += ' ';
    text += part;
  }
  return text;
}

Bytes error_result(const std::string& text, const Notice& notice, bool modern) {
  std::string out = modern ? R"({"resultType":"complete","content":[{"type":"text","text":)"
                           : R"({"content":[{"type":"text","text":)";
  json::append_quoted(out, text);
  out += R"(}],"isError":true)";
  if (notice.in_meta) out.append(R"(,"_meta":{)").append(verdict_meta(notice)).append("}");
  out += '}';
  return Bytes::adopt(std::move(out));
}

}  // namespace

Notice notice_of(std::string call_id, Decision final, Finding why,
                 const std::vector<std::pair<Decision, Finding>>& taken) {
  Notice notice{final, std::move(why), std::move(call_id)};
  for (const auto& [decision, finding] : taken) {
    if (decision > notice.decision) notice.decision = decision, notice.why = finding;
  }
  const auto mention = [&](Decision decision) {
    const bool new_one = decision != notice.decision && decision != Decision::allow &&
                         std::find(notice.also.begin(), notice.also.end(), decision) == notice.also.end();
    if (new_one) notice.also.push_back(decision);
  };
  for (const auto& entry : taken) mention(entry.first);
  mention(final);
  return notice;
}

std::string verdict_meta(const Notice& notice) {
  std::string out = R"("dev.callgate/verdict":{"decision":")";
  out.append(to_string(notice.decision)) += '"';
  add_text(out, "guard", notice.why.guard);
  add_text(out, "rule", notice.why.rule);
  add_text(out, "code", notice.why.code);
  add_text(out, "reason", notice.why.reason);
  add_text(out, "callId", notice.call_id);
  if (!notice.also.empty()) {
    out += ",\"also\":[";
    for (const Decision decision : notice.also) out.append("\"").append(to_string(decision)).append("\",");
    out.back() = ']';
  }
  if (notice.age) add_number(out, "ageMs", *notice.age);
  add_text(out, "of", notice.of);
  if (notice.retry_after) add_number(out, "retryAfterMs", *notice.retry_after);
  if (notice.held) add_held(out, *notice.held);
  out += '}';
  return out;
}

std::string reference_meta(std::string_view reference) {
  return reference.empty() ? std::string() : R"("dev.callgate/ref":)" + json::quote(reference);
}

Bytes denied_result(const Notice& notice, bool modern) {
  const bool guides = notice.decision == Decision::rewrite;
  std::string wait;
  if (notice.retry_after)
    wait = "It may be tried again in " + std::to_string(notice.retry_after->count()) + " ms.";
  return error_result(sentences({guides ? "Not executed:" : "Refused:", notice.why.reason,
                                 guides ? "" : "Nothing was executed.", notice.why.instead, wait}),
                      notice, modern);
}

Bytes held_result(const Notice& notice, bool modern) {
  assert(notice.held);
  const HeldFor& held = *notice.held;
  const std::string ask = held.url.empty()
                              ? "Ask the user to run `" + held.command + "`."
                              : "Ask the user to open " + held.url + " (or run `" + held.command + "`).";
  return error_result(
      sentences({"Held for approval " + held.id + ":", notice.why.reason, "Nothing was executed.", ask,
                 "Then call this tool again with exactly the same arguments."}),
      notice, modern);
}

Bytes withheld_result(const Notice& notice, bool modern) {
  return error_result(sentences({"The call ran; its result is withheld:", notice.why.reason,
                                 "Do not repeat the call to see it.", notice.why.instead}),
                      notice, modern);
}

}  // namespace callgate::guard
