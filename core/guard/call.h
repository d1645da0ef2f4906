// One tools/call as guards see it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/guard/verdict.h"
#include "core/mcp/tool.h"
#include "nlohmann/json_fwd.hpp"

namespace callgate::guard {

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
  const mcp::Tool& tool() const { return *tool_; }
  const mcp::ToolPtr& tool_ptr() const { return tool_; }

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
  Result<std::string_view> argument(std::string_view name) const;

  // An nlohmann tree of the arguments, made on first use; an error if it cannot be built. Valid until the
  // next replace_arguments. For guards off the hot path only.
  Result<std::reference_wrapper<const nlohmann::json>> tree();

  // The arguments with sorted keys and numbers as exact decimals, so that 50 and 50.0 are one and the order
  // of keys does not matter; made on first use. Its form is fixed: approvals are bound to its digest.
  Result<std::string_view> canonical_arguments();

  // Digest that binds an approval: SHA-256 over the canonical JSON of {server, tool, definition hash,
  // arguments, principal, policy revision}. Lower-case hex. Principal and revision come from the chain.
  Result<std::string> digest(std::string_view principal, std::string_view policy_revision);

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

 private:
  friend class Passage;
  std::string id_;
  mcp::ToolPtr tool_;
  Bytes arguments_;
  bool repaired_ = false, approved_ = false;
  std::vector<Ask> asks_;
  std::vector<Finding> warnings_;
  struct Lazy;
  std::unique_ptr<Lazy> lazy_;
};

}  // namespace callgate::guard
