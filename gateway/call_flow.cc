// The story of a tools/call: found, judged, perhaps held for a person, sent, its result judged, answered,
// recorded.
#include "core/guard/call.h"
#include "core/guard/redaction.h"
#include "core/guard/render.h"
#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/approval_binding.h"
#include "gateway/call_desk.h"
#include "gateway/call_parts.h"
#include "gateway/call_record.h"
#include "gateway/config.h"
#include "gateway/exchange.h"
#include "gateway/flows.h"
#include "gateway/offers.h"
#include "gateway/session.h"
#include "gateway/workspace.h"

namespace callgate {
namespace {

namespace code = mcp::code;
using guard::Decision;
using guard::Finding;
using guard::Outcome;
using json::member;

// A host's program names by it what a call would do; `_meta`.
constexpr std::string_view kKeyOfEffect = "dev.callgate/idempotencyKey";

// One call on its way through the chain, with what is to be recorded of it.
class GuardedCall {
 public:
  GuardedCall(Session& session, RequestPtr request, mcp::ToolPtr tool, std::size_t server)
      : session_(session),
        desk_(session.desk()),
        request_(std::move(request)),
        server_(server),
        started_(session.clock().now()),
        chain_(desk_.chain()),
        call_(desk_.next_call_id(), std::move(tool), part_of(*request_, request_->message.parts().arguments)),
        tool_(call_.tool()) {
    passage_.emplace(chain_, call_);
    call_.set_metadata(part_of(*request_, request_->message.parts().meta));
    if (desk_.parts().arguments != KeptArguments::none)
      asked_ = part_of(*request_, request_->message.parts().arguments);
    if (!request_->message.parts().has_own_meta) return;
    const std::string_view meta = request_->message.text(request_->message.parts().meta);
    const std::string_view key = member(meta, kKeyOfEffect);
    if (!key.empty()) call_.set_idempotency_key(json::decode(key));
  }

  Task<void> run();

 private:
  // What the chain says, once everything it waits for has come.
  Task<guard::Verdict> judged();
  // Judges, and asks the store if a person has to agree. True: send it.
  Task<bool> admitted();
  // The same once more, after a person has agreed, under the policy that holds now.
  Task<guard::Verdict> judged_again();
  Task<bool> person_agreed(guard::Ask ask);
  void deny(const guard::Deny& deny);
  void answer_from_memory(const guard::Answer& answer);
  Task<void> send();
  void deliver(HostRequest& asker, const Upstream& upstream, const rpc::Message& answer);
  guard::Notice notice_of(Decision decision, Finding why) const;
  std::string meta_of(Decision decision, Finding why);
  void conclude(Decision decision, const Finding& why, Outcome outcome, guard::Ending ending);

  Session& session_;
  CallDesk& desk_;
  RequestPtr request_;
  std::size_t server_;
  Instant started_;
  const std::shared_ptr<const guard::GuardChain> chain_;  // a reload must not change it under the call
  guard::Call call_;
  const mcp::Tool& tool_;
  std::optional<guard::Passage> passage_;
  std::string digest_, ticket_;
  Bytes asked_;  // the arguments as they came, if they are to be kept
  std::size_t result_bytes_ = 0;
};

Task<void> GuardedCall::run() {
  Upstream& upstream = session_.fleet()[server_];
  // Only a server that has started can say which era it speaks.
  if (request_->modern() && !upstream.ready()) co_await upstream.started();
  if (refuse_foreign_state(session_, *request_, upstream)) co_return;
  if (session_.workspace().asking()) co_await session_.workspace().known();
  if (const bool go = co_await admitted(); go) co_await send();
}

Task<bool> GuardedCall::admitted() {
  guard::Verdict verdict = co_await judged();
  if (auto* ask = std::get_if<guard::Ask>(&verdict)) {
    guard::Ask asked = std::move(*ask);
    const bool agreed = co_await person_agreed(std::move(asked));
    if (!agreed) co_return false;
    verdict = co_await judged_again();
    if (!std::holds_alternative<guard::Allow>(verdict) && !ticket_.empty()) desk_.release(ticket_);
  }
  if (auto* denied = std::get_if<guard::Deny>(&verdict)) {
    deny(*denied);
    co_return false;
  }
  if (auto* answer = std::get_if<guard::Answer>(&verdict)) {
    answer_from_memory(*answer);
    co_return false;
  }
  co_return true;
}

Task<guard::Verdict> GuardedCall::judged() {
  guard::Verdict verdict = passage_->enter();
  Instant until{};
  while (auto* asked = std::get_if<guard::Wait>(&verdict)) {
    guard::Wait wait = std::move(*asked);
    co_await desk_.wait_for(std::move(wait), call_, until);
    verdict = passage_->enter();
  }
  co_return verdict;
}

Task<guard::Verdict> GuardedCall::judged_again() {
  const std::size_t agreed_to = call_.asks().size();
  if (desk_.chain() != chain_) passage_.emplace(desk_.chain(), call_);
  guard::Verdict verdict = co_await judged();
  const bool asks_more = &passage_->chain() != chain_.get() && call_.asks().size() > agreed_to;
  if (asks_more && std::holds_alternative<guard::Allow>(verdict))
    verdict = approval_outdated(call_.asks().back().why.reason);
  co_return verdict;
}

Task<bool> GuardedCall::person_agreed(guard::Ask ask) {
  using Kind = state::Claim::Kind;
  const auto refuse = [&](std::string code, std::string reason, std::string instead) {
    deny(guard::Deny{
        {"approval", ask.why.rule, std::move(code), std::move(reason), std::move(instead)}, {}, false});
  };
  const Result<std::string> digest = approval_digest(
      call_, desk_.parts().world, passage_->chain().principal(), passage_->chain().revision());
  if (!digest) {
    refuse("guard_error", "The arguments cannot be bound to an approval: " + digest.error().what, "");
    co_return false;
  }
  digest_ = *digest;
  const rpc::Message& message = request_->message;
  if (desk_.was_going_on(digest_, message.text(message.parts().request_state))) {
    call_.set_approved();
    co_return true;
  }
  std::string key = digest_;
  Result<state::Claim> claim = co_await desk_.claim(std::move(key));
  std::optional<state::Approval> waiting;
  if (claim && claim->kind == Kind::pending) waiting = claim->approval;
  if (claim && claim->kind == Kind::none) {
    const Result<std::string_view> arguments = call_.canonical_arguments();
    state::HoldRequest hold;
    hold.digest = digest_;
    hold.server = tool_.server;
    hold.tool = tool_.native;
    hold.exposed = tool_.exposed;
    hold.arguments = arguments ? guard::redacted_json(*arguments) : std::string();
    hold.rule = ask.why.rule;
    hold.reason = guard::redacted(ask.why.reason);
    hold.principal = passage_->chain().principal();
    hold.out_of_band = ask.needs == guard::Assurance::out_of_band;
    hold.pending_ttl = desk_.parts().pending_ttl;
    hold.grant_ttl = desk_.parts().grant_ttl;
    Result<state::Approval> held = co_await desk_.hold(std::move(hold));
    if (!held) {
      claim = held.error();
    } else {
      waiting = *held;
    }
  }
  if (claim && waiting) {
    session_.log().info("call " + call_.id() + " of " + tool_.exposed + " waits for approval " + waiting->id +
                        ": " + desk_.approve_command(waiting->id));
  }
  if (claim && waiting && desk_.parts().hold_budget.count() > 0) {
    std::string again = digest_;
    claim = co_await desk_.decision(std::move(again), desk_.parts().hold_budget, request_->cancelled);
  }
  if (!claim) {
    refuse(
        "store_unavailable",
        "A person has to approve this call, and the store of approvals cannot be used: " + claim.error().what,
        "Nothing was executed. Tell the user.");
    co_return false;
  }
  if (claim->kind == Kind::approved) {
    ticket_ = claim->ticket;
    const std::string changed = changed_since(session_, tool_, *chain_);
    if (changed.empty()) {
      call_.set_approved();
      co_return true;
    }
    desk_.release(ticket_);
    deny(approval_outdated(changed));
    co_return false;
  }
  if (claim->kind == Kind::denied) {
    refuse("approval_denied", "A person has denied exactly this call (approval " + claim->approval->id + ").",
           "Do not repeat it. Ask the user what to do instead.");
    co_return false;
  }
  guard::Notice notice = notice_of(Decision::hold, ask.why);
  notice.held = guard::HeldFor{
      waiting->id, digest_, "pending", waiting->expires, desk_.approve_command(waiting->id), ""};
  const Bytes result = guard::held_result(notice, request_->modern());
  session_.reply_result(*request_, result.view());
  conclude(Decision::hold, ask.why, Outcome::not_sent, guard::Ending::denied);
  co_return false;
}

guard::Notice GuardedCall::notice_of(Decision decision, Finding why) const {
  guard::Notice notice = guard::notice_of(call_.id(), decision, std::move(why), passage_->taken());
  notice.in_meta = session_.config().annotate != Annotate::never;
  return notice;
}

void GuardedCall::deny(const guard::Deny& deny) {
  const Decision decision = deny.guidance ? Decision::rewrite : Decision::deny;
  guard::Notice notice = notice_of(decision, deny.why);
  notice.retry_after = deny.retry_after;
  session_.reply_result(*request_, guard::denied_result(notice, request_->modern()).view());
  conclude(decision, deny.why, Outcome::not_sent, guard::Ending::denied);
}

// The `_meta` member for a result that is not a plain allow, as far as the configuration wants it there.
std::string GuardedCall::meta_of(Decision decision, Finding why) {
  const guard::Notice notice = notice_of(decision, std::move(why));
  std::string meta = guard::reference_meta(call_.reference());
  if (!notice.in_meta) return meta;
  if (notice.decision == Decision::allow && session_.config().annotate != Annotate::always) return meta;
  if (!meta.empty()) meta += ',';
  return meta + guard::verdict_meta(notice);
}

void GuardedCall::answer_from_memory(const guard::Answer& answer) {
  guard::Notice notice = notice_of(answer.as, answer.why);
  notice.age = answer.age;
  notice.of = answer.of;
  std::string meta;
  if (notice.in_meta) meta = guard::verdict_meta(notice);
  const rpc::Message remembered = result_message(request_->id(), answer.result);
  session_.forward(*request_, remembered, adaptation_for(session_.fleet()[server_], *request_, meta));
  result_bytes_ = answer.result.size();
  conclude(answer.as, answer.why, Outcome::not_sent, guard::Ending::answered);
}

Task<void> GuardedCall::send() {
  Upstream& upstream = session_.fleet()[server_];
  if (!upstream.ready()) co_await upstream.started();
  if (desk_.parts().durable) {
    const Result<void> announced = co_await desk_.announce(call_.id(), tool_);
    if (!announced) {
      if (!ticket_.empty()) desk_.release(ticket_);
      deny(guard::Deny{{"ledger", "", "ledger_unavailable",
                        "The ledger must be on disk before a call goes out, and it cannot be written: " +
                            announced.error().what,
                        "Nothing was executed. Tell the user."},
                       {},
                       false});
      co_return;
    }
  }
  Exchange exchange(session_, request_, upstream);
  exchange.limit_time(call_.time_limit());
  exchange.let_run_on(call_.runs_on());
  rpc::Draft draft = draft_of_call(session_, *request_, tool_, upstream);
  if (call_.repaired()) {
    const json::Span at = request_->message.parts().arguments;
    if (at) draft.edits.push_back({at, std::string(call_.arguments())});
  }
  Result<rpc::Message> answer = co_await exchange.run(draft);
  request_ = exchange.request_ptr();
  if (!answer && !exchange.sent() && !ticket_.empty()) desk_.release(ticket_);
  if (answer) {
    if (request_) deliver(*request_, upstream, *answer);
    co_return;
  }
  const Error& error = answer.error();
  if (request_) reply_failed(session_, *request_, error, tool_.server, exchange.sent());
  if (error.code != Errc::cancelled) {
    const guard::ErrorClass what = error.code == Errc::timeout   ? guard::ErrorClass::timeout
                                   : error.code == Errc::refused ? guard::ErrorClass::server_error
                                                                 : guard::ErrorClass::network;
    passage_->failed({what, exchange.sent()});
  }
  conclude(Decision::allow, {}, outcome_of(error, exchange.sent()),
           error.code == Errc::cancelled ? guard::Ending::cancelled : guard::Ending::failed);
}

void GuardedCall::deliver(HostRequest& asker, const Upstream& upstream, const rpc::Message& answer) {
  const json::Envelope& parts = answer.parts();
  if (answer.kind() == rpc::Kind::error) {
    const std::string_view error = answer.text(parts.error);
    const std::string message = json::decode(member(error, "message"));
    passage_->failed(
        {guard::class_of_rpc(json::integer(member(error, "code")).value_or(0), message), true, true});
    session_.forward(asker, answer, adaptation_for(upstream, asker, {}));
    return conclude(Decision::allow, {}, Outcome::error, guard::Ending::failed);
  }
  learn_uris(session_, server_, answer);
  const Bytes result = answer.line().slice(answer.text(parts.result));
  result_bytes_ = result.size();
  if (call_.approved() && json::equals(answer.text(parts.result_type), "input_required")) {
    desk_.goes_on(digest_, member(result.view(), "requestState"));
  }
  const Outcome outcome = answer.text(parts.is_error) == "true" ? Outcome::tool_error : Outcome::result;
  guard::Amend amend = passage_->leave(result);
  if (!call_.spills().empty()) desk_.keep(std::move(call_.spills()));
  if (auto* withheld = std::get_if<guard::Withhold>(&amend)) {
    const guard::Notice notice = notice_of(Decision::suppress, withheld->why);
    session_.reply_result(asker, guard::withheld_result(notice, asker.modern()).view());
    return conclude(Decision::suppress, withheld->why, outcome, guard::Ending::answered);
  }
  if (auto* replaced = std::get_if<guard::Replace>(&amend)) {
    const std::string meta = meta_of(replaced->as, replaced->why);
    const rpc::Message changed = result_message(answer.id(), replaced->result);
    session_.forward(asker, changed, adaptation_for(upstream, asker, meta));
    return conclude(replaced->as, replaced->why, outcome, guard::Ending::answered);
  }
  const bool says_nothing = passage_->taken().empty() && call_.reference().empty() &&
                            session_.config().annotate != Annotate::always;
  const std::string meta = says_nothing ? std::string() : meta_of(Decision::allow, {});
  session_.forward(asker, answer, adaptation_for(upstream, asker, meta));
  conclude(Decision::allow, {}, outcome, guard::Ending::answered);
}

void GuardedCall::conclude(Decision decision, const Finding& why, Outcome outcome, guard::Ending ending) {
  passage_->end(ending);
  desk_.call_ended();
  record_call(session_, call_, *passage_, {decision, why, outcome, result_bytes_, started_, digest_, asked_});
}

Flow guarded(Session& session, RequestPtr request, mcp::ToolPtr tool, std::size_t server) {
  GuardedCall call(session, std::move(request), std::move(tool), server);
  co_await call.run();
}

const mcp::Offer* find_tool(Session& session, std::string_view literal) {
  const std::string_view raw =
      literal.size() < 2 ? std::string_view() : literal.substr(1, literal.size() - 2);
  if (raw.find('\\') == std::string_view::npos) return session.catalog().tool(raw);
  return session.catalog().tool(json::decode(literal));
}

void call_tool(Session& session, const RequestPtr& request, bool listed) {
  const rpc::Message& message = request->message;
  const std::string_view literal = message.text(message.parts().name);
  const mcp::Offer* offer = find_tool(session, literal);
  if (!offer && !listed) {
    spawn(serve_when_listed(session, request, call_tool));
    return;
  }
  if (!offer) {
    const std::string name = json::decode(literal);
    const std::string_view nearest = session.catalog().nearest_tool(name);
    std::string text = "Unknown tool: " + name;
    if (!nearest.empty()) text.append(" (did you mean ").append(nearest).append("?)");
    return session.reply_error(*request, code::invalid_params, text);
  }
  const std::string_view arguments = message.text(message.parts().arguments);
  if (!arguments.empty() && json::type_of(arguments) != json::Type::object) {
    return session.reply_error(*request, code::invalid_params, "params.arguments must be an object");
  }
  const std::string_view key = member(message.text(message.parts().meta), kKeyOfEffect);
  if (session.desk().chain()->empty()) {
    pass_through(session, request, offer->tool, offer->server);
  } else if (!key.empty() && json::type_of(key) != json::Type::string) {
    session.reply_error(*request, code::invalid_params,
                        "params._meta[\"" + std::string(kKeyOfEffect) + "\"] must be a string");
  } else {
    guarded(session, request, offer->tool, offer->server);
  }
}

}  // namespace

void serve_tool_call(Session& session, const RequestPtr& request) {
  if (request->modern()) session.begin(declaration_of(*request));
  if (json::type_of(request->message.text(request->message.parts().name)) != json::Type::string) {
    return session.reply_error(*request, code::invalid_params, "params.name must be a string");
  }
  if (resume_parked(session, request)) return;
  call_tool(session, request, false);
}

}  // namespace callgate
