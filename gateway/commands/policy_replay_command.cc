#include "gateway/commands/policy_replay_command.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/commands/decision_changes.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/ledger_damage.h"
#include "gateway/commands/replay_run.h"
#include "gateway/commands/report_command.h"
#include "gateway/commands/visible.h"
#include "gateway/state/directory.h"
#include "gateway/state/ledger_reader.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;
using How = Replayed::How;

// The calls of the ledger by run, each run in the order in which its calls came.
struct Past {
  std::map<std::string, std::vector<PastCall>, std::less<>> runs;
  std::string first, last;
  std::uint64_t damaged = 0;
  int exit = kOk;  // kNegative: there is a ledger, and nothing in it could be read
};

struct Outcome {
  std::uint64_t calls = 0, whole = 0, blanked = 0, by_name = 0, not_kept = 0, secrets_decided = 0;
  DecisionChanges changes;

  void add(const PastCall& call, const Replayed& played) {
    ++calls;
    whole += played.how == How::whole;
    blanked += played.how == How::whole && call.kept.blanked;
    by_name += played.how == How::by_name;
    not_kept += played.how == How::not_kept;
    secrets_decided += played.how == How::secrets_decided;
    if (played.how == How::whole || played.how == How::by_name)
      changes.add(call.record.name(), played.before, played.after, call.record.call);
  }
};

Result<Past> read_past(const std::filesystem::path& ledger, const std::string& earliest,
                       state::Approvals* approvals, Console& console) {
  Past past;
  state::LedgerReader reader(ledger);
  auto done = reader.each([&](std::string_view line) {
    PastCall call{read_ledger_record(line), {}, {}};
    const LedgerRecord& record = call.record;
    const auto time = parse_rfc3339(record.time);
    if (!record.is_call() || record.is_content() || !time || record.time < earliest) return true;
    call.kept = kept_call(record, approvals);
    const auto took = std::chrono::ceil<Millis>(std::chrono::microseconds(record.micros.value_or(0)));
    call.start = *time - std::clamp(took, Millis{0}, Millis{std::chrono::days(1)});
    if (past.first.empty() || record.time < past.first) past.first = record.time;
    past.last = std::max(past.last, record.time);
    past.runs[std::string(record.run())].push_back(std::move(call));
    return true;
  });
  if (!done) return done.error();
  for (auto& [run, calls] : past.runs) std::ranges::stable_sort(calls, {}, &PastCall::start);
  past.damaged = reader.damaged();
  past.exit = tell_damage(reader, console);
  return past;
}

void print_json(const Past& past, const Outcome& outcome, const Config& config, const std::string& played,
                Console& console) {
  const Json report = {
      {"policy", played},
      {"revision", config.policy.revision},
      {"from", past.first},
      {"to", past.last},
      {"runs", past.runs.size()},
      {"calls", outcome.calls},
      {"judged",
       {{"withArguments", outcome.whole}, {"blanked", outcome.blanked}, {"byName", outcome.by_name}}},
      {"notJudged", {{"argumentsNotKept", outcome.not_kept}, {"secretsDecided", outcome.secrets_decided}}},
      {"changed", outcome.changes.changed()},
      {"changes", outcome.changes.to_json()},
      {"damagedLines", past.damaged}};
  console.out << visible_json(report.dump(2, ' ', false, Json::error_handler_t::replace)) << "\n";
}

std::string counted(std::uint64_t count, const char* thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

void print_text(const Past& past, const Outcome& outcome, const ReplayRequest& request, Console& console) {
  if (outcome.calls == 0) {
    console.out << "No calls are recorded.\n";
    return;
  }
  console.out << counted(outcome.calls, "call") << " in " << counted(past.runs.size(), "run") << ", from "
              << visible(past.first) << " to " << visible(past.last) << "; judged by "
              << visible(request.played) << "\n";
  const auto line = [&](std::uint64_t count, const std::string& what) {
    if (count) console.out << "  " << count << " " << what << "\n";
  };
  line(outcome.whole,
       "judged with their arguments" +
           (outcome.blanked ? ", " + std::to_string(outcome.blanked) +
                                  " of them without the secrets in them, which may hide something"
                            : std::string()));
  line(outcome.by_name, "judged by the policy and the tool's name alone; their arguments were not kept");
  line(outcome.not_kept, "not judged: their arguments would be needed, and were not kept");
  line(outcome.secrets_decided, "not judged: what had decided them was taken out of their arguments");
  if (outcome.not_kept)
    console.out << "  (\"ledger\": { \"arguments\": \"all\" } in the configuration keeps them from now on)\n";
  console.out << "\n";
  outcome.changes.print(console, request.verbose);
  if (outcome.changes.changed()) console.out << "\n";
  console.out << counted(outcome.changes.changed(), "decision") << " of " << outcome.changes.judged()
              << " would change.\n";
}

}  // namespace

int policy_replay(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
                  const ReplayRequest& request, Console& console) {
  const auto earliest = read_since(request.since, clock.today());
  if (!earliest) return fail(console, earliest.error());
  const auto directory = state::Directory::existing(request.state_root);
  std::error_code ignored;
  if (request.ledger.empty() && !directory) {
    (void)fail(console, directory.error());
    return kUnreachable;
  }
  if (!request.ledger.empty() && !std::filesystem::exists(request.ledger, ignored))
    return fail(console, error(Errc::not_found, "there is no ledger " + request.ledger.string()));
  std::optional<state::Database> database;
  std::optional<state::Approvals> approvals;
  if (directory && std::filesystem::exists(directory->database(), ignored)) {
    database.emplace(directory->database());
    approvals.emplace(*database, clock);
  }
  const auto past = read_past(request.ledger.empty() ? directory->ledger() : request.ledger, *earliest,
                              approvals ? &*approvals : nullptr, console);
  if (!past) return fail(console, past.error());

  Outcome outcome;
  const KnownTools tools(config, request.state_root);
  for (const auto& [run, calls] : past->runs) {
    const std::vector<Replayed> played = replay_run(config, world, request.principal, tools, calls);
    for (std::size_t i = 0; i < calls.size(); ++i) outcome.add(calls[i], played[i]);
  }
  if (request.json) {
    print_json(*past, outcome, config, request.played, console);
  } else if (past->exit == kOk) {
    print_text(*past, outcome, request, console);
  }
  if (past->exit != kOk) return past->exit;
  return request.exit_code && outcome.changes.changed() ? kNegative : kOk;
}

}  // namespace callgate::commands
