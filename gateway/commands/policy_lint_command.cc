#include "gateway/commands/policy_lint_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/policy_lint/lint.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/problem_json.h"
#include "gateway/commands/visible.h"
#include "gateway/config.h"
#include "gateway/policy_files.h"
#include "gateway/rehearsal/known_tools.h"
#include "gateway/tool_snapshot.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;
using ::callgate::policy_lint::Finding;
using ::callgate::policy_lint::Severity;
namespace fs = std::filesystem;

struct Tools {
  std::optional<std::vector<mcp::ToolPtr>> tools;
  std::string source;  // "tools.lock.json", "the catalog cache"
};

Tools from_snapshot(const fs::path& file, config::Findings& found) {
  auto tools = read_tool_snapshot(file);
  if (tools) return {std::move(*tools), file.string()};
  found.errors.push_back(
      {config::quoted(file.string()) + " cannot be read", nullptr, {}, tools.error().what, {}});
  return {};
}

Tools known_tools(const PolicyLintOptions& options, const PolicyFiles& files, const fs::path& state_root,
                  const std::map<std::string, std::string>& environment, config::Findings& found) {
  if (!options.tools.empty()) return from_snapshot(options.tools, found);
  std::error_code ignored;
  const fs::path beside = options.files.front().parent_path() / "tools.lock.json";
  if (options.config.empty() && fs::exists(beside, ignored)) return from_snapshot(beside, found);
  if (options.config.empty() && !files.config) return {};
  Launch launch;
  launch.config = options.config.empty() ? *files.config : fs::path(options.config);
  launch.needs_servers = false;
  ConfigReading reading = inspect_config(launch, environment);
  std::ranges::move(reading.found.errors, std::back_inserter(found.errors));
  if (!reading.config) return {};
  return {KnownTools(*reading.config, state_root).all(),
          "what the servers of " + launch.config->string() + " listed last"};
}

Json to_json(const Finding& finding) {
  Json json = {{"code", finding.code->name}, {"severity", to_string(finding.severity)}};
  add_problem(json, finding.problem);
  return json;
}

std::size_t count(const policy_lint::Findings& findings, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(findings, severity, &Finding::severity));
}

void print_json(const policy_lint::Findings& findings, const Tools& known, Console& console) {
  Json list = Json::array();
  for (const Finding& finding : findings) list.push_back(to_json(finding));
  Json report = {{"findings", std::move(list)}};
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    report[std::string(to_string(severity)) + "s"] = count(findings, severity);
  report["tools"] = nullptr;
  if (known.tools) report["tools"] = {{"from", known.source}, {"count", known.tools->size()}};
  console.out << report.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

// A workflow command of GitHub: % and line breaks would end it early.
void print_github(const policy_lint::Findings& findings, Console& console) {
  const auto escaped = [](const std::string& text) {
    std::string out;
    for (const char c : visible(text)) out += c == '%' ? std::string("%25") : std::string(1, c);
    return out;
  };
  for (const Finding& finding : findings) {
    const config::Problem& problem = finding.problem;
    console.out << "::" << (finding.severity == Severity::note ? "notice" : to_string(finding.severity))
                << ' ';
    if (problem.source) {
      console.out << "file=" << escaped(problem.source->file) << ",line=" << problem.place.line
                  << ",col=" << problem.place.column << ',';
    }
    console.out << "title=" << finding.code->name << "::" << escaped(problem.what)
                << (problem.label.empty() ? "" : ": " + escaped(problem.label)) << "\n";
  }
}

void print_pretty(const policy_lint::Findings& findings, const Tools& known, Console& console) {
  constexpr Colour kColours[] = {Colour::cyan, Colour::yellow, Colour::red};
  for (const Finding& finding : findings) {
    const std::string heading =
        std::string(to_string(finding.severity)) + "[" + std::string(finding.code->name) + "]";
    console.out << config::render(
                       finding.problem,
                       paint(console, kColours[static_cast<std::size_t>(finding.severity)], heading))
                << "\n\n";
  }
  if (!known.tools)
    console.out << "The tools are not known, so what is said of them was not looked at: name a snapshot with "
                   "--tools,\n"
                   "or a configuration whose servers have run with --config.\n";
  std::string counts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const std::size_t many = count(findings, severity);
    if (many == 0) continue;
    counts += (counts.empty() ? "" : ", ") + std::to_string(many) + " " + std::string(to_string(severity)) +
              (many == 1 ? "" : "s");
  }
  console.out << (counts.empty() ? "nothing found" : counts) << "\n";
}

bool fails(const policy_lint::Findings& findings, const std::string& fail_on) {
  const auto least = std::ranges::find(policy_lint::kSeverityWords, std::string_view(fail_on));
  const auto bound = least - std::begin(policy_lint::kSeverityWords);
  return std::ranges::any_of(
      findings, [&](const Finding& finding) { return static_cast<long>(finding.severity) >= bound; });
}

}  // namespace

int policy_lint(const PolicyLintOptions& options, const fs::path& state_root,
                const std::map<std::string, std::string>& environment, const Clock& clock, Console& console) {
  config::Findings found;
  const PolicyFiles files = read_policy_files(options.files, found);
  if (found.errors.empty()) (void)policy::read_policy(files.layers, {}, found);
  const Tools known =
      found.errors.empty() ? known_tools(options, files, state_root, environment, found) : Tools{};
  if (!found.errors.empty()) {
    if (options.format == "json") console.out << "{\"error\":\"a file is not valid\"}\n";
    for (const config::Problem& problem : found.errors) console.err << config::render(problem) << "\n";
    return kNegative;
  }
  const policy_lint::Findings findings = policy_lint::lint({files.layers, known.tools, clock.today()});
  if (options.format == "json") print_json(findings, known, console);
  if (options.format == "github") print_github(findings, console);
  if (options.format == "pretty") print_pretty(findings, known, console);
  return fails(findings, options.fail_on) ? kNegative : kOk;
}

}  // namespace callgate::commands
