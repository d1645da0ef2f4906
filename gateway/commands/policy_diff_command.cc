#include "gateway/commands/policy_diff_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/policy_diff/policy_diff.h"
#include "gateway/commands/decision_changes.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/policy_files.h"
#include "gateway/policy_test/corpus.h"
#include "gateway/policy_test/player.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;
using ::callgate::policy_diff::Change;
using ::callgate::policy_diff::Direction;

std::vector<policy::Layer> read_layers(const std::filesystem::path& file, config::Findings& found) {
  PolicyFiles files = read_policy_files({file}, found);
  if (found.errors.empty()) (void)policy::read_policy(files.layers, {}, found);
  return std::move(files.layers);
}

// Every call under either policy. Cases come in the same order from both, and all are played to the end.
void compare_calls(const policy_test::Suite& corpus, const std::vector<policy::Layer>& before,
                   const std::vector<policy::Layer>& after, DecisionChanges& changes,
                   config::Findings& found) {
  const policy_test::PlayOptions options{.to_the_end = true};
  const auto a = policy_test::play(corpus, before, options, found);
  const auto b = policy_test::play(corpus, after, options, found);
  if (!found.errors.empty()) return;
  for (std::size_t i = 0; i < corpus.cases.size(); ++i) {
    const auto &was = a.cases[i].turns, &is = b.cases[i].turns;
    for (std::size_t turn = 0; turn < was.size(); ++turn) {
      changes.add(corpus.cases[i].steps[was[turn].step].tool, was[turn].outcome.decision,
                  is[turn].outcome.decision, corpus.cases[i].name);
    }
  }
}

Json to_json(const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const Change& change : changes) {
    Json one = {
        {"kind", to_string(change.kind)}, {"direction", to_string(change.direction)}, {"what", change.what}};
    if (!change.parts.empty()) one["parts"] = change.parts;
    if (!change.where.empty()) one["where"] = change.where;
    list.push_back(std::move(one));
  }
  return list;
}

void print_changes(const std::vector<Change>& changes, Console& console) {
  for (const Change& change : changes) {
    const Colour colour = change.direction == Direction::wider      ? Colour::red
                          : change.direction == Direction::narrower ? Colour::green
                                                                    : Colour::yellow;
    const char* sign = change.direction == Direction::wider      ? "- "
                       : change.direction == Direction::narrower ? "+ "
                                                                 : "~ ";
    std::string direction(to_string(change.direction));
    direction.resize(8, ' ');
    console.out << paint(console, colour, sign + direction) << "  " << to_string(change.kind) << " "
                << visible(change.what);
    for (std::size_t i = 0; i < change.parts.size(); ++i)
      console.out << (i ? ", " : ": ") << visible(change.parts[i]);
    if (!change.where.empty()) console.out << "  " << paint(console, Colour::dim, visible(change.where));
    console.out << "\n";
  }
}

void print_calls(const DecisionChanges& calls, const PolicyDiffOptions& options, Console& console) {
  console.out << "\n";
  calls.print(console, options.verbose);
  console.out << calls.changed() << " of " << calls.judged()
              << (calls.judged() == 1 ? " call is" : " calls are") << " decided otherwise\n";
}

int invalid(const config::Findings& found, const PolicyDiffOptions& options, Console& console) {
  if (options.json) console.out << "{\"error\":\"a file is not valid\"}\n";
  for (const config::Problem& problem : found.errors) console.err << config::render(problem) << "\n";
  return kNegative;
}

}  // namespace

int policy_diff(const PolicyDiffOptions& options, Console& console) {
  config::Findings found;
  const auto before = read_layers(options.before, found), after = read_layers(options.after, found);
  if (!found.errors.empty()) return invalid(found, options, console);
  const std::vector<Change> changes = ::callgate::policy_diff::compare_policies(before, after);
  DecisionChanges calls;
  if (!options.corpus.empty()) {
    const auto corpus = policy_test::read_corpus(options.corpus, found);
    if (corpus) compare_calls(*corpus, before, after, calls, found);
    if (!found.errors.empty()) return invalid(found, options, console);
  }
  if (options.json) {
    Json report = {{"changes", to_json(changes)}};
    if (!options.corpus.empty())
      report["calls"] = {
          {"judged", calls.judged()}, {"changed", calls.changed()}, {"decisions", calls.to_json()}};
    console.out << report.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
  } else {
    print_changes(changes, console);
    if (changes.empty()) console.out << "the policies say the same\n";
    if (!options.corpus.empty()) print_calls(calls, options, console);
  }
  return options.exit_code && (!changes.empty() || calls.changed() > 0) ? kNegative : kOk;
}

}  // namespace callgate::commands
