// One tools/call as guards see it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/guard/facts.h"
#include "core/guard/result_view.h"
#include "core/guard/shell_command.h"
#include "core/guard/spill.h"
#include "core/guard/verdict.h"
#include "core/json/outline.h"
#include "core/mcp/tool.h"
#include "core/policy/amount.h"
#include "nlohmann/json_fwd.hpp"

namespace callgate::policy {
struct Rule;
}

namespace callgate::guard {

// Why the gateway was asked to wait, and what came of it.
struct HookAnswer {
  const void* hook = nullptr;  // whose answer it is
  bool passed = false;
  bool failed = false;    // it gave no answer that could be used
  std::string reason;     // of a refusal, or of what failed
  std::string arguments;  // changed arguments; empty: as they were
};

// What a guard may look at, and where it notes what it found. Lives as long as the call, on one thread.
class Call {
 public:
  // `arguments` is the raw JSON object (or empty: no arguments were sent), validated by the scanner, without
  // repeated keys at any depth. `id` names the call in ledger and verdicts.
  Call(std::string id, mcp::ToolPtr tool, Bytes arguments);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  const std::string& id() const { return id_; }
  // A small number that no other call on this thread has as long as it lives.
  std::size_t place() const { return place_; }
  const mcp::Tool& tool() const { return *tool_; }
  const mcp::ToolPtr& tool_ptr() const { return tool_; }
  // What the policy of this call's chain knows of the tool.
  const ToolFacts& facts() const { return facts_; }
  // A rule that matches says what kind of effect this call has.
  void set_effect(Effect effect) { facts_.effect = effect; }
  void set_once() { facts_.once = true; }

  // The arguments as they will be sent: the host's own bytes, or what a repair made of them. "{}" if none
  // came.
  std::string_view arguments() const {
    return arguments_.empty() ? std::string_view("{}") : arguments_.view();
  }
  // `text` must be a valid JSON object without repeated keys. Views of the old arguments end here.
  void replace_arguments(std::string text);
  bool repaired() const { return repaired_; }

  // The raw value of a top-level argument, whatever escapes its key is written with; empty if it is not
  // there. Refused if it is there twice, or if another key differs from `name` only by case: some servers
  // would read that one instead (CVE-2026-27896: encoding/json folds case, and with it U+017F to s and U+212A
  // to k).
  Result<std::string_view> argument(std::string_view name);

  // All values of the arguments in the order of the text, made on first use. Valid until the next
  // replace_arguments. Whoever must see every value has to ask whole().
  const json::Outline& outline();

  // The request's own `_meta` (raw JSON object), for rules that look at it; null if none came.
  void set_metadata(Bytes metadata) { metadata_ = std::move(metadata); }
  const json::Outline* metadata();

  // An nlohmann tree of the arguments, made on first use; an error if it cannot be built. Valid until the
  // next replace_arguments. For guards off the hot path only.
  Result<std::reference_wrapper<const nlohmann::json>> tree();

  // The arguments with sorted keys and numbers as exact decimals, so that 50 and 50.0 are one and the order
  // of keys does not matter; made on first use. Its form is fixed: approvals are bound to its digest.
  Result<std::string_view> canonical_arguments();

  // HMAC-SHA256 of server, tool and canonical arguments under a key of this process, cut to 32 hex digits:
  // equal for calls that mean the same. For tables in memory.
  Result<std::string_view> signature();

  // Digest that binds an approval: SHA-256 over the canonical JSON of {server, tool, definition hash,
  // arguments, principal, policy revision}. Lower-case hex. Principal and revision come from the chain.
  Result<std::string> digest(std::string_view principal, std::string_view policy_revision);

  // The shell commands among the arguments and what they would do, made on first use by what kind of tool it
  // is. Valid until the next replace_arguments.
  const std::vector<ShellCommand>& shell();

  // What stands in a result of this call; found once, however many guards ask. Valid as long as the result.
  const ResultView& view(const Bytes& result);

  // The key by which a program on the host's side names this effect (the request's _meta
  // "dev.callgate/idempotencyKey"); empty: it gave none.
  const std::string& idempotency_key() const { return idempotency_key_; }
  void set_idempotency_key(std::string key) { idempotency_key_ = std::move(key); }

  // A person has agreed to exactly this call: no guard asks again.
  bool approved() const { return approved_; }
  void set_approved() { approved_ = true; }

  // What enforcing guards asked of a person so far, first asker first. The chain adds to it.
  const std::vector<Ask>& asks() const { return asks_; }
  void add_ask(Ask ask);
  // Somebody wants a person to agree, and nobody has yet.
  bool held() const { return !asks_.empty() && !approved_; }

  // A remark that changes nothing; it goes to the ledger and, as decision `warn`, to the verdict.
  void warn(Finding finding) { warnings_.push_back(std::move(finding)); }
  const std::vector<Finding>& warnings() const { return warnings_; }
  // Somebody has remarked something, or imagined it.
  bool noted() const { return !warnings_.empty() || !imagined_.empty(); }

  // To be kept on disk beside a result that was cut; dropped where the guard only observes.
  void spill(Spill spill) { spills_.push_back(std::move(spill)); }
  std::vector<Spill>& spills() { return spills_; }

  // The reference by which later calls may name this call's result (_meta "dev.callgate/ref"); empty: none
  // was given. Dropped where the guard only observes.
  const std::string& reference() const { return reference_; }
  void set_reference(std::string reference) { reference_ = std::move(reference); }

  // What an observing part of an enforcing guard (a rule with a mode of its own) would have done.
  void imagine(Decision decision, Finding why) { imagined_.push_back({decision, std::move(why)}); }

  // The rules of the policy that match this call, in the order of the file; their obligations narrow the
  // guards that come later. Set by the guard `policy`; the rules live as long as the chain.
  const std::vector<const policy::Rule*>& rules() const { return rules_; }
  void set_rules(std::vector<const policy::Rule*> rules) { rules_ = std::move(rules); }

  // What the call costs, by the table of prices of the guard `budget`.
  policy::Amount price() const { return price_; }
  void set_price(policy::Amount price) { price_ = price; }

  // The longest that the server may take; zero: no guard says.
  Millis time_limit() const { return time_limit_; }
  void limit_time(Millis limit) {
    if (time_limit_ == Millis{0} || limit < time_limit_) time_limit_ = limit;
  }

  // Once it is sent, its server may finish it, whoever stops waiting: it is not told.
  bool runs_on() const { return runs_on_; }
  void let_run_on() { runs_on_ = true; }

  // Answers to what guards waited for.
  const HookAnswer* answer_of(const void* hook) const;
  void add_answer(HookAnswer answer) { answers_.push_back(std::move(answer)); }
  // True once the time to wait for a slot is over: whoever still has none refuses.
  bool waited() const { return waited_; }
  void set_waited() { waited_ = true; }

 private:
  friend class Passage;
  const std::size_t place_;
  std::string id_, idempotency_key_, reference_;
  mcp::ToolPtr tool_;
  Bytes arguments_, metadata_;
  ToolFacts facts_;
  bool repaired_ = false, approved_ = false, waited_ = false, runs_on_ = false, no_commands_ = false;
  Millis time_limit_{0};
  policy::Amount price_;
  std::vector<Ask> asks_;
  std::vector<Finding> warnings_;
  std::vector<Spill> spills_;
  std::vector<std::pair<Decision, Finding>> imagined_;
  std::vector<const policy::Rule*> rules_;
  std::vector<HookAnswer> answers_;
  std::optional<json::Outline> outline_, metadata_outline_;
  std::optional<ResultView> view_;
  struct Lazy;
  std::unique_ptr<Lazy> lazy_;
};

}  // namespace callgate::guard
