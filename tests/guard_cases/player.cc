#include "player.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "answer.h"
#include "core/config/report.h"
#include "core/guards/registry.h"
#include "core/policy/reader.h"
#include "steps.h"

namespace callgate::guard_cases {
namespace {

using namespace callgate::guard;

// Who calls, and where.
struct CaseWorld final : policy::World {
  CaseWorld(const Setup& setup, std::string who, const std::optional<double>& reported)
      : World("/home/u", setup.cwd), variables(setup.variables), agent(std::move(who)), severity(reported) {}
  std::optional<std::string_view> variable(std::string_view name) const override {
    const auto found = variables.find(std::string(name));
    return found == variables.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }
  std::optional<std::string_view> principal(std::string_view name) const override {
    return name == "agent" && !agent.empty() ? std::optional<std::string_view>(agent) : std::nullopt;
  }
  std::optional<double> number_in(const std::string& file) const override {
    return file == "severity" ? severity : std::nullopt;
  }
  const std::map<std::string, std::string> variables;
  const std::string agent;
  const std::optional<double>& severity;  // the player's
};

struct Underway {
  Underway(std::shared_ptr<const GuardChain> chain, std::string id, mcp::ToolPtr tool,
           const std::string& arguments)
      : call(std::move(id), std::move(tool), Bytes::copy(arguments)), passage(std::move(chain), call) {
    verdict = passage.enter();
  }
  bool waits() const { return std::holds_alternative<Wait>(verdict); }
  Call call;
  Passage passage;
  Verdict verdict;
};

// What the host would see of a step.
struct Seen {
  std::string before, after;
};

class Player {
 public:
  Player(const Json& one, const Setup& setup) : one_(one), setup_(setup) {}
  std::vector<std::string> play();

 private:
  struct Open {
    std::size_t step;
    std::unique_ptr<Underway> call;
    bool waits;
  };

  bool read(std::vector<std::string>& wrong);
  std::shared_ptr<const GuardChain> chain_of(const std::string& agent, const std::string& session = "");
  mcp::ToolPtr tool_of(const std::string& name);
  std::string session_of(const Json& step) const;
  std::unique_ptr<Underway> enter(const Json& step);
  void step(std::size_t number);
  void many(std::size_t number, std::size_t count, bool at_once);
  void release(std::size_t number);
  void end_all();
  Seen finish(Underway& call, const Json& told);
  void decide(Underway& call, const std::string& approval);
  void compare(std::vector<std::string>& wrong) const;
  void count(std::vector<std::string>& wrong) const;
  void pass(const Json& told, const char* member);

  const Json& one_;
  const Setup& setup_;
  policy::Policy policy_;
  bool loaded_ = false;
  std::optional<double> severity_ = 0;  // what is reported from outside at the present step
  ManualClock clock_;
  std::map<std::string, std::shared_ptr<GuardMemory>> memories_;  // by session
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const GuardChain>> chains_;
  std::map<std::string, mcp::ToolPtr> tools_;
  std::vector<Open> open_;
  std::vector<Seen> seen_;
  std::map<std::string, std::string> references_;  // that results carry, by the id of their call
  int calls_ = 0, executed_ = 0, cached_ = 0;
};

// Nothing, where it is no number: "nan", null.
std::optional<double> number_of(const Json& value) {
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

// False if nothing can be played. A policy that must not load and does not refuses every call.
bool Player::read(std::vector<std::string>& wrong) {
  Json text = setup_.policy;
  Json& guards = text["guards"];
  for (const auto& [name, knobs] : guards.items()) {
    const bool known =
        std::ranges::any_of(policy::knob_tables(), [&](const auto& table) { return table.guard == name; });
    if (!known) wrong.push_back("there is no guard " + name);
  }
  if (!wrong.empty()) return false;
  for (const policy::KnobTable& table : policy::knob_tables()) {
    const std::string name(table.guard);
    if (guards.contains(name)) {
      if (!guards[name].contains("mode")) guards[name]["mode"] = "enforce";
    } else if (name != "approval") {
      guards[name] = {{"mode", "off"}};
    }
  }
  config::Findings found;
  auto source = std::make_shared<const config::Source>(config::Source{"policy", text.dump()});
  auto tree = config::parse_jsonc(source, found.errors);
  std::optional<policy::Reading> reading;
  if (tree) {
    std::vector<policy::Layer> layers;
    layers.push_back({source, std::move(*tree)});
    reading = policy::read_policy(layers, {}, found);
  }
  loaded_ = reading.has_value();
  if (loaded_) policy_ = std::move(reading->policy);
  if (loaded_ || setup_.faulty) return true;
  for (const config::Problem& problem : found.errors) wrong.push_back(config::one_line(problem));
  return false;
}

std::shared_ptr<const GuardChain> Player::chain_of(const std::string& agent, const std::string& session) {
  std::shared_ptr<const GuardChain>& chain = chains_[{agent, session}];
  if (!chain) {
    std::shared_ptr<GuardMemory>& memory = memories_[session];
    if (!memory) memory = std::make_shared<GuardMemory>();
    GuardDeps deps{.clock = clock_, .home = "/home/u", .cwd = setup_.cwd, .memory = memory};
    deps.world = std::make_shared<const CaseWorld>(setup_, agent, severity_);
    chain = make_chain(policy_, deps, agent);
  }
  return chain;
}

mcp::ToolPtr Player::tool_of(const std::string& name) {
  mcp::ToolPtr& kept = tools_[name];
  if (kept) return kept;
  auto tool = std::make_shared<mcp::Tool>();
  std::tie(tool->server, tool->native) = names_of(name);
  tool->exposed = tool->server + "__" + tool->native;
  Json definition = {{"name", tool->native}};
  if (!setup_.input_schema.is_null()) definition["inputSchema"] = setup_.input_schema;
  tool->definition = Bytes::copy(definition.dump());
  return kept = std::move(tool);
}

// The host a step comes from, where hosts make a difference.
std::string Player::session_of(const Json& step) const {
  const bool told = setup_.sessions_apart && step[2].is_object();
  const Json session = told ? step[2].value("session", Json()) : Json();
  return session.is_string() ? session.get<std::string>() : "";
}

std::unique_ptr<Underway> Player::enter(const Json& step) {
  Json arguments = step[1];
  if (setup_.ticketed && step[2].is_object() && step[2].contains("ticket_id"))
    arguments["ticket_id"] = step[2]["ticket_id"];
  for (auto& [key, value] : arguments.items()) {
    constexpr std::string_view kOf = "<ref of call ";
    if (!value.is_string() || !value.get<std::string>().starts_with(kOf)) continue;
    const std::string number = value.get<std::string>().substr(kOf.size());
    value = references_["c" + number.substr(0, number.find('>'))];
  }
  return std::make_unique<Underway>(chain_of(arguments.value("actor", setup_.agent), session_of(step)),
                                    "c" + std::to_string(++calls_), tool_of(step[0]), arguments.dump());
}

// What a person made of a held call.
void Player::decide(Underway& call, const std::string& approval) {
  const Reply reply = reply_in(approval);
  if (!std::holds_alternative<Ask>(call.verdict) || reply == Reply::none) return;
  if (reply == Reply::granted) {
    call.call.set_approved();
    call.verdict = call.passage.enter();
  } else {
    call.verdict = Deny{{"approval", "", "approval_" + approval, "", ""}, std::nullopt};
  }
}

Seen Player::finish(Underway& call, const Json& told) {
  Seen seen;
  const Deny* deny = std::get_if<Deny>(&call.verdict);
  seen.before = to_string(deny && deny->guidance ? Decision::rewrite : decision_of(call.verdict));
  if (const Answer* answer = std::get_if<Answer>(&call.verdict)) {
    ++cached_;
    seen.before = "cache";
    call.passage.leave(answer->result);
    call.passage.end(Ending::answered);
    return seen;
  }
  if (!std::holds_alternative<Allow>(call.verdict)) {
    call.passage.end(Ending::denied);
    return seen;
  }
  ++executed_;
  for (const auto& [decision, why] : call.passage.taken()) seen.before = to_string(decision);
  if (told.is_object() && told.contains("cancel_after_ms")) {
    call.passage.end(Ending::cancelled);
    seen.before = "cancelled";
    return seen;
  }
  const std::size_t taken = call.passage.taken().size();
  const Amend amend = call.passage.leave(Bytes::copy(answer_of(told)));
  call.passage.end(Ending::answered);
  references_[call.call.id()] = call.call.reference();
  seen.after = to_string(decision_of(amend));
  if (std::holds_alternative<Keep>(amend) && call.passage.taken().size() > taken)
    seen.after = to_string(call.passage.taken().back().first);
  return seen;
}

void Player::pass(const Json& told, const char* member) {
  if (told.is_object() && told.contains(member))
    clock_.advance(Millis(told[member].get<std::int64_t>() * setup_.clock_rate));
}

// The strictest of what `count` calls got; what the others got shows in the counts.
void Player::many(std::size_t number, std::size_t count, bool at_once) {
  const Json& step = one_["sequence"][number];
  std::vector<std::unique_ptr<Underway>> calls;
  Seen worst{"allow", "allow"};
  const auto end = [&] {
    for (const auto& call : calls)
      if (const Seen seen = finish(*call, step[2]); seen.before != "allow") worst = seen;
    calls.clear();
  };
  for (std::size_t i = 0; i < count; ++i) {
    calls.push_back(enter(step));
    if (!at_once) end();
  }
  end();
  seen_[number] = worst;
}

void Player::release(std::size_t number) {
  for (auto at = open_.begin(); at != open_.end(); ++at) {
    const Json& step = one_["sequence"][number];
    if (&at->call->call.tool() != tool_of(step[0]).get()) continue;
    if (session_of(one_["sequence"][at->step]) != session_of(step)) continue;
    seen_[at->step] = finish(*at->call, nullptr);
    open_.erase(at);
    break;
  }
  seen_[number] = {"allow", "allow"};
}

void Player::step(std::size_t number) {
  const Json& step = one_["sequence"][number];
  const Json none = Json::object();
  const Json& told = step[2].is_object() ? step[2] : none;
  pass(told, "elapsed_before_ms");
  severity_ = told.contains("severity") ? number_of(told["severity"]) : 0;
  const std::string op = told.value("op", "");
  if (told.contains("parallel")) return many(number, told["parallel"].get<std::size_t>(), true);
  if (told.contains("plan")) {
    const std::string plan = told["plan"];
    std::size_t count = 1;
    std::from_chars(plan.data(), plan.data() + plan.size(), count);
    return many(number, count, false);
  }
  if (op == "rel") return release(number);
  auto call = enter(step);
  decide(*call, told.value("approval", ""));
  // Who waits for a call that has not ended yet goes on when it ends; for anything else it would wait in
  // vain.
  if (call->waits() && (open_.empty() || op == "acq")) {
    call->call.set_waited();
    call->verdict = call->passage.enter();
  }
  if (call->waits() || told.value("pending", false) ||
      (op == "acq" && std::holds_alternative<Allow>(call->verdict))) {
    const bool waits = call->waits();
    open_.push_back({number, std::move(call), waits});
  } else {
    seen_[number] = finish(*call, told);
  }
  pass(told, "wait_ms");
}

void Player::end_all() {
  for (const bool waiting : {false, true}) {
    for (Open& one : open_) {
      if (one.waits != waiting) continue;
      if (waiting) one.call->verdict = one.call->passage.enter();
      seen_[one.step] = finish(*one.call, one_["sequence"][one.step][2]);
    }
  }
}

// Sources that know but one kind of refusal owe nothing to the difference between two.
bool same(const std::string& expected, const std::string& got, bool tells_rewrites) {
  const auto refused = [](const std::string& word) { return word == "deny" || word == "rewrite"; };
  return expected == got || (expected == "replay" && got == "cache") ||
         (!tells_rewrites && refused(expected) && refused(got)) || (expected == "deny" && got == "suppress");
}

void Player::compare(std::vector<std::string>& wrong) const {
  const Json& expected = one_["expected"];
  const auto check = [&](std::size_t step, const char* where, const std::string& owed,
                         const std::string& got) {
    if (!same(owed, got, setup_.tells_rewrites))
      wrong.push_back("step " + std::to_string(step + 1) + ": expected " + where + owed + ", got " + got);
  };
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].is_object()) {
      check(i, "", expected[i].value("pre", "allow"), seen_[i].before);
      check(i, "afterwards ", expected[i].value("post", "allow"), seen_[i].after);
    } else {
      check(i, "", expected[i], seen_[i].before);
    }
  }
}

void Player::count(std::vector<std::string>& wrong) const {
  const Json counts = one_.value("counts", Json::object());
  // Where the source errs, its counts are those of the error.
  if (one_["kind"] != "parity") return;
  const auto check = [&](const char* what, int got) {
    if (counts.contains(what) && counts[what] != got)
      wrong.push_back(std::string(what) + ": expected " + counts[what].dump() + ", got " +
                      std::to_string(got));
  };
  check("executed", executed_);
  check("cached", cached_);
  check("denied", calls_ - executed_);  // which counts what was answered from memory, too
}

std::vector<std::string> Player::play() {
  std::vector<std::string> wrong;
  if (!read(wrong)) return wrong;
  const std::size_t steps = one_["sequence"].size();
  seen_.resize(steps);
  if (loaded_) {
    if (!setup_.earlier.is_null()) {
      Underway before(chain_of(setup_.agent), "before", tool_of("before"), "{}");
      before.passage.leave(Bytes::copy(answer_of({{"payload", {{"bound", setup_.earlier}}}})));
      before.passage.end(Ending::answered);
    }
    chain_of(setup_.agent);
    for (std::size_t i = 0; i < steps; ++i) step(i);
    end_all();
  } else {
    for (Seen& seen : seen_) seen = {"deny", ""};
  }
  compare(wrong);
  count(wrong);
  return wrong;
}

}  // namespace

std::vector<std::string> play(const Json& one, const Setup& setup) {
  return Player(one, setup).play();
}

}  // namespace callgate::guard_cases
