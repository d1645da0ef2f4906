#include "gateway/commands/policy_test_command.h"

#include <array>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/policy_test/player.h"
#include "gateway/policy_test/update.h"
#include "gateway/text_file.h"

namespace callgate::commands {
namespace {

using policy_test::CaseReport;
using policy_test::Covered;
using policy_test::Report;
using policy_test::Suite;
using Json = nlohmann::ordered_json;

struct Played {
  Suite suite;
  Report report;
  std::vector<policy_test::Remark> changed, left;  // by --update

  std::string place_of(const CaseReport& one) const { return config::where(*suite.source, one.place); }
};

// One kind of what is covered, and how reports speak of it.
struct Kind {
  std::string_view things, never;
  const Covered& covered;
  std::optional<std::int64_t> demanded;

  bool enough() const { return !demanded || covered.percent() >= *demanded; }
  // "66% of the rules; never applied: idle"
  std::string text() const {
    std::string text = std::to_string(covered.percent()) + "% of the " + std::string(things);
    std::string names;
    for (const std::string& name : covered.missed()) names += (names.empty() ? "" : ", ") + name;
    return names.empty() ? text : text + "; " + std::string(never) + ": " + names;
  }
};

std::array<Kind, 3> kinds_of(const Played& played) {
  const Report& report = played.report;
  const auto& demanded = played.suite.coverage;
  return {{{"rules", "never applied", report.rules, demanded.rules},
           {"branches", "never taken", report.branches, demanded.branches},
           {"profiles", "never played", report.profiles, demanded.profiles}}};
}

std::string in_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += ' ';
    else
      out += c;
  }
  return out;
}

void print_pretty(const Played& played, const PolicyTestOptions& options, Console& console) {
  for (const CaseReport& one : played.report.cases) {
    if (one.failure.empty() && !options.verbose) continue;
    const bool passed = one.failure.empty();
    console.out << paint(console, passed ? Colour::green : Colour::red, passed ? "ok    " : "FAILED") << "  "
                << visible(one.name) << "\n";
    if (!passed)
      console.out << "        " << visible(played.place_of(one)) << ": " << visible(one.failure) << "\n";
  }
  for (const Kind& kind : kinds_of(played)) {
    const bool any = kind.things == "rules" || !kind.covered.all.empty();
    if (options.coverage && any) console.out << "coverage " << visible(kind.text()) << "\n";
  }
  const std::size_t failed = played.report.failed();
  console.out << visible(played.suite.source->file) << ": " << played.report.cases.size() - failed
              << " passed, " << failed << " failed"
              << (options.whole_chain ? "" : " (the policy and its rules alone)") << "\n";
}

void print_tap(const Played& played, Console& console) {
  console.out << "TAP version 13\n1.." << played.report.cases.size() << "\n";
  std::size_t number = 0;
  for (const CaseReport& one : played.report.cases) {
    console.out << (one.failure.empty() ? "ok " : "not ok ") << ++number << " - " << visible(one.name)
                << "\n";
    if (!one.failure.empty())
      console.out << "  # " << played.place_of(one) << ": " << visible(one.failure) << "\n";
  }
}

void print_junit(const Played& played, Console& console) {
  console.out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\""
              << in_xml(played.suite.source->file) << "\" tests=\"" << played.report.cases.size()
              << "\" failures=\"" << played.report.failed() << "\">\n";
  for (const CaseReport& one : played.report.cases) {
    console.out << "  <testcase name=\"" << in_xml(one.name) << "\"";
    if (one.failure.empty()) {
      console.out << "/>\n";
    } else {
      console.out << "><failure message=\"" << in_xml(played.place_of(one) + ": " + one.failure)
                  << "\"/></testcase>\n";
    }
  }
  console.out << "</testsuite>\n";
}

void print_github(const Played& played, Console& console) {
  for (const CaseReport& one : played.report.cases) {
    if (one.failure.empty()) continue;
    console.out << "::error file=" << played.suite.source->file << ",line=" << one.place.line
                << ",col=" << one.place.column << "::" << visible(one.name + ": " + one.failure) << "\n";
  }
}

Json to_json(const Played& played) {
  Json cases = Json::array();
  for (const CaseReport& one : played.report.cases) {
    Json entry = {{"name", one.name}, {"passed", one.failure.empty()}, {"line", one.place.line}};
    if (!one.failure.empty()) entry["failure"] = one.failure;
    cases.push_back(std::move(entry));
  }
  Json covered = Json::object();
  for (const Kind& kind : kinds_of(played)) {
    covered[std::string(kind.things)] = {{"percent", kind.covered.percent()},
                                         {"all", kind.covered.all.size()},
                                         {"missed", kind.covered.missed()}};
  }
  Json report = {
      {"file", played.suite.source->file}, {"passed", played.report.cases.size() - played.report.failed()},
      {"failed", played.report.failed()},  {"coverage", played.report.rules.percent()},
      {"covered", std::move(covered)},     {"cases", std::move(cases)}};
  for (const auto& [key, remarks] : {std::pair{"changed", &played.changed}, {"left", &played.left}}) {
    for (const policy_test::Remark& one : *remarks)
      report[key].push_back({{"name", one.name}, {"line", one.place.line}, {"what", one.text}});
  }
  return report;
}

// What --update has done to a file; in the stream for people where another is read by a program.
void print_update(const Played& played, const PolicyTestOptions& options, Console& console) {
  std::ostream& out = options.format == "pretty" ? console.out : console.err;
  const auto line = [&](const policy_test::Remark& one, const char* verb) {
    out << visible(config::where(*played.suite.source, one.place)) << ": " << verb << visible(one.text)
        << "  (" << visible(one.name) << ")\n";
  };
  for (const policy_test::Remark& one : played.changed) line(one, "");
  for (const policy_test::Remark& one : played.left) line(one, "not updated: ");
}

int invalid(const config::Findings& found, const PolicyTestOptions& options, Console& console) {
  if (options.format == "json") console.out << "{\"error\":\"a file is not valid\"}\n";
  for (const config::Problem& problem : found.errors) console.err << config::render(problem) << "\n";
  return kNegative;
}

// Brings a file up to date and plays it again. Nothing comes back where something is wrong: it has been
// printed or found.
std::optional<Played> update(const std::filesystem::path& file, Played before,
                             const PolicyTestOptions& options, config::Findings& found, Console& console) {
  policy_test::Update update = policy_test::update_expectations(before.suite, before.report);
  before.left = std::move(update.left);
  if (update.changed.empty()) return before;
  const auto source = std::make_shared<const config::Source>(
      config::Source{before.suite.source->file, std::move(update.text)});
  auto suite = policy_test::read_suite(source, file, found);
  if (!suite) return std::nullopt;
  Report report = policy_test::play(*suite, {.whole_chain = options.whole_chain}, found);
  if (!found.errors.empty()) return std::nullopt;
  if (const auto written = replace_text_file(file, source->text); !written) {
    console.err << "callgate: " << visible(file.string()) << ": " << visible(written.error().what) << "\n";
    return std::nullopt;
  }
  return Played{std::move(*suite), std::move(report), std::move(update.changed), std::move(before.left)};
}

std::optional<Played> play(const std::filesystem::path& file, const PolicyTestOptions& options,
                           config::Findings& found, Console& console) {
  auto suite = policy_test::read_suite(file, found);
  if (!suite) return std::nullopt;
  Report report =
      policy_test::play(*suite, {.whole_chain = options.whole_chain, .to_the_end = options.update}, found);
  if (!found.errors.empty()) return std::nullopt;
  Played played{std::move(*suite), std::move(report), {}, {}};
  if (!options.update || played.report.failed() == 0) return played;
  return update(file, std::move(played), options, found, console);
}

}  // namespace

int policy_test(const PolicyTestOptions& options, Console& console) {
  bool good = true;
  Json all = Json::array();
  for (const std::filesystem::path& file : options.files) {
    config::Findings found;
    const auto played = play(file, options, found, console);
    if (!played) return invalid(found, options, console);
    good = good && played->report.failed() == 0;
    print_update(*played, options, console);
    if (options.format == "tap") print_tap(*played, console);
    if (options.format == "junit") print_junit(*played, console);
    if (options.format == "github") print_github(*played, console);
    if (options.format == "json") all.push_back(to_json(*played));
    if (options.format == "pretty") print_pretty(*played, options, console);
    for (const Kind& kind : kinds_of(*played)) {
      if (!options.coverage || kind.enough()) continue;
      good = false;
      console.err << visible(file.string()) << ": coverage is " << visible(kind.text()) << ", and "
                  << *kind.demanded << "% are demanded\n";
    }
  }
  if (options.format == "json")
    console.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
  return good ? kOk : kNegative;
}

}  // namespace callgate::commands
