#include "gateway/question_leave.h"

#include "core/base/digest.h"
#include "core/guard/record.h"
#include "core/guard/redaction.h"
#include "core/json/canonical.h"
#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "core/rpc/message.h"
#include "gateway/call_desk.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using guard::Decision;
using policy::Action;

constexpr int kRejected = -1;

std::string wish(std::string_view method) {
  return method == mcp::method::sampling ? "have the host's model write something" : "ask the user something";
}

// One question on its way to somebody.
class Petition {
 public:
  Petition(Session& session, const std::string& server, std::string method, std::string params)
      : session_(session),
        desk_(session.desk()),
        chain_(desk_.chain()),
        server_(server),
        method_(std::move(method)),
        params_(params.empty() ? "{}" : std::move(params)),
        call_(desk_.next_call_id()),
        started_(session.clock().now()) {
    why_.guard = "policy";
    why_.rule = method_ == mcp::method::sampling ? "guards.policy.sampling" : "guards.policy.elicitation";
  }

  Task<Leave> ask(const bool& given_up);

 private:
  Result<std::string> digest() const;
  state::HoldRequest hold_request(const std::string& digest) const;
  Leave end(Decision decision, std::string code, std::string reason);

  Session& session_;
  CallDesk& desk_;
  std::shared_ptr<const guard::GuardChain> chain_;
  const std::string server_, method_, params_, call_;
  const Instant started_;
  guard::Finding why_;
};

Leave Petition::end(Decision decision, std::string code, std::string reason) {
  const bool observes = chain_->questions().mode() != guard::Mode::enforce;
  why_.code = std::move(code);
  why_.reason = std::move(reason);
  guard::Record record;
  record.time = session_.clock().today();
  record.call = call_;
  record.host = session_.host_name();
  record.server = server_;
  record.tool = record.exposed = method_;
  const guard::WouldBe would{decision, why_};
  if (observes) {
    record.would_be = {&would, 1};
  } else {
    record.decision = decision;
    record.why = &why_;
  }
  record.argument_bytes = params_.size();
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(session_.clock().now() - started_);
  desk_.record(record);
  return {observes || decision == Decision::allow, why_.reason};
}

Result<std::string> Petition::digest() const {
  CALLGATE_TRY(params, json::canonical(params_));
  return sha256_hex("{\"method\":" + json::quote(method_) + ",\"params\":" + params + ",\"policy\":" +
                    json::quote(chain_->revision()) + ",\"principal\":" + json::quote(chain_->principal()) +
                    ",\"program\":" + json::quote(desk_.parts().world.program_of(server_)) +
                    ",\"server\":" + json::quote(server_) + "}");
}

state::HoldRequest Petition::hold_request(const std::string& digest) const {
  state::HoldRequest hold;
  hold.digest = digest;
  hold.server = server_;
  hold.tool = method_;
  hold.exposed = server_ + ": " + method_;
  hold.arguments = guard::redacted_json(params_);
  hold.rule = why_.rule;
  hold.reason = "The server " + server_ + " wants to " + wish(method_) + ".";
  hold.principal = chain_->principal();
  hold.pending_ttl = desk_.parts().pending_ttl;
  hold.grant_ttl = desk_.parts().grant_ttl;
  return hold;
}

Task<Leave> Petition::ask(const bool& given_up) {
  using Kind = state::Claim::Kind;
  const Action action = chain_->questions().of(method_, server_);
  const std::string subject = "The server " + server_ + " wants to " + wish(method_);
  if (action == Action::deny)
    co_return end(Decision::deny, "policy_question", subject + ", which the policy refuses.");
  if (chain_->questions().mode() != guard::Mode::enforce)
    co_return end(Decision::hold, "policy_question", subject + ".");
  const Result<std::string> key = digest();
  if (!key)
    co_return end(Decision::deny, "guard_error",
                  subject + ", and that cannot be bound to an approval: " + key.error().what + ".");
  std::string first = *key;
  Result<state::Claim> claim = co_await desk_.claim(std::move(first));
  if (claim && claim->kind == Kind::none) {
    state::HoldRequest request = hold_request(*key);
    Result<state::Approval> held = co_await desk_.hold(std::move(request));
    if (!held) {
      claim = held.error();
    } else {
      session_.log().info("[" + server_ + "] waits for approval " + held->id + " to " + wish(method_) + ": " +
                          desk_.approve_command(held->id));
    }
  }
  if (claim && claim->kind != Kind::approved && claim->kind != Kind::denied) {
    std::string again = *key;
    claim = co_await desk_.decision(std::move(again), desk_.parts().pending_ttl, given_up);
  }
  if (!claim) {
    co_return end(Decision::deny, "store_unavailable",
                  subject + ", a person has to agree, and the store of approvals cannot be used: " +
                      claim.error().what + ".");
  }
  if (claim->kind == Kind::approved && desk_.chain()->revision() != chain_->revision())
    co_return end(Decision::deny, "approval_outdated",
                  subject + ", and the policy has changed since a person was asked.");
  if (claim->kind == Kind::approved) co_return end(Decision::allow, "", "");
  if (claim->kind == Kind::denied)
    co_return end(Decision::deny, "approval_denied", subject + ", and a person has denied it.");
  co_return end(Decision::hold, "policy_question", subject + ", and nobody has agreed to it in time.");
}

}  // namespace

bool needs_leave(Session& session, const Upstream& upstream, std::string_view method) {
  const guard::ServerQuestions& questions = session.desk().chain()->questions();
  return questions.of(method, upstream.server().name) != Action::allow;
}

Task<Leave> leave_to_ask(Session& session, Upstream& upstream, std::string method, std::string params,
                         const bool& given_up) {
  Petition petition(session, upstream.server().name, std::move(method), std::move(params));
  Leave leave = co_await petition.ask(given_up);
  co_return leave;
}

std::string refusal_line(std::string_view raw_id, std::string_view method, const Leave& leave) {
  if (method == mcp::method::elicitation) return rpc::result_line(raw_id, "{\"action\":\"decline\"}");
  return rpc::error_line(raw_id, kRejected, leave.reason);
}

}  // namespace callgate
