#include "gateway/commands/verdict_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/guard/redaction.h"
#include "core/json/scan.h"
#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"

namespace callgate::commands {

using Json = nlohmann::ordered_json;
using guard::Decision;

Result<std::string> read_arguments(std::string text) {
  if (!json::valid(text)) return error(Errc::invalid, "--args must be a JSON object");
  // Strings hold no line breaks as such: these stand between values.
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text = text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
  if (json::type_of(text) != json::Type::object) return error(Errc::invalid, "--args must be a JSON object");
  // As in a request: then also what only the scanner of requests refuses, such as a repeated key, is found.
  const json::Scanned scanned = json::scan(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":" +
      text + "}}");
  if (scanned.refused == json::Refused::no) return text;
  return error(Errc::invalid, scanned.reason.substr(0, scanned.reason.rfind(" (byte")), "--args");
}

int exit_of(Decision decision) {
  if (decision == Decision::deny || decision == Decision::rewrite) return kNegative;
  return decision == Decision::hold ? kHeld : kOk;
}

Colour colour_of(std::string_view decision) {
  if (decision == "allow") return Colour::green;
  if (decision == "deny" || decision == "suppress") return Colour::red;
  if (decision == "hold" || decision == "ask" || decision == "rewrite") return Colour::yellow;
  return decision == "cache" || decision == "replay" ? Colour::cyan : Colour::plain;
}

void print_verdict(const Judged& judged, const std::string& tool, bool unknown, const std::string& place,
                   Console& console) {
  const bool watched = judged.notice.decision == Decision::allow && !judged.would_be.empty();
  const guard::Finding& why = watched ? judged.would_be.front().why : judged.notice.why;
  const std::string decision(to_string(judged.notice.decision));
  if (unknown) console.out << paint(console, Colour::red, "unknown") << "; by its name alone: ";
  console.out << paint(console, colour_of(decision), decision);
  if (watched) console.out << " (observed: " << to_string(judged.would_be.front().decision) << ")";
  console.out << "  " << visible(tool) << "\n";
  if (why.guard.empty()) return;
  console.out << "  guard  " << why.guard << "\n";
  if (!why.rule.empty())
    console.out << "  rule   " << visible(why.rule) << (place.empty() ? "" : "  " + visible(place)) << "\n";
  console.out << "  why    " << visible(guard::redacted(why.reason)) << "\n";
  if (!why.instead.empty()) console.out << "  do     " << visible(guard::redacted(why.instead)) << "\n";
}

void put_finding(const guard::Finding& why, Json& json) {
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  put("guard", why.guard);
  put("rule", why.rule);
  put("code", why.code);
  put("reason", guard::redacted(why.reason));
  put("instead", guard::redacted(why.instead));
}

void put_verdict(const Judged& judged, Json& json) {
  json["decision"] = to_string(judged.notice.decision);
  put_finding(judged.notice.why, json);
  for (const Decision also : judged.notice.also) json["also"].push_back(to_string(also));
  for (const guard::WouldBe& would : judged.would_be) {
    Json one = {{"decision", to_string(would.decision)}};
    put_finding(would.why, one);
    json["wouldBe"].push_back(std::move(one));
  }
}

}  // namespace callgate::commands
