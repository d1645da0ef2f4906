#include "core/guard/record.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/json/view.h"

namespace callgate::guard {
namespace {

void add_key(std::string& out, std::string_view key) {
  const std::size_t at = out.size();
  const bool first = out.back() == '{';
  out.resize(at + key.size() + (first ? 3 : 4));
  char* text = out.data() + at;
  if (!first) *text++ = ',';
  *text++ = '"';
  text = std::copy(key.begin(), key.end(), text);
  *text++ = '"';
  *text = ':';
}

void add_text(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  add_key(out, key);
  json::append_quoted(out, value);
}

void add_number(std::string& out, std::string_view key, std::uint64_t value) {
  add_key(out, key);
  std::array<char, 20> digits;
  out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), value).ptr);
}

void add_decision(std::string& out, Decision decision, const Finding& why) {
  add_text(out, "decision", to_string(decision));
  add_text(out, "guard", why.guard);
  add_text(out, "rule", why.rule);
  add_text(out, "code", why.code);
  add_text(out, "reason", why.reason);
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  static constexpr std::array<std::string_view, 7> kNames{"notSent", "result",    "toolError", "error",
                                                          "timeout", "cancelled", "lost"};
  return kNames[static_cast<std::size_t>(outcome)];
}

void append_line(std::string& out, const Record& record) {
  out += "{\"v\":1";
  add_text(out, "time", rfc3339(record.time));
  add_text(out, "call", record.call);
  add_text(out, "host", record.host);
  add_text(out, "server", record.server);
  add_text(out, "tool", record.tool);
  add_text(out, "exposed", record.exposed);
  add_decision(out, record.decision, record.why);
  if (!record.also.empty()) {
    add_key(out, "also");
    out += '[';
    for (const Decision decision : record.also) out.append("\"").append(to_string(decision)).append("\",");
    out.back() = ']';
  }
  if (!record.would_be.empty()) {
    add_key(out, "wouldBe");
    out += '[';
    for (const WouldBe& would : record.would_be) {
      out += '{';
      add_decision(out, would.decision, would.why);
      out += "},";
    }
    out.back() = ']';
  }
  add_text(out, "argsSha256", record.arguments_sha256);
  add_number(out, "argsBytes", record.argument_bytes);
  add_text(out, "outcome", to_string(record.outcome));
  add_number(out, "resultBytes", record.result_bytes);
  add_number(out, "micros", static_cast<std::uint64_t>(record.duration.count()));
  out += '}';
}

}  // namespace callgate::guard
