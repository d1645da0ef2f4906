#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "core/config/utf8.h"
#include "core/policy/reader.h"
#include "guard_stage.h"
#include "tests/unit/guards/only.h"

using namespace callgate;
using namespace callgate::guard;
using Json = nlohmann::json;
using OnExceed = policy::OutputKnobs::OnExceed;
using RuleExceed = policy::OutputRule::OnExceed;

namespace {

struct Stage : GuardStage {
  Stage() { test::only(policy, {"output"}); }
  policy::OutputKnobs& knobs() { return policy.guards.output; }

  // What becomes of a result; `back` is what the host gets.
  std::string result(const Json& given, const policy::Rule* rule = nullptr, mcp::ToolPtr tool = nullptr) {
    return raw(given.dump(), rule, std::move(tool));
  }
  std::string raw(const std::string& given, const policy::Rule* rule = nullptr, mcp::ToolPtr tool = nullptr) {
    chain = make_chain(policy, {clock, "", "", memory, nullptr, folder}, "ada");
    Underway call(chain, "c1", tool ? tool : some_tool(), "{}", rule);
    return judged(call, call.passage.leave(Bytes::copy(given)), given);
  }
  std::string content(const Json& given) {
    chain = make_chain(policy, {clock, "", "", memory, nullptr, folder}, "ada");
    Call call("c1", some_tool("fs", "resources/read"), {});
    Passage passage(chain, call);
    Amend amend = passage.leave_content(Bytes::copy(given.dump()));
    return take(amend, given.dump());
  }
  std::string judged(Underway& call, Amend amend, const std::string& given) {
    spills = call.call.spills();
    would_be = call.passage.would_be();
    return take(amend, given);
  }
  std::string take(Amend& amend, const std::string& given) {
    why = {};
    if (const Finding* finding = finding_of(amend)) why = *finding;
    const Replace* replaced = std::get_if<Replace>(&amend);
    const std::string text(replaced ? std::string(replaced->result.view()) : given);
    CHECK_FALSE(config::first_bad_utf8(text));
    back = Json::parse(text);
    if (replaced) check_guarantee();
    return std::string(to_string(guard::decision_of(amend)));
  }
  // All text, and structured content, are within the limit; the result fits what the tool promises or is an
  // error.
  void check_guarantee() const {
    const std::size_t most = limit ? limit : policy.guards.output.max_bytes;
    std::size_t text = 0;
    for (const char* key : {"content", "contents"}) {
      for (const Json& block : back.value(key, Json::array())) {
        text += block.value("text", "").size();
        if (block.contains("resource")) text += block["resource"].value("text", "").size();
      }
    }
    CHECK(text <= most);
    if (back.contains("structuredContent")) CHECK(back["structuredContent"].dump().size() <= most);
  }
  std::string text(std::size_t block = 0) const { return back["content"][block]["text"]; }
  std::string notice() const { return back["content"].back()["text"]; }

  std::string folder;
  std::size_t limit = 0;
  Json back;
  Finding why;
  std::vector<Spill> spills;
};

Json of_text(const std::string& text) {
  return {{"content", {{{"type", "text"}, {"text", text}}}}};
}
Json of_data(const Json& data) {
  Json made = of_text(data.dump());
  made["structuredContent"] = data;
  return made;
}
Json numbers(int count) {
  Json list = Json::array();
  for (int i = 0; i < count; ++i) list.push_back(i);
  return list;
}
mcp::ToolPtr promising(const std::string& schema) {
  auto tool = std::make_shared<mcp::Tool>(*some_tool());
  tool->definition =
      Bytes::adopt(R"({"name":"read_file","inputSchema":{"type":"object","properties":{"head":{},"tail":{}}},
    "outputSchema":)" +
                   schema + "}");
  return tool;
}
policy::Rule rule_with(std::optional<std::size_t> max_bytes, std::optional<RuleExceed> on_exceed) {
  policy::Rule rule;
  rule.id = "small";
  rule.obligations.output = policy::OutputRule{max_bytes, on_exceed};
  return rule;
}

}  // namespace

TEST_CASE("output: what is within the limits is not touched, whatever its form") {
  Stage s;
  CHECK(s.result(of_text(std::string(1 << 20, 'x'))) == "allow");
  std::string lines;
  for (int i = 0; i < 1500; ++i) lines += "/srv/project/some/folder/file" + std::to_string(i) + ".txt\n";
  CHECK(s.result(of_text(lines)) == "allow");
  CHECK(s.result(of_data({{"files", numbers(20'000)}})) == "allow");
  Json deep = 1;
  for (int i = 0; i < 60; ++i) deep = Json{{"a", deep}};
  CHECK(s.result(of_data(deep)) == "allow");
  // A megabyte of é is a megabyte, also if the server writes it with six bytes each.
  std::string written;
  for (int i = 0; i < 400'000; ++i) written += "\\u00e9";
  CHECK(s.raw(R"({"content":[{"type":"text","text":")" + written + R"("}],"structuredContent":{"a":")" +
              written + "\"}}") == "allow");
  // Pictures are counted apart.
  CHECK(s.result({{"content",
                   {{{"type", "image"}, {"data", std::string(3 << 20, 'A')}, {"mimeType", "image/png"}}}}}) ==
        "allow");
}

TEST_CASE("output: a text that is too large is cut, and says so") {
  Stage s;
  s.knobs().max_bytes = 10'000;
  const auto tool = promising("{}");
  CHECK(s.result(of_text(std::string(25'000, 'x')), nullptr, tool) == "truncate");
  CHECK(s.why.code == "output_bytes");
  CHECK(s.why.rule == "guards.output");
  CHECK(s.why.reason ==
        "The result of fs__read_file has 25000 bytes of text; 10000 are allowed, 9100 are kept.");
  CHECK(s.why.instead == "Call it again for a smaller part, by head and tail.");
  CHECK(s.text() == std::string(9100, 'x'));
  CHECK(s.notice() == "[Cut by the gateway. " + s.why.reason + " " + s.why.instead + "]");
  // Blocks in order, while there is room; of what follows nothing is left.
  Json blocks = Json::array();
  for (int i = 0; i < 5; ++i)
    blocks.push_back({{"type", "text"}, {"text", std::string(4000, static_cast<char>('a' + i))}});
  blocks.insert(blocks.begin() + 1, Json{{"type", "image"}, {"data", "AAAA"}, {"mimeType", "image/png"}});
  CHECK(s.result({{"content", blocks}, {"_meta", {{"x", 1}}}}) == "truncate");
  REQUIRE(s.back["content"].size() == 5);
  CHECK(s.back["content"][1]["type"] == "image");
  CHECK(s.text(3) == std::string(1100, 'c'));
  CHECK(s.back["_meta"]["x"] == 1);
  // Embedded resources are text, too.
  CHECK(s.result({{"content",
                   {{{"type", "resource"},
                     {"resource", {{"uri", "a:b"}, {"text", std::string(20'000, 'y')}}}}}}}) == "truncate");
  CHECK(s.back["content"][0]["resource"]["uri"] == "a:b");
  // A key that is written with escapes is the same key.
  CHECK(s.raw(R"({"content":[{"type":"text","te\u0078t":")" + std::string(25'000, 'x') + "\"}]}") ==
        "truncate");
  CHECK(s.text() == std::string(9100, 'x'));
  // Whoever changed something does not call again to see more.
  s.result(of_text(std::string(25'000, 'x')), nullptr, some_tool("fs", "write_file"));
  CHECK(s.why.instead == "Do not repeat the call to see the rest.");
}

TEST_CASE("output: the limit holds for every size and text") {
  Stage s;
  std::string text;
  while (text.size() < 3000) text += "é日😀\n\"\\👨‍👩‍👧{[";
  for (const std::size_t most : {1, 2, 7, 20, 50, 100, 333, 1000, 2999}) {
    s.knobs().max_bytes = most;
    CHECK(s.result(of_text(text)) == "truncate");
    CHECK(s.result(of_data({{"a", text}, {"b", numbers(50)}})) == "truncate");
    s.knobs().on_exceed = OnExceed::paginate;
    CHECK(s.result(of_text(text)) == "truncate");
    CHECK(s.result(of_data({{"a", text}, {"b", numbers(50)}})) == "truncate");
    s.knobs().on_exceed = OnExceed::truncate;
  }
}

TEST_CASE("output: many strings of medium size, many blocks, and much that is neither text nor data") {
  Stage s;
  s.knobs().max_bytes = 100'000;
  Json strings;
  for (int i = 0; i < 100; ++i) strings["k" + std::to_string(i)] = std::string(5000, 'x');
  CHECK(s.result(of_data(strings)) == "truncate");
  CHECK(s.back["structuredContent"].size() == 100);
  CHECK(Json::parse(s.text()).size() == 100);  // a text that is JSON stays JSON
  Json blocks = Json::array();
  for (int i = 0; i < 20'000; ++i) blocks.push_back({{"type", "text"}, {"text", ""}});
  CHECK(s.result({{"content", blocks}}) == "truncate");
  CHECK(s.back.dump().size() < 120'000);
  CHECK(s.result(
            {{"content", {{{"type", "text"}, {"text", "a"}, {"annotations", std::string(200'000, 'n')}}}}}) ==
        "truncate");
  CHECK(s.result({{"content", Json::array()}, {"_meta", {{"x", std::string(200'000, 'm')}}}}) == "truncate");
  CHECK_FALSE(s.back.contains("_meta"));
  // Two lists of blocks: nobody has one to put the rest into.
  CHECK(s.result({{"content", of_text(std::string(90'000, 'a'))["content"]},
                  {"contents", of_text(std::string(90'000, 'b'))["content"]}}) == "truncate");
  CHECK_FALSE(s.back.contains("contents"));
}

TEST_CASE("output: structured content still fits the output schema, or the result is an error") {
  Stage s;
  s.knobs().max_bytes = 5000;
  const Json data = {{"rows", numbers(9000)}, {"total", 9000}};
  const std::string form =
      R"({"type":"object","required":["rows","total"],"properties":{"rows":{"type":"array")";
  CHECK(s.result(of_data(data), nullptr, promising(form + "}}}")) == "truncate");
  CHECK(s.back["structuredContent"]["total"] == 9000);
  CHECK_FALSE(s.back.contains("isError"));
  CHECK(s.result(of_data(data), nullptr, promising(form + R"(,"minItems":5000}}})")) == "truncate");
  CHECK_FALSE(s.back.contains("structuredContent"));
  CHECK(s.back["isError"] == true);
  CHECK(s.notice().find("output schema") != std::string::npos);
  Json with_error = of_data(data);
  with_error["isError"] = false;
  CHECK(s.result(with_error, nullptr, promising(form + R"(,"minItems":5000}}})")) == "truncate");
  CHECK(s.back["isError"] == true);
  // More values than anybody looks at.
  CHECK(s.result(of_data(numbers(250'000))) == "truncate");
  CHECK_FALSE(s.back.contains("structuredContent"));
  CHECK_FALSE(s.back.contains("isError"));
}

TEST_CASE("output: arrays and depth count by themselves where the user says so") {
  Stage s;
  s.knobs().array = 1000;
  CHECK(s.result(of_data({{"items", numbers(1000)}})) == "allow");
  CHECK(s.result(of_data({{"items", numbers(1001)}})) == "truncate");
  CHECK(s.why.code == "output_array");
  CHECK(s.why.reason ==
        "The result of fs__read_file has 1001 elements; 1000 are allowed in items, the rest is left out.");
  CHECK(s.back["structuredContent"]["items"].size() == 1000);
  CHECK(Json::parse(s.text())["items"].size() == 1000);
  // Text that is JSON counts, and it does not matter how its commas are written.
  CHECK(s.result(of_text(numbers(1001).dump())) == "truncate");
  std::string hidden = "[1";
  for (int i = 0; i < 1000; ++i) hidden += "\\u002c1";
  CHECK(s.raw(R"({"content":[{"type":"text","text":")" + hidden + "]\"}]}") == "truncate");
  std::string commas(5000, ',');
  CHECK(s.result(of_text(commas)) == "allow");
  s.knobs().array.reset();
  s.knobs().depth = 20;
  Json deep = 1;
  for (int i = 0; i < 20; ++i) deep = Json{{"a", deep}};
  CHECK(s.result(of_data(deep)) == "allow");
  CHECK(s.result(of_data({{"a", deep}})) == "truncate");
  CHECK(s.why.code == "output_depth");
  // However deep it is, in a text, too.
  const std::string abyss = std::string(5000, '[') + std::string(5000, ']');
  CHECK(s.result(of_text(abyss)) == "truncate");
  CHECK(s.text().starts_with("[[[[["));
  CHECK(s.text().size() == 42);
}

TEST_CASE("output: tokens are four characters each") {
  Stage s;
  s.knobs().tokens = 10;
  CHECK(s.result(of_text(std::string(43, 'x'))) == "allow");
  CHECK(s.result(of_text(std::string(44, 'x'))) == "truncate");
  CHECK(s.why.code == "output_tokens");
  std::string wide;
  for (int i = 0; i < 43; ++i) wide += "日";
  CHECK(s.result(of_text(wide)) == "allow");
  CHECK(s.result(of_text(wide + "日")) == "truncate");
  CHECK(s.result({{"content", Json::array()}, {"structuredContent", {{"data", std::string(100, 'x')}}}}) ==
        "truncate");
}

TEST_CASE("output: what is too large is an error, where that is wanted") {
  Stage s;
  s.policy = policy::preset_policy(policy::Preset::strict);
  test::only(s.policy, {"output"});
  CHECK(s.result(of_text(std::string(100'000, 'x'))) == "allow");
  CHECK(s.result(of_text(std::string(100'001, 'x'))) == "suppress");
  CHECK(s.why.reason == "The result of fs__read_file has 100001 bytes of text; 100000 are allowed.");
  CHECK(s.result(of_data({{"items", numbers(1001)}})) == "suppress");
  std::string accents;
  for (int i = 0; i < 20'000; ++i) accents += "é";
  CHECK(s.result(of_data({{"data", accents}})) == "allow");
}

TEST_CASE("output: a page is an envelope that says what is missing") {
  Stage s;
  s.knobs().array = 5;
  s.knobs().on_exceed = OnExceed::paginate;
  Json given = of_data({{"items", numbers(20)}});
  given["content"].push_back({{"type", "image"}, {"data", "AAAA"}, {"mimeType", "image/png"}});
  CHECK(s.result(given, nullptr, promising(R"({"type":"object"})")) == "truncate");
  const Json page = Json::parse(s.text());
  CHECK(page["partial"] == true);
  CHECK(page["truncated_at"] == "array_length_exceeded");
  CHECK(page["original_size"] == Json{{"items", numbers(20)}}.dump().size());
  CHECK(page["data"] == Json{{"items", numbers(5)}});
  CHECK(page["returned_size"] == page["data"].dump().size());
  CHECK(page["continuation_hint"] == "Call it again for a smaller part, by head and tail.");
  CHECK(s.back["content"].size() == 2);
  CHECK(s.back["structuredContent"] == page["data"]);  // as the tool promised
  CHECK(s.result(given) == "truncate");
  CHECK(s.back["structuredContent"] == Json::parse(s.text()));
  s.knobs().array.reset();
  s.knobs().max_bytes = 2000;
  CHECK(s.result(of_text(std::string(5000, '"'))) == "truncate");
  CHECK(Json::parse(s.text())["truncated_at"] == "bytes_exceeded");
  CHECK(Json::parse(s.text())["data"] == std::string(649, '"'));
}

TEST_CASE("output: binary data has a limit of its own") {
  Stage s;
  s.knobs().binary = 1000;
  const Json image = {{"type", "image"}, {"data", std::string(600, 'A')}, {"mimeType", "image/png"}};
  CHECK(s.result({{"content", {image}}}) == "allow");
  CHECK(s.result({{"content", {image, {{"type", "text"}, {"text", "seen"}}, image}}}) == "truncate");
  CHECK(s.why.code == "output_binary");
  CHECK(s.back["content"].size() == 3);
  CHECK(s.text(1) == "seen");
  CHECK(s.notice().find("1 block is left out") != std::string::npos);
  CHECK(s.content({{"contents", {{{"uri", "a:b"}, {"blob", std::string(2000, 'A')}}}}}) == "truncate");
}

TEST_CASE("output: what resources hold is cut, and says so in its own text") {
  Stage s;
  s.knobs().max_bytes = 4000;
  CHECK(s.content({{"contents", {{{"uri", "a:b"}, {"text", std::string(9000, 'x')}}}}}) == "truncate");
  const std::string text = s.back["contents"][0]["text"];
  CHECK(text.starts_with("xxx"));
  CHECK(text.ends_with("Ask for a smaller part of it.]"));
  CHECK(s.back["contents"].size() == 1);
}

TEST_CASE("output: a rule's number takes the place of the preset's and tightens a written one") {
  Stage s;
  const policy::Rule small = rule_with(1000, {}), wide = rule_with(4u << 20, {});
  CHECK(s.result(of_text(std::string(2000, 'x')), &small) == "truncate");
  CHECK(s.why.rule == "small");
  CHECK(s.result(of_text(std::string(3 << 20, 'x')), &wide) == "allow");
  s.knobs().max_bytes = 5000;
  CHECK(s.result(of_text(std::string(6000, 'x')), &wide) == "truncate");
  CHECK(s.result(of_text(std::string(2000, 'x')), &small) == "truncate");
  const policy::Rule error = rule_with(1000, RuleExceed::error), cut = rule_with({}, RuleExceed::truncate);
  CHECK(s.result(of_text(std::string(2000, 'x')), &error) == "suppress");
  s.knobs().on_exceed = OnExceed::error;
  CHECK(s.result(of_text(std::string(6000, 'x')), &cut) == "suppress");
  policy::Rule observing = small;
  observing.mode = Mode::observe;
  CHECK(s.result(of_text(std::string(2000, 'x')), &observing) == "allow");
}

TEST_CASE("output: what is spilled is whole, and named in the text and by a link") {
  Stage s;
  s.folder = "/home/ada/.state dir/spill";
  policy::Rule rule = rule_with(4000, RuleExceed::spill);
  CHECK(s.result(of_text(std::string(9000, 'x')), &rule) == "truncate");
  REQUIRE(s.spills.size() == 1);
  CHECK(s.spills[0].name == "c1.txt");
  CHECK(s.spills[0].text == std::string(9000, 'x'));
  CHECK(s.spills[0].max_files == 100);
  const Json link = s.back["content"].back();
  CHECK(link["type"] == "resource_link");
  CHECK(link["uri"] == "file:///home/ada/.state%20dir/spill/c1.txt");
  CHECK(link["size"] == 9000);
  const std::string notice = s.back["content"][1]["text"];
  CHECK(notice.find("/home/ada/.state dir/spill/c1.txt") != std::string::npos);
  // Structured content goes into a file where there is no other text, or where it alone is too large.
  CHECK(s.result({{"content", Json::array()}, {"structuredContent", {{"a", std::string(9000, 'y')}}}},
                 &rule) == "truncate");
  REQUIRE(s.spills.size() == 1);
  CHECK(s.spills[0].name == "c1.json");
  // What is larger than all files may be is not written, nor anything without a folder, nor while observing.
  s.knobs().spill.max_bytes = 8000;
  CHECK(s.result(of_text(std::string(9000, 'x')), &rule) == "truncate");
  CHECK(s.spills.empty());
  s.knobs().spill.max_bytes = 80'000;
  s.folder.clear();
  CHECK(s.result(of_text(std::string(9000, 'x')), &rule) == "truncate");
  CHECK(s.spills.empty());
  s.folder = "/f";
  s.knobs().mode = Mode::observe;
  CHECK(s.result(of_text(std::string(9000, 'x')), &rule) == "allow");
  CHECK(s.spills.empty());
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].decision == Decision::truncate);
  s.knobs().mode = Mode::warn;
  CHECK(s.result(of_text(std::string(9000, 'x')), &rule) == "allow");
  CHECK(s.spills.empty());
}

TEST_CASE("output: a question that comes before the result is not cut") {
  Stage s;
  s.knobs().max_bytes = 100;
  CHECK(s.result({{"resultType", "input_required"}, {"requestState", std::string(500, 's')}}) == "allow");
  CHECK(s.result({{"resultType", "complete"}, {"content", of_text(std::string(500, 's'))["content"]}}) ==
        "truncate");
  CHECK(s.back["resultType"] == "complete");
}
