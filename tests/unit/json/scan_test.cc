#include "core/json/scan.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace callgate::json;

namespace {

std::string_view text(std::string_view line, Span span) {
  return line.substr(span.at, span.size);
}

std::string reason(std::string_view line) {
  return scan(line).reason;
}

std::string repeat(std::string_view part, std::size_t times) {
  std::string out;
  while (times-- > 0) out += part;
  return out;
}

}  // namespace

TEST_SUITE("scan") {
  TEST_CASE("spans name every part of a request") {
    const std::string_view line =
        R"({"jsonrpc":"2.0", "id" : "a-1","method":"tools/call","params":{"name":"fs","arguments":{"p":[1]},)"
        R"("_meta":{"progressToken":7,"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
        R"("io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/logLevel":"info"},)"
        R"("uri":"u","cursor":"c","requestId":1,"progressToken":"t","task":{"ttl":1},)"
        R"("inputResponses":{"a":{}},"requestState":"s","level":"debug"},"extra":null})";
    const Scanned scanned = scan(line);
    const Envelope& parts = scanned.parts;
    CHECK(scanned.refused == Refused::no);
    CHECK(scanned.reason.empty());
    CHECK(scanned.id == R"("a-1")");
    CHECK(text(line, parts.jsonrpc) == R"("2.0")");
    CHECK(text(line, parts.id) == R"("a-1")");
    CHECK(text(line, parts.method) == R"("tools/call")");
    CHECK(text(line, parts.name) == R"("fs")");
    CHECK(text(line, parts.arguments) == R"({"p":[1]})");
    CHECK(text(line, parts.meta_progress_token) == "7");
    CHECK(text(line, parts.protocol_version) == R"("2026-07-28")");
    CHECK(text(line, parts.client_capabilities) == "{}");
    CHECK(text(line, parts.log_level) == R"("info")");
    CHECK(text(line, parts.uri) == R"("u")");
    CHECK(text(line, parts.cursor) == R"("c")");
    CHECK(text(line, parts.request_id) == "1");
    CHECK(text(line, parts.progress_token) == R"("t")");
    CHECK(text(line, parts.task) == R"({"ttl":1})");
    CHECK(text(line, parts.input_responses) == R"({"a":{}})");
    CHECK(text(line, parts.request_state) == R"("s")");
    CHECK(text(line, parts.level) == R"("debug")");
    CHECK(text(line, parts.params).front() == '{');
    CHECK(text(line, parts.params).back() == '}');
    CHECK(!parts.result);
    CHECK(!parts.has_own_meta);
  }

  TEST_CASE("spans name every part of a response") {
    const std::string_view line =
        R"({"result":{"content":[],"isError":true,"resultType":"complete","structuredContent":{"a":{"a":1}},)"
        R"("_meta":{"x":1,"x":2}},"jsonrpc":"2.0","id":-0.5e+1 })";
    const Scanned scanned = scan(line);
    CHECK(scanned.refused == Refused::no);
    CHECK(scanned.id == "-0.5e+1");
    CHECK(text(line, scanned.parts.is_error) == "true");
    CHECK(text(line, scanned.parts.result_type) == R"("complete")");
    CHECK(text(line, scanned.parts.structured_content) == R"({"a":{"a":1}})");
    CHECK(text(line, scanned.parts.result_meta) == R"({"x":1,"x":2})");
    CHECK(text(line, scanned.parts.id) == "-0.5e+1");
    const std::string_view failed = R"({"id":1,"error":{"code":-32603,"message":"m"}})";
    CHECK(text(failed, scan(failed).parts.error) == R"({"code":-32603,"message":"m"})");
  }

  TEST_CASE("known names elsewhere are no parts") {
    const Scanned scanned = scan(R"({"method":"x","params":{"arguments":{"name":"a","_meta":{}},"id":4}})");
    CHECK(scanned.refused == Refused::no);
    CHECK(scanned.id.empty());
    CHECK(!scanned.parts.id);
    CHECK(!scanned.parts.name);
    CHECK(!scanned.parts.meta);
  }

  TEST_CASE("our own keys in _meta are noticed, however they are spelled") {
    CHECK(scan(R"({"params":{"_meta":{"dev.callgate/idempotencyKey":"k"}}})").parts.has_own_meta);
    CHECK(scan(R"({"result":{"_meta":{"dev.callgate/verdict":{}}}})").parts.has_own_meta);
    CHECK(scan(R"({"result":{"_meta":{"dev\u002ecallgate/verdict":{}}}})").parts.has_own_meta);
    CHECK(!scan(R"({"result":{"_meta":{"dev.callgate":{}}}})").parts.has_own_meta);
    CHECK(!scan(R"({"params":{"arguments":{"dev.callgate/x":1}}})").parts.has_own_meta);
  }

  TEST_CASE("keys of the message") {
    CHECK(scan(R"({"id":1,"x":1,"y":{"x":1,"x":2}})").refused == Refused::no);
    CHECK(reason(R"({"id":1,"x":1,"x":2})") == R"(repeated key "x" in the message (byte 16))");
    CHECK(scan(R"({"x":1,"x":2})").refused == Refused::envelope);
    CHECK(reason(R"({"Method":"m"})") ==
          R"(key "Method" in the message differs from "method" only by case (byte 3))");
    CHECK(scan(R"({"Method":"m"})").refused == Refused::envelope);
    CHECK(reason(R"({"\u006dethod":"m"})") ==
          R"(escaped key "\u006dethod" ("method") in the message (byte 3))");
    CHECK(scan(R"({"other\n":"m"})").refused == Refused::envelope);
    CHECK(scan(R"({"result":{"isError":true,"iserror":false}})").refused == Refused::envelope);
    CHECK(scan(R"({"result":{"isError":true,"isError":true}})").refused == Refused::envelope);
    CHECK(reason(R"({"result":{"a":1,"a":1}})") == R"(repeated key "a" in result (byte 19))");
    CHECK(scan(R"({"result":{"Content":[]}})").refused == Refused::envelope);
    CHECK(scan(R"({"result":{"structuredContent":{"a":1,"a":1,"A":1,"\u0061":1}}})").refused == Refused::no);
    CHECK(scan(R"({"error":{"a":1,"a":1}})").refused == Refused::no);
  }

  TEST_CASE("keys of params") {
    CHECK(reason(R"({"params":{"name":"safe","name":"evil"}})") ==
          R"(repeated key "name" in params (byte 27))");
    CHECK(scan(R"({"params":{"name":"safe","name":"evil"}})").refused == Refused::params);
    CHECK(scan(R"({"params":{"Name":"evil"}})").refused == Refused::params);
    CHECK(scan(R"({"params":{"n\u0061me":"evil"}})").refused == Refused::params);
    CHECK(reason(R"({"params":{"_meta":{"progresstoken":1}}})") ==
          R"(key "progresstoken" in params._meta differs from "progressToken" only by case (byte 22))");
    CHECK(scan(R"({"params":{"_meta":{"a":1,"a":1}}})").refused == Refused::params);
    CHECK(scan(R"({"params":{"_meta":{"\u0061":1}}})").refused == Refused::params);
    CHECK(scan(R"({"params":{"_meta":{"a":{"\u0061":1}}}})").refused == Refused::no);
  }

  TEST_CASE("keys inside params, at every depth") {
    CHECK(reason(R"({"params":{"arguments":{"path":1,"path":2}}})") ==
          R"(repeated key "path" in params.arguments (byte 35))");
    CHECK(reason(R"({"params":{"arguments":[[{"o":{"a":1,"\u0061":2}}]]}})") ==
          R"(repeated key "\u0061" ("a") in params.arguments (byte 39))");
    CHECK(scan(R"({"params":{"arguments":{"a":{"a":{"a":1}},"b":{"a":1},"A":1,"\u0062c":1}}})").refused ==
          Refused::no);
    CHECK(scan(R"({"params":{"unknown":{"a":1,"a":2}}})").reason ==
          R"(repeated key "a" in params (byte 30))");
    CHECK(scan(R"({"params":[{"a":1,"a":2}]})").refused == Refused::params);
    CHECK(scan(R"({"params":[{"name":1,"Name":2}]})").refused == Refused::no);
    CHECK(scan(R"({"params":{"_meta":{"k":{"a":1,"a":2}}}})").reason ==
          R"(repeated key "a" in params._meta (byte 33))");
    CHECK(scan("{\"params\":{\"arguments\":{\"\\uD83D\\uDE00\":1,\"\xF0\x9F\x98\x80\":2}}}").refused ==
          Refused::params);
  }

  TEST_CASE("an object of many keys") {
    std::string line = R"({"id":1,"params":{"arguments":{)";
    for (int i = 0; i < 100'000; ++i) line += "\"k" + std::to_string(i) + "\":{\"k\":1},";
    CHECK(scan(line + R"("last":1}}})").refused == Refused::no);
    CHECK(scan(line + R"("k77":1}}})").reason.starts_with(R"(repeated key "k77" in params.arguments)"));
    CHECK(scan(line + R"("k\u0037":1}}})").refused == Refused::params);
  }

  TEST_CASE("the id is found wherever it stands, whatever else is refused") {
    CHECK(scan(R"({"params":{"a":1,"a":2},"id":17})").id == "17");
    CHECK(scan("{\"params\":{\"a\":\"\xff\"},\"id\":\"x\"}").id == "\"x\"");
    CHECK(scan(R"({"params":{"a":"\ud800"},"id":null})").id == "null");
    CHECK(scan(R"({"x":1,"x":1,"id":5})").id == "5");
    const Scanned deep = scan(R"({"params":)" + repeat("[", 200) + repeat("]", 200) + R"(,"id":6})");
    CHECK(deep.refused == Refused::depth);
    CHECK(deep.id == "6");
    CHECK(scan(R"({"id":8,"method":})").id == "8");
    CHECK(scan(R"({"id":8)").id.empty());  // who knows what digits follow
    CHECK(scan(R"({"id":1,"id":2})").id.empty());
    CHECK(scan(R"({"x":1,"x":1,"id":1,"id":2})").id.empty());
    CHECK(scan(R"({"id":{"a":1}})").id.empty());
    CHECK(scan(R"({"id":")" + std::string(1022, 'i') + R"("})").id.size() == 1024);
    const Scanned long_id = scan(R"({"id":")" + std::string(1023, 'i') + R"("})");
    CHECK(long_id.id.empty());
    CHECK(long_id.parts.id.size == 1025);
    CHECK(long_id.refused == Refused::no);
  }

  TEST_CASE("kinds of lines") {
    CHECK(scan("").blank);
    CHECK(scan(" \t\r").blank);
    CHECK(scan(" \t\r").refused == Refused::no);
    CHECK(scan("[]").batch);
    CHECK(scan(R"([{"id":1},{"id":1,"id":2},5])").batch);
    CHECK(scan(R"([{"id":1},{"id":1,"id":2},5])").refused == Refused::no);
    CHECK(scan("[1").refused == Refused::syntax);
    for (const char* scalar : {"1", "-0.5", "true", "null", "\"a\"", " 7 "}) {
      CAPTURE(scalar);
      CHECK(scan(scalar).refused == Refused::not_object);
    }
    CHECK(scan("{}").refused == Refused::no);
    CHECK(!scan("{}").batch);
    CHECK(scan("{} \r").refused == Refused::no);
  }

  TEST_CASE("broken grammar is named with its place") {
    CHECK(reason("{\"a\":}") == "'}' where a value was expected (byte 6)");
    CHECK(reason("{\"a\" 1}") == "'1' where a colon was expected (byte 6)");
    CHECK(reason("{,}") == "',' where a key was expected (byte 2)");
    CHECK(reason("{\"a\":1,}") == "'}' where a key was expected (byte 8)");
    CHECK(reason("[1,]") == "']' where a value was expected (byte 4)");
    CHECK(reason("[1 2]") == "'2' where a comma or a bracket was expected (byte 4)");
    CHECK(reason("{\"a\":1]") == "']' where a comma or a brace was expected (byte 7)");
    CHECK(reason("{}x") == "'x' where the end of the line was expected (byte 3)");
    CHECK(reason("[01]") == "'1' where the end of a number that begins with 0 was expected (byte 3)");
    CHECK(reason("[1.]") == "']' where a digit was expected (byte 4)");
    CHECK(reason("[trux]") == "'x' where the rest of true, false or null was expected (byte 5)");
    CHECK(reason("[\"\\x\"]") == "no such escape in a string (byte 3)");
    CHECK(reason("[\"\x01\"]") == "byte 0x01 where the rest of a string was expected (byte 3)");
    CHECK(reason("[\"ab") == "the line ends where the rest of a string was expected (byte 5)");
    CHECK(reason("[1") == "the line ends where the rest of the message was expected (byte 3)");
    CHECK(reason("[1,") == "the line ends before the message does (byte 4)");
    CHECK(reason("\xEF\xBB\xBF{}") == "the line begins with a byte order mark (byte 1)");
    CHECK(reason("{\"a\":\"\xC3(\"}") == "a string is not UTF-8 (byte 7)");
    CHECK(reason("{\"a\":\"x\\ud83d!\"}") == "half of a surrogate pair (byte 8)");
    CHECK(reason("{}\n{}") == "a newline inside the message (byte 3)");
  }

  TEST_CASE("broken syntax outranks what was refused before") {
    CHECK(scan(R"({"x":1,"x":2,)").refused == Refused::syntax);
    CHECK(scan("{\"x\":1,\"x\":\"\xff\"}").refused == Refused::syntax);
    CHECK(scan(R"({"x":1,"x":2,"params":{"a":1,"a":2}})").refused == Refused::envelope);
    CHECK(scan(R"({"params":{"a":1,"a":2},"x":1,"x":2})").refused == Refused::params);
  }

  TEST_CASE("depth counts objects and arrays together") {
    const auto nested = [](std::size_t depth) {
      return R"({"a":)" + repeat("[", depth - 1) + repeat("]", depth - 1) + "}";
    };
    CHECK(scan(nested(128)).refused == Refused::no);
    CHECK(scan(nested(129)).refused == Refused::depth);
    CHECK(scan(nested(5), 4).refused == Refused::depth);
    CHECK(valid("[[[[]]]]", 4));
    CHECK(!valid("[[[[[]]]]]", 4));
    CHECK(scan(repeat("[", 3'000'000)).refused == Refused::depth);
    CHECK(scan(repeat("[", 200) + "}").refused == Refused::syntax);
  }

  TEST_CASE("feed stops behind the newline") {
    Scanner scanner;
    const std::string_view two = "{\"id\":1}\n{\"id\":2}\n";
    CHECK(scanner.feed(two) == 9);
    CHECK(scanner.ended());
    CHECK(scanner.length() == 8);
    CHECK(scanner.feed(two) == 0);
    CHECK(scanner.finish().id == "1");
    scanner.reset();
    CHECK(!scanner.ended());
    CHECK(scanner.length() == 0);
    CHECK(scanner.feed(two.substr(9)) == 9);
    CHECK(scanner.finish().id == "2");
  }

  TEST_CASE("a newline ends the line even where it is wrong") {
    for (const std::string_view line : {"{\"a\":\"x\ny\"}", "[tr\nue]", "[1\n]", "{\"a\"\n", "[\"\\\nn\"]",
                                        "[\"\\u0\n", "[\"\xE2\n", "xyz\n", "[1.\n"}) {
      CAPTURE(line);
      Scanner scanner;
      const std::size_t newline = line.find('\n');
      CHECK(scanner.feed(line) == newline + 1);
      CHECK(scanner.ended());
      CHECK(scanner.length() == newline);
      CHECK(scanner.finish().refused == Refused::syntax);
    }
  }

  TEST_CASE("every way to cut a line gives the same answer") {
    const std::string line =
        "{\"params\":{\"arguments\":{\"\xC3\xA4\\uD83D\\uDE00\":-12.5e+3,\"b\":[true,false,null]}},"
        "\"\\u0069\":\"\xF0\x9F\x98\x80\",\"id\":\"abc\"}";
    const Scanned whole = scan(line);
    REQUIRE(whole.refused == Refused::envelope);
    for (std::size_t first = 0; first <= line.size(); ++first) {
      for (std::size_t second = first; second <= line.size(); ++second) {
        Scanner scanner;
        const std::size_t cuts[] = {0, first, second, line.size()};
        for (int i = 0; i < 3; ++i) {
          const std::string piece = line.substr(cuts[i], cuts[i + 1] - cuts[i]);  // gone after the call
          CHECK(scanner.feed(piece) == piece.size());
        }
        const Scanned cut = scanner.finish();
        REQUIRE(cut.refused == whole.refused);
        REQUIRE(cut.reason == whole.reason);
        REQUIRE(cut.id == "\"abc\"");
        REQUIRE(cut.parts.id.at == whole.parts.id.at);
        REQUIRE(cut.parts.arguments.size == whole.parts.arguments.size);
      }
    }
  }

  TEST_CASE("a dropped body still has an id and a grammar") {
    Scanner scanner;
    scanner.feed(R"({"params":{"arguments":{"a":1,"bc)");
    scanner.drop_body();
    scanner.feed(R"(de":{"x":1,"x":2}}},"me)");
    scanner.feed(R"(thod":"m","i)");
    scanner.feed("d\":\"ab");
    scanner.feed("c\"}\n");
    const Scanned dropped = scanner.finish();
    CHECK(scanner.ended());
    CHECK(dropped.refused == Refused::no);
    CHECK(dropped.id == "\"abc\"");
    scanner.reset();
    scanner.feed("{\"");
    scanner.drop_body();
    const std::string piece(1 << 16, 'k');
    for (int i = 0; i < 100; ++i) scanner.feed(piece);
    scanner.feed("\":1,\"id\":3,}");
    CHECK(scanner.finish().id == "3");
  }

  TEST_CASE("a newline and the end of the text say the same") {
    for (const std::string_view line : {"", " ", "{}", "[1", "12", "1.", "tru", "{\"a\"", "[\"a", "[\"\\",
                                        "[\"\\u00", "[\"\\ud800", "[\"\xE2\x82", "{\"id\":1", "{\"id\":1,"}) {
      CAPTURE(line);
      Scanner scanner;
      scanner.feed(std::string(line) + "\n");
      const Scanned ended = scanner.finish(), whole = scan(line);
      CHECK(ended.refused == whole.refused);
      CHECK(ended.reason == whole.reason);
      CHECK(ended.blank == whole.blank);
      CHECK(ended.id == whole.id);
    }
  }

  TEST_CASE("valid takes any value and nothing else") {
    for (const std::string_view good :
         {"1", " [1 ,\n2]\n", "\"\\u0000\"", "1e400", "-0", "0.0E-7", "true", "{\"a\":1,\"a\":2}",
          "\"\\ud83d\\ude00\"", "\"\x7f\xF4\x8F\xBF\xBF\""}) {
      CAPTURE(good);
      CHECK(valid(good));
    }
    using namespace std::string_view_literals;
    for (const std::string_view bad : {""sv,
                                       " "sv,
                                       "1 2"sv,
                                       "01"sv,
                                       "-"sv,
                                       "+1"sv,
                                       ".5"sv,
                                       "1e"sv,
                                       "1e+"sv,
                                       "tru"sv,
                                       "[1"sv,
                                       "{}\0"sv,
                                       "\"a"sv,
                                       "\"\\ude00\""sv,
                                       "\"\\ud83d\\ud83d\""sv,
                                       "\"\\ud83dx\""sv,
                                       "\"\xC0\x80\""sv,
                                       "\"\xED\xA0\x80\""sv,
                                       "\"\xF4\x90\x80\x80\""sv,
                                       "\"\xE0\x9F\xBF\""sv,
                                       "\"\n\""sv,
                                       "NaN"sv,
                                       "'a'"sv,
                                       "// x\n1"sv}) {
      CAPTURE(bad);
      CHECK(!valid(bad));
    }
  }
}
