// Any bytes at all: the scanner agrees with nlohmann on the grammar, gives one answer however the bytes are
// cut, and the views stay inside the text they were given.
#include <string>
#include <string_view>

#include "core/json/scan.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/second_opinion.h"

namespace {

using namespace callgate::json;
using callgate::fuzz::must;
using nlohmann::json;

bool same(const Scanned& a, const Scanned& b) {
  return a.refused == b.refused && a.reason == b.reason && a.id == b.id && a.batch == b.batch &&
         a.blank == b.blank && a.parts.id.at == b.parts.id.at && a.parts.params.size == b.parts.params.size &&
         a.parts.arguments.size == b.parts.arguments.size && a.parts.result.size == b.parts.result.size &&
         a.parts.has_own_meta == b.parts.has_own_meta;
}

// A byte decides where the next cut is; every piece is a copy of its own that is gone after the call.
Scanned scan_in_pieces(std::string_view line, std::uint8_t step, bool& ended) {
  Scanner scanner(20);
  while (!line.empty() && !scanner.ended()) {
    const std::string piece(line.substr(0, 1 + step % 13));
    const std::size_t read = scanner.feed(piece);
    must(scanner.ended() ? piece[read - 1] == '\n' : read == piece.size(),
         "feed reads all, or up to the newline");
    step = static_cast<std::uint8_t>(step * 7 + piece.front());
    line.remove_prefix(read);
  }
  ended = scanner.ended();
  return scanner.finish();
}

void check_grammar(std::string_view text) {
  if (const auto fits = callgate::fuzz::accepted(text))
    must(valid(text, 1'000'000) == *fits, "valid() accepts what nlohmann accepts");
}

void inside(std::string_view part, std::string_view text) {
  must(part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size()),
       "a view lies inside its text");
}

void walk(std::string_view text, int depth) {
  if (depth == 0) return;
  Members members(text);
  for (Member member; members.next(member);) {
    inside(member.key, text);
    inside(member.value, text);
    walk(member.value, depth - 1);
  }
  Elements elements(text);
  for (std::string_view element; elements.next(element);) {
    inside(element, text);
    walk(element, depth - 1);
  }
  (void)type_of(text);
  (void)integer(text);
  (void)equals(text, decode(text));
}

void check_quote(std::string_view text) {
  const std::string literal = quote(text);
  must(valid(literal), "quote() writes valid JSON");
  const bool utf8 = json(std::string(text)).dump(-1, ' ', false, json::error_handler_t::ignore) ==
                    json(std::string(text)).dump(-1, ' ', false, json::error_handler_t::replace);
  if (utf8) must(decode(literal) == text && equals(literal, text), "decode() undoes quote()");
  must(json::parse(literal).get<std::string>() == decode(literal), "nlohmann reads the same string");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  bool ended = false;
  const Scanned pieces = scan_in_pieces(text, data[0], ended);
  const std::string_view line = text.substr(0, ended ? text.find('\n') : text.npos);
  const Scanned whole = scan(line, 20);
  must(same(whole, pieces), "pieces give the same answer as the whole");
  must((whole.refused != Refused::no) == !whole.reason.empty(), "a refusal has a reason");
  must(valid(line, 20) ==
           ((whole.refused != Refused::syntax && whole.refused != Refused::depth) && !whole.blank),
       "scan() and valid() know one grammar");
  check_grammar(text);
  walk(text, 12);
  check_quote(text);
  return 0;
}
