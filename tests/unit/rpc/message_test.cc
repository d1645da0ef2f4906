#include "core/rpc/message.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::rpc;
using Tree = nlohmann::json;

namespace {

Reading reading(std::string text) {
  const Bytes line = Bytes::adopt(std::move(text));
  return read(line, json::scan(line.view()));
}

Message message(std::string text) {
  Reading one = reading(std::move(text));
  REQUIRE(one.fault.code == 0);
  REQUIRE(!one.batch);
  return one.message;
}

}  // namespace

TEST_SUITE("message") {
  TEST_CASE("four kinds") {
    const Message asked =
        message(R"({"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"x"}})");
    CHECK(asked.kind() == Kind::request);
    CHECK(asked.id() == "\"a\"");
    CHECK(asked.method() == "tools/call");
    CHECK(asked.params() == R"({"name":"x"})");
    const Message told = message(R"({"jsonrpc":"2.0","method":"m"})");
    CHECK(told.kind() == Kind::notification);
    CHECK(told.id().empty());
    CHECK(told.params().empty());
    CHECK(message(R"({"jsonrpc":"2.0","id":-3,"result":{}})").kind() == Kind::result);
    const Message failed = message(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}})");
    CHECK(failed.kind() == Kind::error);
    CHECK(failed.method().empty());
    // An error that answers a line without a readable id.
    CHECK(message(R"({"jsonrpc":"2.0","id":null,"error":{}})").kind() == Kind::error);
    CHECK(message(R"({"jsonrpc":"2.0","error":{}})").kind() == Kind::error);
  }

  TEST_CASE("what is no message keeps the id it can be refused by") {
    struct Case {
      const char* line;
      int code;
      const char* id;
    };
    const Case cases[] = {
        {R"({"id":1,"method":"m"})", -32600, "1"},
        {R"({"jsonrpc":2.0,"id":1,"method":"m"})", -32600, "1"},
        {R"({"jsonrpc":"2.1","id":1,"method":"m"})", -32600, "1"},
        {R"({"jsonrpc":"2.0","id":1.5,"method":"m"})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":1e2,"method":"m"})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":null,"method":"m"})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":{},"method":"m"})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":[1],"result":{}})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":null,"result":{}})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":true,"error":{}})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":4,"method":7})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"method":null})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"method":"m","params":[]})", -32602, "4"},
        {R"({"jsonrpc":"2.0","id":4,"method":"m","params":null})", -32602, "4"},
        {R"({"jsonrpc":"2.0","id":4,"method":"m","result":{}})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"method":"m","error":{}})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"result":{},"error":{}})", -32600, "4"},
        {R"({"jsonrpc":"2.0","result":{}})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":4,"result":[]})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"result":null})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"error":"no"})", -32600, "4"},
        {R"({"jsonrpc":"2.0","id":4,"method":"m","params":{"a":1,"a":2}})", -32602, "4"},
        {R"({"jsonrpc":"2.0","id":4,"id":5,"method":"m"})", -32600, ""},
        {R"({"jsonrpc":"2.0","id":4,"method":"m")", -32700, "4"},
        {"7", -32600, ""},
        {"\"text\"", -32600, ""},
    };
    for (const Case& each : cases) {
      CAPTURE(each.line);
      const Reading one = reading(each.line);
      CHECK(one.fault.code == each.code);
      CHECK(one.fault.id == each.id);
      CHECK(!one.fault.reason.empty());
    }
  }

  TEST_CASE("a batch is split, each element with its own verdict") {
    const Bytes line = Bytes::copy(
        R"( [ {"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","method":"b"}, 7 ,[],)"
        R"({"jsonrpc":"2.0","id":2,"method":"c","params":{"k":1,"k":2}},[{"jsonrpc":"2.0","id":3,"method":"d"}]] )");
    const Reading whole = read(line, json::scan(line.view()));
    REQUIRE(whole.fault.code == 0);
    REQUIRE(whole.batch);
    const std::vector<Reading> parts = split(line);
    REQUIRE(parts.size() == 6);
    CHECK(parts[0].message.method() == "a");
    CHECK(parts[0].message.id() == "1");
    CHECK(parts[0].message.line().view() == R"({"jsonrpc":"2.0","id":1,"method":"a"})");
    CHECK(parts[1].message.kind() == Kind::notification);
    CHECK(parts[2].fault.code == -32600);
    CHECK(parts[3].fault.code == -32600);
    CHECK(parts[4].fault.code == -32602);
    CHECK(parts[4].fault.id == "2");
    CHECK(parts[5].fault.code == -32600);
    CHECK(!parts[5].batch);
    CHECK(split(Bytes::copy("[]")).empty());
  }

  TEST_CASE("an element outlives the batch it came in") {
    Message kept;
    {
      const Bytes line =
          Bytes::copy(R"([{"jsonrpc":"2.0","id":"long enough to be on the heap","method":"m"}])");
      kept = split(line).front().message;
    }
    CHECK(kept.id() == "\"long enough to be on the heap\"");
  }

  TEST_CASE("lines of our own") {
    Draft asked = request("tools/list", R"({"cursor":"c"})");
    REQUIRE(asked.id);
    CHECK(std::string_view(asked.line.view()).substr(asked.id.at, asked.id.size) == "0");
    asked.edits.push_back({asked.id, "77"});
    CHECK(Tree::parse(json::apply(asked.line.view(), asked.edits)) ==
          Tree::parse(R"({"jsonrpc":"2.0","id":77,"method":"tools/list","params":{"cursor":"c"}})"));
    CHECK(request("ping").line.view() == R"({"jsonrpc":"2.0","id":0,"method":"ping"})");
    const Draft told = notification("a\"b", "{}");
    CHECK(!told.id);
    CHECK(Tree::parse(told.line.view())["method"] == "a\"b");
    CHECK(result_line("\"x\"", "{}") == R"({"jsonrpc":"2.0","id":"x","result":{}})");
    CHECK(error_line("", -1, "a \"b\"\n") ==
          R"({"jsonrpc":"2.0","error":{"code":-1,"message":"a \"b\"\n"}})");
    CHECK(error_line(null_id, 3, "m", "[1]") ==
          R"({"jsonrpc":"2.0","id":null,"error":{"code":3,"message":"m","data":[1]}})");
  }

  TEST_CASE("a draft of a message knows where its id and its progress token go") {
    const Message asked = message(
        R"({"jsonrpc":"2.0","params":{"_meta":{"progressToken":"p"},"name":"x"},"id":"mine","method":"tools/call"})");
    Draft draft(asked);
    draft.edits.push_back({draft.id, "5"});
    draft.edits.push_back({draft.progress_token, "5"});
    json::sort(draft.edits);
    CHECK(
        json::apply(draft.line.view(), draft.edits) ==
        R"({"jsonrpc":"2.0","params":{"_meta":{"progressToken":5},"name":"x"},"id":5,"method":"tools/call"})");
  }

  TEST_CASE("two spellings of one id are one key, two ids are two") {
    const auto key = [](std::string_view raw_id) {
      std::string plain;
      return std::string(id_key(raw_id, plain));
    };
    CHECK(key("\"a/b\"") == key("\"a\\/b\""));
    CHECK(key("\"a\"") == key("\"\\u0061\""));
    CHECK(key("\"\\ud83d\\ude00\"") == key("\"\xF0\x9F\x98\x80\""));
    CHECK(key("\"\\\\\"") == key("\"\\u005c\""));
    CHECK(key("\"\\u0000\"") != key("\"\""));
    CHECK(key("-0") == key("0"));
    CHECK(key("1") != key("\"1\""));
    CHECK(key("9007199254740993") != key("9007199254740992"));
  }
}
