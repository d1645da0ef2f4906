#include "gateway/policy_test/corpus.h"

#include "gateway/text_file.h"

namespace callgate::policy_test {
namespace {

using config::Node;

// One line; what is wrong with it is reported at its own place.
std::optional<Case> read_line(const config::SourcePtr& line, std::size_t number, config::Findings& found) {
  const auto tree = config::parse_jsonc(line, found.errors);
  if (!tree) return std::nullopt;
  const auto fail = [&](const Node& at, std::string what) {
    found.errors.push_back(
        {std::move(what), line, at.place, {}, R"(a call is written {"tool": "server__tool", "args": {}})"});
    return std::nullopt;
  };
  Step step;
  Case test{"line " + std::to_string(number), {}, {}, {}};
  if (tree->type != config::Type::object) return fail(*tree, "a line is one call, an object");
  const auto text = [&](const char* key, std::string& slot) {
    const Node* node = tree->find(key);
    if (node && node->type == config::Type::string) slot = node->text;
    return !node || node->type == config::Type::string;
  };
  const auto object = [&](const char* key, std::string& slot) {
    const Node* node = tree->find(key);
    if (node && node->type == config::Type::object) slot = config::compact(*node);
    return !node || node->type == config::Type::object;
  };
  if (!text("tool", step.tool) || step.tool.empty()) return fail(*tree, "a call names its \"tool\"");
  if (!object("args", step.arguments) || !object("meta", step.metadata))
    return fail(*tree, "\"args\" and \"meta\" are objects");
  std::string at;
  if (!text("profile", test.profile) || !text("at", at))
    return fail(*tree, "\"profile\" and \"at\" are texts");
  if (!at.empty() && !(step.at = parse_rfc3339(at)))
    return fail(*tree, "a moment is written 2026-11-18T10:00:00Z");
  test.steps.push_back(std::move(step));
  return test;
}

}  // namespace

std::optional<Suite> read_corpus(const std::filesystem::path& file, config::Findings& found) {
  if (file.extension() != ".jsonl") {
    auto suite = read_suite(file, found);
    if (!suite) return suite;
    suite->policies.clear();
    for (Case& test : suite->cases) {
      for (Step& step : test.steps) step.expect = {};
    }
    return suite;
  }
  auto text = read_text_file(file);
  if (!text) {
    found.errors.push_back(
        {config::quoted(file.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
    return std::nullopt;
  }
  Suite suite;
  suite.source = std::make_shared<const config::Source>(config::Source{file.string(), {}});
  suite.clock = *parse_rfc3339("2026-01-01T00:00:00Z");
  suite.home = "/home/user";
  std::string_view rest = *text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const auto source = std::make_shared<const config::Source>(
        config::Source{file.string() + " line " + std::to_string(number), line});
    if (auto test = read_line(source, number, found)) suite.cases.push_back(std::move(*test));
    if (!found.errors.empty()) return std::nullopt;
  }
  return suite;
}

}  // namespace callgate::policy_test
