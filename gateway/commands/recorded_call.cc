#include "gateway/commands/recorded_call.h"

#include "gateway/commands/verdict_text.h"

namespace callgate::commands {
namespace {

KeptCall kept(std::string arguments, std::string from) {
  KeptCall call;
  // A record may have been written by anybody: only what a gateway would have taken is judged.
  auto readable = read_arguments(std::move(arguments));
  if (!readable) return call;
  call.arguments = std::move(*readable);
  call.blanked = call.arguments.find("[REDACTED]") != std::string::npos;
  call.from = std::move(from);
  return call;
}

}  // namespace

KeptCall kept_call(const state::Approval& approval) {
  if (approval.arguments_bytes != static_cast<std::int64_t>(approval.arguments.size())) return {};
  return kept(approval.arguments, "approval " + approval.id);
}

KeptCall kept_call(const LedgerRecord& record, state::Approvals* approvals) {
  if (!record.arguments.empty()) return kept(record.arguments, "the ledger");
  if (record.digest.empty() || !approvals) return {};
  const auto approval = approvals->of_digest(record.digest);
  return approval && *approval ? kept_call(**approval) : KeptCall{};
}

std::string decision_before(const LedgerRecord& record) {
  const std::string& decision = record.decision;
  if (decision == "hold" || !record.digest.empty() || record.guard == "approval") return "ask";
  if (decision == "deny" || decision == "rewrite" || decision == "cache" || decision == "replay")
    return decision;
  return "allow";
}

}  // namespace callgate::commands
