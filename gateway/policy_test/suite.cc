#include "gateway/policy_test/suite.h"

#include <charconv>

#include "core/policy/condition_reader.h"
#include "core/policy/node_values.h"
#include "gateway/text_file.h"

namespace callgate::policy_test {
namespace {

using namespace config;

constexpr std::string_view kDecisions[] = {"allow", "ask", "hold", "deny", "replay", "cache", "rewrite"};

std::string moment_fault(std::string_view text) {
  return parse_rfc3339(text) ? "" : "a moment is written 2026-11-18T10:00:00Z";
}

std::string result_fault(std::string_view text) {
  const auto path = policy::parse_field_path(text);
  if (!path) return path.error().what;
  return path->root == policy::Root::result ? "" : "only what the host gets can be compared: result.…";
}

constexpr Shape kText = filled_text();
constexpr Shape kTexts[] = {kText, list_of(kText)};
constexpr Shape kAnything = anything();
constexpr Shape kObject = map_of(kAnything);
constexpr Shape kMoment = text_in(&moment_fault);
constexpr Shape kDecision = word(kDecisions);
constexpr Field kCall[] = {
    {"tool", kText, "The tool's name as hosts see it.", "", Standing::used, true},
    {"args", kObject, "Its arguments.", "{}"},
    {"meta", kObject, "The request's _meta.", ""},
};
constexpr Field kVars[] = {
    {"workspace", kText, "What ${workspace} stands for, and where relative paths begin.", ""},
    {"home", kText, "What ~ stands for.", R"("/home/user")"},
    {"env", map_of(kText), "The environment that env.NAME sees.", ""},
    {"principal", map_of(kText), "What principal.NAME sees.", ""},
};
constexpr Field kCoverage[] = {
    {"rules", integer(0, 100), "Percent of the rules that must have applied.", ""},
    {"branches", integer(0, 100), "Percent of their exceptions, elses and choices that must have been taken.",
     ""},
    {"profiles", integer(0, 100), "Percent of the profiles that must have been played.", ""}};
constexpr Field kExpectation[] = {
    {"decision", kDecision, "What the policy decides.", ""},
    {"rule", kText, "Which rule is named.", ""},
    {"code", kText, "Which code.", ""},
};

struct Shapes {
  std::vector<Field> step, one, suite;
  Shape expectation, expectations[2], step_shape, steps, case_shape, cases, suite_shape;

  Shapes() {
    expectation = object(kExpectation);
    expectation.inner = condition_value();
    expectation.inner_count = 1;
    expectation.fault = &result_fault;
    expectations[0] = kDecision;
    expectations[1] = expectation;
    step = {
        {"call", object(kCall), "The call.", ""},
        {"result", kObject, "What the server answers; without it nothing is answered.", ""},
        {"expect", either(expectations), "What has to come of it.", ""},
        {"repeat", integer(1, 10'000), "How often the step is played.", "1"},
        {"at", kMoment, "The clock is set to this.", ""},
        {"advance", duration(Millis(0), std::chrono::hours(24 * 3660)), "The clock is moved on.", ""},
    };
    step_shape = {.kind = Kind::object, .fields = step.data(), .field_count = step.size()};
    steps = list_of(step_shape);
    one = step;
    one.push_back({"name", kText, "What reports call it.", "", Standing::used, true});
    one.push_back({"profile", kText, "The launch profile.", ""});
    one.push_back({"sequence", steps, "Several steps, with one memory.", ""});
    case_shape = {.kind = Kind::object, .fields = one.data(), .field_count = one.size()};
    cases = list_of(case_shape);
    suite = {
        {"$schema", text(), "Where an editor finds the schema.", ""},
        {"policy", either(kTexts), "The policy files.", "", Standing::used, true},
        {"tools", kText, "A snapshot of the tools, as `callgate tools lock` writes it.", ""},
        {"clock", kMoment, "What time it is.", R"("2026-01-01T00:00:00Z")"},
        {"vars", object(kVars), "The world around the gateway.", ""},
        {"coverage", object(kCoverage), "Enforced with --coverage.", ""},
        {"cases", cases, "The cases.", "", Standing::used, true},
    };
    suite_shape = {.kind = Kind::object, .fields = suite.data(), .field_count = suite.size()};
  }
  // What a field of a condition may be followed by.
  static const Shape* condition_value() { return policy::condition_shape().inner; }
};

const Shapes& shapes() {
  static const Shapes& kShapes = *new Shapes;
  return kShapes;
}

std::map<std::string, std::string> texts_of(const Node* node) {
  std::map<std::string, std::string> texts;
  if (!node) return texts;
  for (const Member& member : node->members) texts[member.key] = member.value.text;
  return texts;
}

std::string text_of(const Node* node) {
  return node ? node->text : std::string();
}

std::int64_t integer_of(const Node& node) {
  std::int64_t value = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  return value;
}

// A file that fits its shape.
class Reader {
 public:
  Reader(const SourcePtr& source, Findings& found) : source_(source), found_(found) {}

  Suite suite(const Node& root, const std::filesystem::path& file) {
    Suite suite;
    suite.source = source_;
    for (const std::string& name : policy::strings_of(root.find("policy")))
      suite.policies.push_back((file.parent_path() / name).lexically_normal());
    if (const Node* tools = root.find("tools"))
      suite.tools = (file.parent_path() / tools->text).lexically_normal();
    const Node* clock = root.find("clock");
    suite.clock = *parse_rfc3339(clock ? clock->text : "2026-01-01T00:00:00Z");
    const Node* vars = root.find("vars");
    suite.workspace = vars ? text_of(vars->find("workspace")) : "";
    suite.home = vars && vars->find("home") ? vars->find("home")->text : "/home/user";
    if (vars) suite.environment = texts_of(vars->find("env"));
    if (vars) suite.principal = texts_of(vars->find("principal"));
    const Node* coverage = root.find("coverage");
    for (const auto& [key, demanded] : {std::pair{"rules", &suite.coverage.rules},
                                        {"branches", &suite.coverage.branches},
                                        {"profiles", &suite.coverage.profiles}}) {
      if (const Node* percent = coverage ? coverage->find(key) : nullptr) *demanded = integer_of(*percent);
    }
    const Node& cases = *root.find("cases");
    if (cases.items.empty()) error(cases, "there are no cases: nothing would be tested");
    for (const Node& node : cases.items) suite.cases.push_back(one(node));
    return suite;
  }

 private:
  void error(const Node& at, std::string what) {
    found_.errors.push_back({std::move(what), source_, at.place, {}, {}});
  }

  Case one(const Node& node) {
    Case test{text_of(node.find("name")), text_of(node.find("profile")), node.place, {}};
    const Node* sequence = node.find("sequence");
    if ((sequence != nullptr) == (node.find("call") != nullptr))
      error(node, "a case has either \"call\" or \"sequence\"");
    if (!sequence) {
      test.steps.push_back(step(node));
      return test;
    }
    if (sequence->items.empty()) error(*sequence, "a sequence has at least one step");
    for (const Node& item : sequence->items) test.steps.push_back(step(item));
    return test;
  }

  Step step(const Node& node) {
    Step step;
    step.place = node.place;
    const Node* call = node.find("call");
    if (!call) return error(node, "a step has a \"call\""), step;
    step.tool = text_of(call->find("tool"));
    if (const Node* arguments = call->find("args")) step.arguments = compact(*arguments);
    if (const Node* meta = call->find("meta")) step.metadata = compact(*meta);
    if (const Node* result = node.find("result")) step.result = compact(*result);
    if (const Node* expect = node.find("expect")) step.expect = expectation(*expect);
    if (const Node* repeat = node.find("repeat")) step.repeat = static_cast<std::size_t>(integer_of(*repeat));
    if (const Node* at = node.find("at")) step.at = parse_rfc3339(at->text);
    if (const Node* advance = node.find("advance"))
      step.advance = policy::duration_of(advance).value_or(Millis(0));
    return step;
  }

  Expectation expectation(const Node& node) {
    Expectation expect;
    const Node* decision = node.type == Type::string ? &node : node.find("decision");
    expect.decision = text_of(decision);
    if (expect.decision == "ask") expect.decision = "hold";
    expect.rule = text_of(node.find("rule"));
    expect.code = text_of(node.find("code"));
    Node about_result{Type::object, node.place, false, {}, {}, {}};
    for (const Member& member : node.members) {
      if (member.key.starts_with("result")) about_result.members.push_back(member);
    }
    static const policy::Sets kNoSets;
    if (!about_result.members.empty())
      expect.result = policy::read_condition(about_result, {source_, kNoSets, found_.errors});
    return expect;
  }

  const SourcePtr& source_;
  Findings& found_;
};

}  // namespace

const Shape& suite_shape() {
  return shapes().suite_shape;
}

std::optional<Suite> read_suite(const std::filesystem::path& file, Findings& found) {
  auto text = read_text_file(file);
  if (!text) {
    found.errors.push_back(
        {config::quoted(file.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
    return std::nullopt;
  }
  return read_suite(std::make_shared<const Source>(Source{file.string(), std::move(*text)}), file, found);
}

std::optional<Suite> read_suite(const SourcePtr& source, const std::filesystem::path& file, Findings& found) {
  const auto root = parse_jsonc(source, found.errors);
  if (!root) return std::nullopt;
  check(*root, suite_shape(), source, "the test file", "", found);
  if (!found.errors.empty()) return std::nullopt;
  Suite suite = Reader(source, found).suite(*root, file);
  if (!found.errors.empty()) return std::nullopt;
  return suite;
}

}  // namespace callgate::policy_test
