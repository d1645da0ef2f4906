#include "gateway/commands/policy_test_command.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/policy_test/player.h"

namespace callgate::commands {
namespace {

using policy_test::CaseReport;
using policy_test::Report;
using policy_test::Suite;
using Json = nlohmann::ordered_json;

struct Played {
  Suite suite;
  Report report;

  std::string place_of(const CaseReport& one) const { return config::where(*suite.source, one.place); }
  bool covered() const { return !suite.coverage || report.coverage() >= *suite.coverage; }
  std::string idle() const {
    std::string list;
    for (const std::string& id : report.rules) {
      if (!report.applied.contains(id)) list += (list.empty() ? "" : ", ") + id;
    }
    return list;
  }
};

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
  if (options.coverage) {
    console.out << "coverage " << played.report.coverage() << "% of the rules";
    if (!played.idle().empty()) console.out << "; never applied: " << visible(played.idle());
    console.out << "\n";
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
  return {{"file", played.suite.source->file},
          {"passed", played.report.cases.size() - played.report.failed()},
          {"failed", played.report.failed()},
          {"coverage", played.report.coverage()},
          {"cases", std::move(cases)}};
}

int invalid(const config::Findings& found, const PolicyTestOptions& options, Console& console) {
  if (options.format == "json") console.out << "{\"error\":\"a file is not valid\"}\n";
  for (const config::Problem& problem : found.errors) console.err << config::render(problem) << "\n";
  return kNegative;
}

}  // namespace

int policy_test(const PolicyTestOptions& options, Console& console) {
  bool good = true;
  Json all = Json::array();
  for (const std::filesystem::path& file : options.files) {
    config::Findings found;
    auto suite = policy_test::read_suite(file, found);
    if (!suite) return invalid(found, options, console);
    Report report = policy_test::play(*suite, options.whole_chain, found);
    if (!found.errors.empty()) return invalid(found, options, console);
    const Played played{std::move(*suite), std::move(report)};
    const bool covered = !options.coverage || played.covered();
    good = good && covered && played.report.failed() == 0;
    if (options.format == "tap") print_tap(played, console);
    if (options.format == "junit") print_junit(played, console);
    if (options.format == "github") print_github(played, console);
    if (options.format == "json") all.push_back(to_json(played));
    if (options.format == "pretty") print_pretty(played, options, console);
    if (!covered) {
      console.err << file.string() << ": coverage is " << played.report.coverage() << "%, and "
                  << *played.suite.coverage << "% are demanded; never applied: " << visible(played.idle())
                  << "\n";
    }
  }
  if (options.format == "json")
    console.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
  return good ? kOk : kNegative;
}

}  // namespace callgate::commands
