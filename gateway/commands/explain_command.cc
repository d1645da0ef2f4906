#include "gateway/commands/explain_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/json/view.h"
#include "core/policy/remark.h"
#include "gateway/commands/accepted_pins.h"
#include "gateway/commands/check_command.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/explain_text.h"
#include "gateway/commands/recorded_call.h"
#include "gateway/commands/replay_run.h"
#include "gateway/commands/verdict_text.h"
#include "gateway/commands/visible.h"
#include "gateway/state/approval_id.h"
#include "gateway/state/directory.h"
#include "gateway/state/ledger_reader.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;

// "8f3a61c2-17".
bool is_call_id(std::string_view word) {
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return word.size() > 9 && word[8] == '-' && std::ranges::all_of(word.substr(0, 8), hex) &&
         std::ranges::all_of(word.substr(9), digit);
}

// A whole id of an approval, with its dash: no tool of that form is likely, and one would be shadowed only
// where such an approval exists.
bool is_approval_id(std::string_view word) {
  return word.size() == 7 && word[4] == '-' && state::read_approval_id(word);
}

// What was decided once, and what is told of it.
struct Past {
  std::string tool, server, native, before, rule;
  KeptCall kept;
  std::string digest;
  Json json;                                              // of the record
  std::vector<std::pair<const char*, std::string>> text;  // name and value
};

Past past_of(const LedgerRecord& record, state::Approvals* approvals) {
  Past past{record.name(),           record.server,  record.tool,
            decision_before(record), record.rule,    kept_call(record, approvals),
            record.digest,           Json::object(), {}};
  past.text = {{"call", record.call},   {"at", record.time},        {"decided", record.decision},
               {"guard", record.guard}, {"rule", record.rule},      {"code", record.code},
               {"why", record.reason},  {"outcome", record.outcome}};
  for (const auto& [name, value] : past.text)
    if (!value.empty()) past.json[name] = value;
  for (const std::string& would : record.would_be) {
    past.text.emplace_back("would", would);
    past.json["would"].push_back(would);
  }
  if (record.micros) {
    past.text.emplace_back("took", readable_duration(*record.micros));
    past.json["micros"] = *record.micros;
  }
  return past;
}

Past past_of(const state::Approval& approval) {
  Past past{approval.exposed,    approval.server, approval.tool,  "ask", approval.rule,
            kept_call(approval), approval.digest, Json::object(), {}};
  past.text = {{"approval", approval.id},
               {"state", std::string(to_string(approval.state))},
               {"held", rfc3339(approval.created)},
               {"expires", rfc3339(approval.expires)},
               {"rule", approval.rule},
               {"why", approval.reason},
               {"by", approval.identity},
               {"note", approval.note}};
  for (const auto& [name, value] : past.text)
    if (!value.empty()) past.json[name] = value;
  if (approval.consumed) past.text.emplace_back("used", rfc3339(*approval.consumed));
  if (approval.consumed) past.json["used"] = rfc3339(*approval.consumed);
  return past;
}

Result<Past> find_call(const state::Directory& directory, const std::string& id,
                       state::Approvals& approvals) {
  state::LedgerReader reader(directory.ledger());
  std::optional<LedgerRecord> found;
  auto done = reader.each([&](std::string_view line) {
    if (json::decode(json::member(line, "call")) != id) return true;
    LedgerRecord record = read_ledger_record(line);
    if (record.is_call()) found = std::move(record);
    return !found;
  });
  if (!done) return done.error();
  if (!found) return error(Errc::not_found, "no call " + id + " in the ledger; see: callgate ledger tail");
  return past_of(*found, &approvals);
}

// One run of the command.
class Explainer {
 public:
  Explainer(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
            const ExplainRequest& request, Console& console)
      : config_(config), world_(std::move(world)), clock_(clock), request_(request), console_(console) {}

  int run() {
    if (request_.arguments) {
      auto readable = read_arguments(*request_.arguments);
      if (!readable) return fail(console_, readable.error());
      arguments_ = std::move(*readable);
    }
    auto pins = accepted_pins(config_, request_.state_root, clock_);
    if (!pins) return fail(console_, pins.error());
    pins_ = std::move(*pins);
    const bool call = is_call_id(request_.what);
    if (!call && !is_approval_id(request_.what)) return tool();
    const auto directory = state::Directory::existing(request_.state_root);
    if (!directory) {
      (void)fail(console_, directory.error());
      return kUnreachable;
    }
    state::Database database(directory->database());
    state::Approvals approvals(database, clock_);
    if (call) {
      auto past = find_call(*directory, request_.what, approvals);
      return past ? recorded(std::move(*past), "call") : fail(console_, past.error());
    }
    auto approval = approvals.find(request_.what);
    return approval ? recorded(past_of(*approval), "approval") : fail(console_, approval.error());
  }

 private:
  Explanation explain(KnownTools::Found found, const std::string& arguments) const {
    return explain_call(config_, world_, clock_, request_.principal, std::move(found), arguments, pins_);
  }

  int tool() {
    KnownTools::Found found = KnownTools(config_, request_.state_root).find(request_.what);
    remark_unknown(found, console_);
    const Explanation told = explain(std::move(found), arguments_.value_or("{}"));
    if (request_.json) {
      print(explanation_json(told));
    } else {
      print_explanation(told, console_);
      if (!arguments_) console_.out << "judged without arguments: give them with --args\n";
    }
    return told.found.unknown ? int{kNegative} : exit_of(told.judged.notice.decision);
  }

  int recorded(Past past, const char* kind) {
    if (arguments_) past.kept = {*arguments_, false, "--args"};
    Json json = {{kind, past.json}};
    json["tool"] = past.tool;
    if (!request_.json) print_past(past);
    if (past.kept.arguments.empty()) {
      json["judgedAgain"] = nullptr;
      if (request_.json) return print(json);
      console_.out
          << "\nIts arguments were not kept, so it cannot be judged again. Give them with --args, or "
             "have them\nkept: \"ledger\": { \"arguments\": \"all\" } in the configuration.\n";
      return kOk;
    }
    const KnownTools known(config_, request_.state_root);
    const Explanation told = explain(known.find(past.server, past.native, past.tool), past.kept.arguments);
    const std::string now = in_policy_words(told.judged.notice.decision);
    const std::string differs = difference(past, told, now);
    if (!request_.json) {
      console_.out << "\n" << visible(differs) << "\n";
      if (past.kept.blanked)
        console_.out << "Secrets were taken out of the arguments: what guards look for may be missing.\n";
      console_.out << "\n";
      print_explanation(told, console_);
      return kOk;
    }
    json["argumentsFrom"] = past.kept.from;
    json["argumentsBlanked"] = past.kept.blanked;
    json["before"] = past.before;
    json["now"] = now;
    json["differs"] = past.before != now || by_another_rule(past, told);
    json["judgedAgain"] = explanation_json(told);
    return print(json);
  }

  // Of a call that ran once a person had agreed, the ledger does not say which rule had asked.
  static bool by_another_rule(const Past& past, const Explanation& told) {
    if (past.before == "ask" && past.rule.empty()) return false;
    return past.rule != told.judged.notice.why.rule;
  }

  // What the policy of now makes of it, as a first call.
  static std::string difference(const Past& past, const Explanation& told, const std::string& now) {
    const std::string& rule = told.judged.notice.why.rule;
    std::string text =
        "Judged again by the policy of now, with the arguments of " + past.kept.from + ", as a first call: ";
    if (past.before != now) return text + past.before + " then, " + now + " now.";
    if (by_another_rule(past, told)) {
      const auto named = [](const std::string& id) { return id.empty() ? std::string("no rule") : id; };
      return text + now + " again, but by " + named(rule) + " instead of " + named(past.rule) + ".";
    }
    if (!past.digest.empty() && !past.kept.blanked && past.digest != told.digest)
      return text + now +
             " again; an approval given then no longer fits (policy, profile or definition differ).";
    return text + now + " again.";
  }

  void print_past(const Past& past) {
    console_.out << paint(console_, Colour::bold, visible(past.tool)) << "\n";
    for (const auto& [name, value] : past.text) {
      if (value.empty()) continue;
      const std::string_view label(name);
      console_.out << "  " << label << std::string(label.size() < 9 ? 9 - label.size() : 1, ' ')
                   << visible(value) << "\n";
    }
    if (!past.kept.arguments.empty())
      console_.out << "  args     " << visible(policy::shown_json(past.kept.arguments)) << "\n";
  }

  int print(const Json& json) {
    console_.out << visible_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) << "\n";
    return kOk;
  }

  const Config& config_;
  const std::shared_ptr<const policy::World> world_;
  const Clock& clock_;
  const ExplainRequest& request_;
  Console& console_;
  std::optional<std::string> arguments_;  // of the request, on one line
  std::shared_ptr<guard::PinStore> pins_;
};

}  // namespace

int explain(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
            const ExplainRequest& request, Console& console) {
  return Explainer(config, std::move(world), clock, request, console).run();
}

}  // namespace callgate::commands
