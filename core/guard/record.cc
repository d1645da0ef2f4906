#include "core/guard/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "core/guard/redaction.h"
#include "core/json/skip.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

constexpr std::size_t kAllKeys = 512;  // with their quotes, the time and the numbers

// The most that text may take in a line: every byte as \u0000.
constexpr std::size_t room_for(std::string_view text) {
  return text.size() * 6;
}

std::size_t room_for(const Finding& why) {
  return kAllKeys / 4 + room_for(why.guard) + room_for(why.rule) + room_for(why.code) + room_for(why.reason);
}

// Writes an object to the end of a string whose room was made once, which every call's record goes through.
// Keys come with a comma before and a colon behind, `,"key":`; the comma of an object's first is left out.
class Writer {
 public:
  Writer(std::string& out, std::size_t room) : out_(out) {
    const std::size_t begin = out.size();
    out.resize(begin + room);
    at_ = out.data() + begin;
  }
  ~Writer() { out_.resize(static_cast<std::size_t>(at_ - out_.data())); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  [[gnu::always_inline]] void put(std::string_view text) {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  [[gnu::always_inline]] void key(std::string_view name) {
    if (at_[-1] == '{') {
      put(name.substr(1));
    } else {
      put(name);
    }
  }
  // Left out if it is empty.
  [[gnu::always_inline]] void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    put_quoted(value);
  }
  void time(std::string_view name, WallTime value) {
    key(name);
    *at_++ = '"';
    at_ = put_rfc3339(at_, value);
    *at_++ = '"';
  }
  void number(std::string_view name, std::uint64_t value) {
    key(name);
    at_ = std::to_chars(at_, at_ + 20, value).ptr;
  }
  // A word of ours, which needs no escapes.
  [[gnu::always_inline]] void word(std::string_view name, std::string_view value) {
    key(name);
    *at_++ = '"';
    put(value);
    *at_++ = '"';
  }
  void decision(Decision decision, const Finding* why) {
    word(R"(,"decision":)", to_string(decision));
    if (!why) return;
    text(R"(,"guard":)", why->guard);
    text(R"(,"rule":)", why->rule);
    text(R"(,"code":)", why->code);
    // The room is six bytes for every byte of the reason: blanks fit into what their secrets would take.
    text(R"(,"reason":)", redacted(why->reason));
  }
  // Ends a list whose elements all have a comma behind them.
  void close_list() { at_[-1] = ']'; }

 private:
  void put_quoted(std::string_view value) {
    const char* const end = value.data() + value.size();
    if (json::skip_plain(value.data(), end) != end) return put(json::quote(value));
    *at_++ = '"';
    put(value);
    *at_++ = '"';
  }

  std::string& out_;
  char* at_;
};

std::size_t room_for(const Record& record) {
  std::size_t room = kAllKeys + record.also.size() * 16 + record.arguments.size();
  for (const std::string_view text :
       {record.call, record.host, record.server, record.tool, record.exposed, record.arguments_sha256}) {
    room += room_for(text);
  }
  if (record.why) room += room_for(*record.why);
  for (const WouldBe& would : record.would_be) room += room_for(would.why);
  return room;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  static constexpr std::array<std::string_view, 7> kNames{"notSent", "result",    "toolError", "error",
                                                          "timeout", "cancelled", "lost"};
  return kNames[static_cast<std::size_t>(outcome)];
}

void append_line(std::string& out, const Record& record) {
  Writer line(out, room_for(record));
  line.put(R"({"v":1)");
  line.time(R"(,"time":)", record.time);
  line.text(R"(,"call":)", record.call);
  line.text(R"(,"host":)", record.host);
  line.text(R"(,"server":)", record.server);
  line.text(R"(,"tool":)", record.tool);
  line.text(R"(,"exposed":)", record.exposed);
  line.decision(record.decision, record.why);
  if (!record.also.empty()) {
    line.put(R"(,"also":[)");
    for (const Decision decision : record.also) {
      line.put("\"");
      line.put(to_string(decision));
      line.put("\",");
    }
    line.close_list();
  }
  if (!record.would_be.empty()) {
    line.put(R"(,"wouldBe":[)");
    for (const WouldBe& would : record.would_be) {
      line.put("{");
      line.decision(would.decision, &would.why);
      line.put("},");
    }
    line.close_list();
  }
  line.text(R"(,"argsSha256":)", record.arguments_sha256);
  if (!record.arguments.empty()) {
    line.key(R"(,"args":)");
    line.put(record.arguments);
  }
  line.number(R"(,"argsBytes":)", record.argument_bytes);
  line.word(R"(,"outcome":)", to_string(record.outcome));
  line.number(R"(,"resultBytes":)", record.result_bytes);
  line.number(R"(,"micros":)", static_cast<std::uint64_t>(record.duration.count()));
  if (record.effect > Effect::read) line.word(R"(,"effect":)", to_string(record.effect));
  if (record.price != policy::Amount()) {
    line.key(R"(,"price":)");
    line.put(record.price.text());
  }
  line.put("}");
}

}  // namespace callgate::guard
