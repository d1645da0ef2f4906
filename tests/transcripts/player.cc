#include "player.h"

#include <signal.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "match.h"

namespace callgate::test {
namespace {

constexpr std::size_t kLogLines = 12;
constexpr std::size_t kShown = 1500;

std::string cut(const std::string& text) {
  return text.size() <= kShown ? text
                               : text.substr(0, kShown) + "… (" + std::to_string(text.size()) + " bytes)";
}

}  // namespace

std::string Player::play() {
  if (std::string problem = stage_.set_up(); !problem.empty())
    return report(case_.line, "setting up", problem);
  variables_ = stage_.variables();
  for (const Step& step : case_.steps) {
    if (std::string problem = play_step(step); !problem.empty()) {
      return report(step.line, cut(dump(step.json)), problem);
    }
  }
  if (std::string problem = finish(); !problem.empty())
    return report(case_.line, "after the last step", problem);
  return {};
}

std::string Player::play_step(const Step& step) {
  const Json filled = fill_in(step.json, variables_);
  return (this->*verbs().at(filled.begin().key()))(filled);
}

// A case ends clean: the program ends with 0 at end of input, it has said nothing more, and no process is
// left.
std::string Player::finish() {
  if (!exited_) {
    stage_.close_input();
    const bool ended = stage_.wait([&] { return stage_.exit_code() && stage_.output_ended(); });
    if (!ended) return "the program does not end at end of input";
    const int code = *stage_.exit_code();
    if (code != 0) return "the program ended with " + std::to_string(code) + " at end of input";
  }
  if (!case_.header.contains("loose")) {
    for (const std::string& line : stage_.host_lines()) {
      if (line.find("/list_changed\"") == line.npos) return "a line that no step expected: " + cut(line);
    }
  }
  for (const auto& link : stage_.links()) {
    if (!stage_.wait([&] { return link->gone(); }))
      return "processes of " + link->name() + " are still there";
  }
  return {};
}

std::string Player::report(int line, const std::string& where, const std::string& problem) const {
  std::string out = "FAIL " + case_.file + ":" + std::to_string(line) + ": " + case_.name +
                    "\n     step: " + where + "\n     " + problem + "\n";
  const std::vector<std::string>& log = stage_.log();
  const std::size_t from = log.size() > kLogLines ? log.size() - kLogLines : 0;
  for (std::size_t i = from; i < log.size(); ++i) out += "     log: " + log[i].substr(0, 300) + "\n";
  return out;
}

const std::map<std::string, Player::Verb>& Player::verbs() {
  using P = Player;
  static const std::map<std::string, Verb> kVerbs = {{"host", &P::host},
                                                     {"modern", &P::modern},
                                                     {"raw", &P::raw},
                                                     {"rawHex", &P::raw_hex},
                                                     {"bytes", &P::bytes},
                                                     {"big", &P::big},
                                                     {"open", &P::open},
                                                     {"expect", &P::expect},
                                                     {"expectAny", &P::expect_any},
                                                     {"expectRaw", &P::expect_raw},
                                                     {"silent", &P::silent},
                                                     {"close", &P::close},
                                                     {"signal", &P::signal},
                                                     {"exit", &P::exit},
                                                     {"cli", &P::cli},
                                                     {"restart", &P::restart},
                                                     {"log", &P::log},
                                                     {"gone", &P::gone},
                                                     {"advance", &P::advance},
                                                     {"server", &P::server}};
  return kVerbs;
}

std::string Player::close(const Json&) {
  stage_.close_input();
  return {};
}

std::string Player::signal(const Json& step) {
  static const std::map<std::string, int> kNumbers = {{"TERM", SIGTERM}, {"INT", SIGINT},
                                                      {"KILL", SIGKILL}, {"HUP", SIGHUP},
                                                      {"STOP", SIGSTOP}, {"CONT", SIGCONT}};
  stage_.signal(kNumbers.at(step["signal"]));
  return {};
}

std::string Player::exit(const Json& step) {
  exited_ = true;
  if (!stage_.wait([&] { return stage_.exit_code() && stage_.output_ended(); })) return "it does not end";
  const int code = *stage_.exit_code();
  return step["exit"] == code ? ""
                              : "expected exit code " + dump(step["exit"]) + ", came " + std::to_string(code);
}

std::string Player::restart(const Json&) {
  stage_.close_input();
  if (!stage_.wait([&] { return stage_.exit_code() && stage_.output_ended(); })) return "it does not end";
  stage_.host_lines().clear();
  aside_.clear();
  return stage_.start();
}

std::string Player::log(const Json& step) {
  const std::string pattern = step["log"];
  const bool found = stage_.wait([&] {
    return std::any_of(stage_.log().begin(), stage_.log().end(),
                       [&](const std::string& line) { return glob_matches(pattern, line); });
  });
  return found ? "" : "no log line matches " + pattern;
}

std::string Player::gone(const Json& step) {
  ServerLink* link = stage_.link(step["gone"]);
  return stage_.wait([&] { return link->gone(); }) ? "" : "processes of " + link->name() + " are still there";
}

std::string Player::advance(const Json& step) {
  const std::string length = step["advance"];
  std::size_t digits = 0;
  const double count = std::stod(length, &digits);
  static const std::map<std::string, double> kUnits = {{"ms", 1}, {"s", 1000}, {"m", 60'000}};
  const double millis = count * kUnits.at(length.substr(digits));
  return stage_.advance(std::chrono::milliseconds(std::llround(millis)));
}

std::string Player::cli(const Json& step) {
  std::string out, err;
  int code = 0;
  const auto arguments = step["cli"].get<std::vector<std::string>>();
  if (std::string problem = stage_.run_command(arguments, step.value("stdin", ""), out, err, code);
      !problem.empty()) {
    return problem;
  }
  const std::string came = "\n     out: " + cut(out) + "\n     err: " + cut(err);
  if (code != step.value("exit", 0)) return "exit code " + std::to_string(code) + came;
  if (step.contains("expectErr") && !glob_matches(step["expectErr"].get<std::string>(), err))
    return "stderr" + came;
  if (!step.contains("expectOut") && !step.contains("capture")) return {};
  if (step.contains("expectOut") && step["expectOut"].is_string()) {
    return glob_matches(step["expectOut"].get<std::string>(), out) ? "" : "stdout" + came;
  }
  if (step.value("jsonLines", false)) {
    std::replace(out.begin(), out.end(), '\n', ',');
    if (!out.empty()) out.back() = ']';
    out.insert(0, out.empty() ? "[]" : "[");
  }
  if (std::string problem = check(step.value("expectOut", Json::object({{"$any", true}})), step, out);
      !problem.empty()) {
    return problem + came;
  }
  return {};
}

}  // namespace callgate::test
