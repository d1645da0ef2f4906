#include "core/policy/condition.h"

#include <doctest/doctest.h>

#include "../guard/scripted_guard.h"
#include "core/config/check.h"
#include "core/policy/condition_reader.h"

using namespace callgate;
using namespace callgate::policy;

namespace {

// A world with one link: /work/link leads to /etc.
struct TestWorld final : World {
  TestWorld() : World("/home/ada", "/work") {}
  std::string workspace() const override { return "/home/ada/proj"; }
  std::string real_path(std::string path) const override {
    const std::string link = "/work/link";
    return path.starts_with(link) ? "/etc" + path.substr(link.size()) : path;
  }
  std::optional<std::string_view> variable(std::string_view name) const override {
    return name == "CI" ? std::optional<std::string_view>("true") : std::nullopt;
  }
  std::optional<std::string_view> principal(std::string_view name) const override {
    return name == "role" ? std::optional<std::string_view>("sre") : std::nullopt;
  }
};

ConditionPtr read(const std::string& text, std::string* wrong = nullptr) {
  config::Findings found;
  auto source = std::make_shared<const config::Source>(config::Source{"c", text});
  const auto tree = config::parse_jsonc(source, found.errors);
  REQUIRE(tree.has_value());
  config::check(*tree, condition_shape(), source, "the condition", "", found);
  static const Sets kSets{{"staff", {"*@example.com"}}, {"okHosts", {"api.github.com", "*.example.com"}}};
  ConditionPtr condition = read_condition(*tree, Operands{source, kSets, found.errors});
  if (wrong) {
    for (const config::Problem& problem : found.errors) *wrong += config::one_line(problem) + "\n";
  } else {
    for (const config::Problem& problem : found.errors) MESSAGE(config::one_line(problem));
  }
  CHECK((condition != nullptr) == found.errors.empty());
  return condition;
}

std::string answer(const std::string& text, const std::string& arguments, const std::string& result = "") {
  const ConditionPtr condition = read(text);
  REQUIRE(condition);
  guard::Call call("c1", guard::some_tool("fs", "write_file"), Bytes::copy(arguments));
  call.set_metadata(Bytes::copy(R"({"tenant":"t1"})"));
  const TestWorld world;
  Scene scene{.call = call, .world = world, .environment = "prod"};
  std::optional<json::Outline> outline;
  std::string words = "hello world";
  if (!result.empty()) {
    outline.emplace(result);
    scene.result = &*outline;
    scene.result_text = &words;
  }
  switch (condition->holds(scene)) {
    case Truth::no:
      return "no";
    case Truth::yes:
      return "yes";
    case Truth::unknown:
      return std::string(scene.trouble.code());
  }
  return "";
}

// What the operator `text` ({"glob": "x"}) says of an argument.
std::string of(const std::string& text, const std::string& value) {
  return answer("{\"args.a\": " + text + "}", "{\"a\":" + value + "}");
}

std::string wrong(const std::string& text) {
  std::string errors;
  read(text, &errors);
  return errors;
}

}  // namespace

TEST_CASE("operators: what is compared by value") {
  CHECK(of(R"({"eq": 50})", "50.0") == "yes");
  CHECK(of(R"({"eq": 50})", "5e1") == "yes");
  CHECK(of(R"({"eq": 9007199254740993})", "9007199254740992") == "no");
  CHECK(of(R"({"eq": "x"})", R"("\u0078")") == "yes");
  CHECK(of(R"({"eq": true})", "true") == "yes");
  CHECK(of(R"({"eq": null})", "null") == "yes");
  CHECK(of(R"({"eq": {"b": 1, "a": [2]}})", R"({"a":[2.0],"b":1})") == "yes");
  CHECK(of(R"({"ne": "x"})", R"("y")") == "yes");
  CHECK(of(R"({"in": ["a", "b", 3]})", "3.0") == "yes");
  CHECK(of(R"({"in": ["a", "b", 3]})", R"("c")") == "no");
  CHECK(of(R"({"notIn": ["a"]})", R"("c")") == "yes");
  CHECK(of(R"({"in": "@staff"})", R"("*@example.com")") == "yes");
  CHECK(of(R"({"contains": "ell"})", R"("hello")") == "yes");
  CHECK(of(R"({"contains": 2})", "[1, 2.0]") == "yes");
  CHECK(of(R"({"notContains": "x"})", R"("hello")") == "yes");
  CHECK(of(R"({"containsAny": [".env", "id_rsa"]})", R"("/a/.env")") == "yes");
}

TEST_CASE("operators: numbers are exact") {
  CHECK(of(R"({"gt": 9007199254740992})", "9007199254740993") == "yes");
  CHECK(of(R"({"lt": 0.1})", "0.09999999999999999999") == "yes");
  CHECK(of(R"({"gte": 5, "lte": 5})", "5.000") == "yes");
  CHECK(of(R"({"gt": 5, "lt": 7})", "8") == "no");
  CHECK(of(R"({"between": [1, 3]})", "3") == "yes");
  CHECK(of(R"({"between": [1, 3]})", "3.01") == "no");
  CHECK(of(R"({"len": {"gt": 2}})", R"("äöü")") == "yes");
  CHECK(of(R"({"len": 2})", R"([1,[2,3]])") == "yes");
  CHECK(of(R"({"len": {"lte": 1}})", R"({"a":1,"b":2})") == "no");
}

TEST_CASE("operators: texts, types, schemas") {
  CHECK(of(R"({"glob": "/srv/*.txt"})", R"("/srv/a.txt")") == "yes");
  CHECK(of(R"({"glob": "/srv/*.txt"})", R"("/srv/x/a.txt")") == "no");
  CHECK(of(R"({"glob": ["x", "@staff"]})", R"("ada@example.com")") == "yes");
  CHECK(of(R"({"regex": "(?i)^\\s*drop\\b"})", R"(" DROP table")") == "yes");
  CHECK(of(R"({"startsWith": ["a", "b"]})", R"("bc")") == "yes");
  CHECK(of(R"({"endsWith": ".sh"})", R"("x.sh.txt")") == "no");
  CHECK(of(R"({"type": ["string", "integer"]})", "1.0") == "yes");
  CHECK(of(R"({"type": "integer"})", "1.5") == "no");
  CHECK(of(R"({"exists": true})", "null") == "yes");
  CHECK(of(R"({"schema": {"type": "object", "required": ["b"]}})", R"({"b":1})") == "yes");
  CHECK(of(R"({"schema": {"maxLength": 2}})", R"("abc")") == "no");
}

TEST_CASE("operators: a path is where it leads") {
  const std::string workspace = R"({"under": "${workspace}"})";
  CHECK(of(workspace, R"("/home/ada/proj/a/b")") == "yes");
  CHECK(of(workspace, R"("/home/ada/proj")") == "yes");
  CHECK(of(workspace, R"("~/proj/x")") == "yes");
  CHECK(of(workspace, R"("file:///home/ada/proj/x")") == "yes");
  CHECK(of(workspace, R"("/home/ada/proj/../.bashrc")") == "no");
  CHECK(of(workspace, R"("/home/ada/project/x")") == "no");
  CHECK(of(workspace, R"("notes.txt")") == "no");
  CHECK(of(R"({"under": "/work"})", R"("notes.txt")") == "yes");
  CHECK(of(R"({"under": "/work"})", R"("../etc/passwd")") == "no");
  CHECK(of(R"({"under": "/work"})", R"("link/passwd")") == "no");
  CHECK(of(R"({"under": "/etc"})", R"("/work/link/passwd")") == "yes");
  CHECK(of(R"({"under": "/work"})", R"("https://example.com/x")") == "no");
  CHECK(of(R"({"under": "/work"})", R"("~eve/x")") == "policy_type_error");
  // Whether percent signs are decoded is the server's secret.
  CHECK(of(R"({"under": "/work"})", R"("/work/%2e%2e/etc/passwd")") == "policy_type_error");
  CHECK(of(R"({"under": ["/srv", "${workspace}/sub"]})", R"("~/proj/sub/x")") == "yes");
}

TEST_CASE("operators: a URL is where it leads") {
  const std::string ok = R"({"host": "@okHosts", "scheme": ["https"]})";
  CHECK(of(ok, R"("https://api.github.com/x")") == "yes");
  CHECK(of(ok, R"("https://API.GITHUB.COM.:443/x")") == "yes");
  CHECK(of(ok, R"("https://a.b.example.com")") == "yes");
  CHECK(of(ok, R"("https://example.com")") == "no");
  CHECK(of(ok, R"("http://api.github.com/x")") == "no");
  CHECK(of(ok, R"("https://api.github.com.evil.com/")") == "no");
  CHECK(of(ok, R"("https://api.github.com@evil.com/")") == "no");
  CHECK(of(ok, R"("https://evil.com@api.github.com/")") == "policy_type_error");
  CHECK(of(R"({"cidr": "10.0.0.0/8"})", R"("http://0xa.1/x")") == "yes");
  CHECK(of(R"({"cidr": ["10.0.0.0/8", "::1"]})", R"("http://example.com")") == "no");
}

TEST_CASE("absent is not wrong: it meets what is negative, and nothing else") {
  for (const char* positive :
       {R"({"eq": 1})", R"({"in": [1]})", R"({"glob": "*"})", R"({"gt": 0})", R"({"under": "/"})",
        R"({"host": "*"})", R"({"exists": true})", R"({"type": "string"})", R"({"contains": "x"})",
        R"({"len": {"gte": 0}})", R"({"schema": {}})"}) {
    CAPTURE(positive);
    CHECK(answer("{\"args.a\": " + std::string(positive) + "}", "{}") == "no");
    CHECK(answer("{\"args.a\": {\"not\": " + std::string(positive) + "}}", "{}") == "yes");
  }
  for (const char* negative :
       {R"({"ne": 1})", R"({"notIn": [1]})", R"({"notContains": "x"})", R"({"exists": false})"}) {
    CAPTURE(negative);
    CHECK(answer("{\"args.a.b\": " + std::string(negative) + "}", R"({"a":{}})") == "yes");
  }
}

TEST_CASE("what is of the wrong type, or ambiguous, cannot be judged") {
  CHECK(of(R"({"gt": 0})", R"("5")") == "policy_type_error");
  CHECK(of(R"({"gt": 0})", "null") == "policy_type_error");
  CHECK(of(R"({"glob": "*"})", "7") == "policy_type_error");
  CHECK(of(R"({"eq": true})", R"("true")") == "policy_type_error");
  CHECK(of(R"({"contains": "5"})", "500") == "policy_type_error");
  CHECK(answer(R"({"args.a.b": {"eq": 1}})", R"({"a":"x"})") == "policy_type_error");
  CHECK(answer(R"({"args.path": {"glob": "*"}})", R"({"Path":"x"})") == "policy_ambiguous_key");
  CHECK(of(R"({"regex": "x"})", "\"" + std::string(10'001, 'x') + "\"") == "policy_input_too_long");
  CHECK(answer(R"({"not": {"args.a": {"gt": 0}}})", R"({"a":"5"})") == "policy_type_error");
}

TEST_CASE("what is decided already is not made doubtful") {
  const std::string both = R"({"args.a": {"gt": 0}, "args.b": {"eq": "x"}})";
  CHECK(answer(both, R"({"a":"5","b":"y"})") == "no");
  CHECK(answer(both, R"({"a":"5","b":"x"})") == "policy_type_error");
  const std::string either = R"({"any": [{"args.a": {"gt": 0}}, {"args.b": {"eq": "x"}}]})";
  CHECK(answer(either, R"({"a":"5","b":"x"})") == "yes");
  CHECK(answer(either, R"({"a":"5","b":"y"})") == "policy_type_error");
}

TEST_CASE("fields that lead to many values") {
  const std::string all = R"({"args.to[*]": {"all": {"glob": "@staff"}}})",
                    any = R"({"args.to[*]": {"any": {"glob": "@staff"}}})";
  CHECK(answer(all, R"({"to":["a@example.com","b@example.com"]})") == "yes");
  CHECK(answer(all, R"({"to":["a@example.com","b@evil.com"]})") == "no");
  CHECK(answer(any, R"({"to":["a@example.com","b@evil.com"]})") == "yes");
  CHECK(answer(all, R"({"to":[]})") == "no");
  CHECK(answer(all, "{}") == "no");
  CHECK(answer(all, R"({"to":"a@example.com"})") == "policy_type_error");
  CHECK(answer(R"({"args.items[*].price": {"any": {"gt": 5}}})", R"({"items":[{"price":1},{"price":9}]})") ==
        "yes");
  CHECK(answer(R"({"args.items[1].price": {"gt": 5}})", R"({"items":[{"price":1},{"price":9}]})") == "yes");
  CHECK(answer(R"({"args.items[2]": {"exists": false}})", R"({"items":[1,2]})") == "yes");
}

TEST_CASE("everything a field can lead to") {
  CHECK(answer(R"({"tool.name": {"eq": "fs__write_file"}, "tool.server": {"eq": "fs"}})", "{}") == "yes");
  CHECK(answer(R"({"environment": {"eq": "prod"}})", "{}") == "yes");
  CHECK(answer(R"({"env.CI": {"eq": "true"}, "env.NO": {"exists": false}})", "{}") == "yes");
  CHECK(answer(R"({"principal.role": {"notIn": ["admin"]}})", "{}") == "yes");
  CHECK(answer(R"({"principal.nobody": {"notIn": ["admin"]}})", "{}") == "yes");
  CHECK(answer(R"({"metadata.tenant": {"eq": "t1"}})", "{}") == "yes");
  CHECK(answer(R"({"args[\"a.b\"]": {"eq": 1}})", R"({"a.b":1})") == "yes");
  CHECK(answer(R"({"result.text": {"contains": "world"}})", "{}", "{}") == "yes");
  CHECK(answer(R"({"result.isError": {"eq": true}})", "{}", R"({"isError":true})") == "yes");
  CHECK(answer(R"({"result.structured.n": {"gt": 1}})", "{}", R"({"structuredContent":{"n":2}})") == "yes");
  CHECK(answer(R"({"result.text": {"exists": false}})", "{}") == "yes");
}

TEST_CASE("mistakes are named where they stand") {
  CHECK(wrong(R"({"arg.path": {"eq": 1}})") ==
        "c:1:2: arg.path cannot be used: did you mean \"args.path\"?\n");
  CHECK(wrong(R"({"args.path": {"globb": "x"}})") ==
        "c:1:16: unknown key \"globb\" in args.path: did you mean \"glob\"?\n");
  CHECK(wrong(R"({"args.a": {"regex": "("}})").find("RE2 says") != std::string::npos);
  CHECK(wrong(R"({"args.a": {"in": "@okHost"}})") ==
        "c:1:19: there is no set \"okHost\": did you mean \"@okHosts\"?\n");
  CHECK(wrong(R"({"args.to[*]": {"glob": "x"}})").find("leads to many values") != std::string::npos);
  CHECK(wrong(R"({"args.to": {"any": {"glob": "x"}}})").find("asks about many values") != std::string::npos);
  CHECK(wrong(R"({"args.a": {"under": "${home}/x"}})").find("variable that is not known") !=
        std::string::npos);
  CHECK(wrong(R"({"args.a": {"gt": "5"}})").find("must be a number") != std::string::npos);
  CHECK(wrong(R"({"args.a": {"cidr": "10.0.0.0/99"}})").find("no range of addresses") != std::string::npos);
  CHECK(wrong(R"({"args.a": {"between": [1]}})").find("takes two numbers") != std::string::npos);
  CHECK(wrong(R"({"args.a": {}})").find("it is empty") != std::string::npos);
  for (const char* bad : {"args.", "args.a[", "args.a[x]", "tool", "tool.colour", "environment.x",
                          "result.texts", "", "args[\"\"]"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_field_path(bad).has_value());
  }
}
