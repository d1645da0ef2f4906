// The scanner against nlohmann::json on a million damaged lines: the same grammar, the same answer however
// the line is cut, the same members, and the same verdict on keys.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/json/scan.h"
#include "tests/unit/json/key_oracle.h"
#include "tests/unit/json/line_mutator.h"

using namespace callgate::json;
using callgate::json::testing::KeyOracle;
using callgate::json::testing::LineMutator;
using nlohmann::json;
using Path = std::initializer_list<const char*>;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
constexpr int kLines = 60'000;
#else
constexpr int kLines = 1'000'000;
#endif

struct Tally {
  int good = 0, bad = 0, keys = 0, members = 0, excused = 0;
};

// doctest's own checks cost more than the scan; this one only speaks up when it fails.
#define MUST(condition)                                                                 \
  do {                                                                                  \
    if (!(condition)) {                                                                 \
      INFO("line: " << json(line).dump(-1, ' ', true, json::error_handler_t::replace)); \
      REQUIRE_MESSAGE(false, #condition);                                               \
    }                                                                                   \
  } while (false)

Scanned scan_in_pieces(std::string_view line, LineMutator& random) {
  Scanner scanner;
  for (std::string_view left = line; !left.empty();) {
    const std::string piece(left.substr(0, 1 + random.below(1 + random.below(40))));
    MUST(scanner.feed(piece) == piece.size());
    left.remove_prefix(piece.size());
  }
  return scanner.finish();
}

bool same(const Scanned& a, const Scanned& b) {
  static_assert(std::is_trivially_copyable_v<Envelope>);
  return a.refused == b.refused && a.reason == b.reason && a.batch == b.batch && a.blank == b.blank &&
         a.id == b.id && a.parts.has_own_meta == b.parts.has_own_meta &&
         std::memcmp(&a.parts, &b.parts, offsetof(Envelope, has_own_meta)) == 0;
}

// The member that the keys lead to through objects.
const json* find(const json& tree, Path keys) {
  const json* at = &tree;
  for (const char* key : keys) {
    if (!at->is_object() || !at->contains(key)) return nullptr;
    at = &(*at)[key];
  }
  return at;
}

void check_span(std::string_view line, const json& tree, Span span, Path keys) {
  const json* expected = find(tree, keys);
  MUST(bool(span) == (expected != nullptr));
  if (expected) MUST(json::parse(line.substr(span.at, span.size)) == *expected);
}

void check_spans(std::string_view line, const json& tree, const Envelope& e) {
  check_span(line, tree, e.jsonrpc, {"jsonrpc"});
  check_span(line, tree, e.id, {"id"});
  check_span(line, tree, e.method, {"method"});
  check_span(line, tree, e.params, {"params"});
  check_span(line, tree, e.result, {"result"});
  check_span(line, tree, e.error, {"error"});
  check_span(line, tree, e.name, {"params", "name"});
  check_span(line, tree, e.arguments, {"params", "arguments"});
  check_span(line, tree, e.meta, {"params", "_meta"});
  check_span(line, tree, e.uri, {"params", "uri"});
  check_span(line, tree, e.cursor, {"params", "cursor"});
  check_span(line, tree, e.request_id, {"params", "requestId"});
  check_span(line, tree, e.progress_token, {"params", "progressToken"});
  check_span(line, tree, e.task, {"params", "task"});
  check_span(line, tree, e.input_responses, {"params", "inputResponses"});
  check_span(line, tree, e.request_state, {"params", "requestState"});
  check_span(line, tree, e.level, {"params", "level"});
  check_span(line, tree, e.meta_progress_token, {"params", "_meta", "progressToken"});
  check_span(line, tree, e.protocol_version, {"params", "_meta", "io.modelcontextprotocol/protocolVersion"});
  check_span(line, tree, e.client_capabilities,
             {"params", "_meta", "io.modelcontextprotocol/clientCapabilities"});
  check_span(line, tree, e.log_level, {"params", "_meta", "io.modelcontextprotocol/logLevel"});
  check_span(line, tree, e.is_error, {"result", "isError"});
  check_span(line, tree, e.result_type, {"result", "resultType"});
  check_span(line, tree, e.result_meta, {"result", "_meta"});
  check_span(line, tree, e.structured_content, {"result", "structuredContent"});
}

void check_rest(std::string_view line, const json& tree, const Scanned& scanned) {
  const json* id = find(tree, {"id"});
  const Span span = scanned.parts.id;
  MUST(scanned.id == (id && !id->is_structured() ? line.substr(span.at, span.size) : std::string_view()));
  bool own = false;
  for (const json* meta : {find(tree, {"params", "_meta"}), find(tree, {"result", "_meta"})}) {
    if (!meta || !meta->is_object()) continue;
    for (const auto& member : meta->items()) own = own || member.key().starts_with("dev.callgate/");
  }
  MUST(scanned.parts.has_own_meta == own);
}

// What a valid line turned out to be.
void judge_message(const std::string& line, const Scanned& scanned, Refused by_keys, Tally& tally) {
  const char first = line[line.find_first_not_of(" \t\r")];
  MUST((scanned.refused == Refused::not_object) == (first != '{' && first != '['));
  MUST(scanned.batch == (first == '['));
  if (first != '{') return;
  if (scanned.reason.starts_with("escaped key")) return;  // the oracle sees no spelling
  MUST(scanned.refused == by_keys);
  if (scanned.refused != Refused::no) {
    ++tally.keys;
    return;
  }
  const json tree = json::parse(line);
  check_spans(line, tree, scanned.parts);
  check_rest(line, tree, scanned);
  ++tally.members;
}

void judge(const std::string& line, LineMutator& random, Tally& tally) {
  // nlohmann reads a NUL as the end of its input and forgives a byte order mark; a reader of lines must not.
  if (line.find('\0') != line.npos || line.starts_with("\xEF\xBB\xBF")) {
    ++tally.excused;
    MUST(!valid(line));
    return;
  }
  KeyOracle oracle;
  json::sax_parse(line, &oracle);
  if (oracle.number_out_of_range) {
    ++tally.excused;
    return;
  }
  MUST(json::accept(line) == !oracle.failed);
  MUST(valid(line) == !oracle.failed);
  ++(oracle.failed ? tally.bad : tally.good);
  if (line.find('\n') != line.npos) return;  // white space to nlohmann, the end of a line to the scanner

  const Scanned whole = scan(line);
  MUST(same(whole, scan_in_pieces(line, random)));
  MUST((whole.refused == Refused::syntax || whole.blank) == oracle.failed);
  MUST((whole.refused != Refused::no) == !whole.reason.empty());
  if (!oracle.failed) judge_message(line, whole, oracle.refused, tally);
}

}  // namespace

TEST_SUITE("scan differential") {
  TEST_CASE("damaged lines are judged as nlohmann judges them") {
    LineMutator random(20261118);
    Tally tally;
    for (int i = 0; i < kLines; ++i) judge(random.next(), random, tally);
    MESSAGE(kLines << " lines: " << tally.good << " valid, " << tally.bad << " not, " << tally.keys
                   << " refused for their keys, " << tally.members << " compared member by member, "
                   << tally.excused << " left out");
    CHECK(tally.good > kLines / 5);
    CHECK(tally.bad > kLines / 5);
    CHECK(tally.keys > kLines / 100);
    CHECK(tally.members > kLines / 10);
    CHECK(tally.excused < kLines / 20);
  }

  TEST_CASE("no sample is refused for its keys") {
    for (const std::string& line : callgate::json::testing::sample_lines()) {
      CAPTURE(line);
      CHECK(valid(line));
      const Refused refused = scan(line).refused;
      CHECK((refused == Refused::no || refused == Refused::not_object));
    }
  }
}
