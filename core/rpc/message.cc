#include "core/rpc/message.h"

#include "core/json/view.h"

namespace callgate::rpc {
namespace {

using json::Type;
using json::type_of;

// What keeps a well-formed object from being a message; code 0: nothing.
struct Wrong {
  int code = 0;
  std::string_view reason;
};

// The scanner has checked the grammar: what is left to exclude is a fraction, an exponent, and other types.
bool is_id(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '"') return true;
  for (const char c : text) {
    if (c != '-' && (c < '0' || c > '9')) return false;
  }
  return true;
}

Fault fault(int code, std::string reason, std::string_view id) {
  return Fault{code, std::move(reason), std::string(id)};
}

Fault fault_of(const json::Scanned& scanned) {
  const std::string_view id = is_id(scanned.id) ? std::string_view(scanned.id) : std::string_view();
  switch (scanned.refused) {
    case json::Refused::no:
      return {};
    case json::Refused::syntax:
    case json::Refused::depth:
      return fault(-32700, scanned.reason, id);
    case json::Refused::not_object:
    case json::Refused::envelope:
      return fault(-32600, scanned.reason, id);
    case json::Refused::params:
      return fault(-32602, scanned.reason, id);
  }
  return {};
}

// The line with its method's name spelled plainly, so that nobody further on has to decode it; empty if the
// name is plain already or cannot be.
std::string with_plain_method(std::string_view line, json::Span method) {
  const std::string_view raw = text_of(line, method);
  if (raw.find('\\') == std::string_view::npos) return {};
  const std::string plain = json::quote(json::decode(raw));
  if (plain.find('\\') != std::string::npos) return {};
  json::Edits edits;
  edits.push_back({method, plain});
  return json::apply(line, edits);
}

Wrong wrong_request(std::string_view line, const json::Envelope& parts) {
  if (parts.result || parts.error) return {-32600, "a message with a method has no result and no error"};
  if (type_of(text_of(line, parts.method)) != Type::string) return {-32600, "\"method\" must be a string"};
  if (parts.params && type_of(text_of(line, parts.params)) != Type::object) {
    return {-32602, "\"params\" must be an object"};
  }
  return {};
}

Wrong wrong_answer(std::string_view line, const json::Envelope& parts) {
  if (bool(parts.result) == bool(parts.error)) {
    return {-32600, "a message needs a method, or one of result and error"};
  }
  if (parts.result && !parts.id) return {-32600, "a result needs an id"};
  if (parts.result && type_of(text_of(line, parts.result)) != Type::object) {
    return {-32600, "\"result\" must be an object"};
  }
  if (parts.error && type_of(text_of(line, parts.error)) != Type::object) {
    return {-32600, "\"error\" must be an object"};
  }
  return {};
}

Wrong wrong_message(std::string_view line, const json::Envelope& parts, bool good_id) {
  if (text_of(line, parts.jsonrpc) != "\"2.0\"") return {-32600, "\"jsonrpc\" must be \"2.0\""};
  if (parts.id && !good_id && !(parts.error && text_of(line, parts.id) == null_id)) {
    return {-32600, "\"id\" must be a string or an integer"};
  }
  return parts.method ? wrong_request(line, parts) : wrong_answer(line, parts);
}

Kind kind_of(const json::Envelope& parts) {
  if (parts.method) return parts.id ? Kind::request : Kind::notification;
  return parts.result ? Kind::result : Kind::error;
}

}  // namespace

std::string_view Message::method() const {
  const std::string_view raw = text(parts().method);
  return raw.size() < 2 ? std::string_view() : raw.substr(1, raw.size() - 2);
}

Reading read(Bytes line, const json::Scanned& scanned) {
  Reading reading;
  const json::Envelope& parts = scanned.parts;
  if (scanned.refused != json::Refused::no) {
    reading.fault = fault_of(scanned);
    return reading;
  }
  if (scanned.batch) {
    reading.message = Message(std::move(line), {}, Kind::notification);
    reading.batch = true;
    return reading;
  }
  const std::string_view text = line.view(), id = text_of(text, parts.id);
  const bool good_id = is_id(id);
  if (const Wrong wrong = wrong_message(text, parts, good_id); wrong.code) {
    reading.fault = fault(wrong.code, std::string(wrong.reason), good_id ? id : std::string_view());
  } else if (std::string plain = with_plain_method(text, parts.method); !plain.empty()) {
    const json::Scanned again = json::scan(plain);
    reading = read(Bytes::adopt(std::move(plain)), again);
  } else {
    reading.message = Message(std::move(line), parts, kind_of(parts));
  }
  return reading;
}

std::vector<Reading> split(const Bytes& batch) {
  std::vector<Reading> readings;
  json::Elements walk(batch.view());
  std::string_view element;
  while (walk.next(element)) {
    json::Scanned scanned = json::scan(element);
    // A batch inside a batch is no message.
    if (scanned.batch) {
      scanned.batch = false;
      scanned.refused = json::Refused::not_object;
      scanned.reason = "a batch holds messages, not arrays";
    }
    readings.push_back(read(batch.slice(element), scanned));
  }
  return readings;
}

namespace {

Draft draft(std::string_view head, std::string_view method, std::string_view params) {
  std::string text(head);
  json::append_quoted(text, method);
  if (!params.empty()) {
    text += ",\"params\":";
    text += params;
  }
  text += '}';
  Draft made;
  made.line = Bytes::adopt(std::move(text));
  return made;
}

}  // namespace

Draft request(std::string_view method, std::string_view params) {
  constexpr std::string_view head = R"({"jsonrpc":"2.0","id":0,"method":)";
  Draft made = draft(head, method, params);
  made.id = json::Span{static_cast<std::uint32_t>(head.find(":0,") + 1), 1};
  return made;
}

Draft notification(std::string_view method, std::string_view params) {
  return draft(R"({"jsonrpc":"2.0","method":)", method, params);
}

std::string result_line(std::string_view id, std::string_view result) {
  std::string line;
  line.reserve(id.size() + result.size() + 40);
  line.append(R"({"jsonrpc":"2.0","id":)").append(id).append(R"(,"result":)").append(result).append("}");
  return line;
}

std::string error_line(std::string_view id, int code, std::string_view message, std::string_view data) {
  std::string line = R"({"jsonrpc":"2.0")";
  if (!id.empty()) line.append(R"(,"id":)").append(id);
  line.append(R"(,"error":{"code":)").append(std::to_string(code)).append(R"(,"message":)");
  json::append_quoted(line, message);
  if (!data.empty()) line.append(R"(,"data":)").append(data);
  line.append("}}");
  return line;
}

std::string_view id_key(std::string_view raw_id, std::string& plain) {
  if (raw_id == "-0") return raw_id.substr(1);
  if (raw_id.find('\\') == std::string_view::npos) return raw_id;
  plain = json::quote(json::decode(raw_id));
  return plain;
}

}  // namespace callgate::rpc
