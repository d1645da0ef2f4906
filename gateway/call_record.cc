#include "gateway/call_record.h"

#include <algorithm>

#include "core/guard/redaction.h"
#include "core/guard/render.h"
#include "core/policy/rule.h"
#include "gateway/call_desk.h"
#include "gateway/config.h"
#include "gateway/session.h"

namespace callgate {
namespace {

constexpr std::size_t kMostArguments = 64u << 10;

// What a rule looks for in texts that are recorded is only known to the guard that blanks it out.
bool wants_more_blanked(const policy::Rule* rule) {
  const auto& redact = rule->obligations.redact;
  return redact && redact->in_ledger && !redact->matching.empty();
}

std::string kept_arguments(KeptArguments kept, const guard::Call& call, guard::Decision decision,
                           const Bytes& asked) {
  if (kept == KeptArguments::none || asked.empty() || asked.size() > kMostArguments) return {};
  if (kept == KeptArguments::decided && decision == guard::Decision::allow) return {};
  if (std::ranges::any_of(call.rules(), &wants_more_blanked)) return {};
  return guard::redacted_json(asked.view());
}

}  // namespace

void record_call(Session& session, const guard::Call& call, const guard::Passage& passage,
                 const CallEnd& end) {
  CallDesk& desk = session.desk();
  guard::Record record;
  record.time = session.clock().today();
  record.call = call.id();
  record.host = session.host_name();
  record.server = call.tool().server;
  record.tool = call.tool().native;
  record.exposed = call.tool().exposed;
  record.decision = end.decision;
  record.why = &end.why;
  std::optional<guard::Notice> notice;
  if (!passage.taken().empty()) {
    notice = guard::notice_of(call.id(), end.decision, end.why, passage.taken());
    record.decision = notice->decision;
    record.why = &notice->why;
    record.also = notice->also;
  }
  record.would_be = passage.would_be();
  record.arguments_sha256 = end.digest;
  const std::string arguments = kept_arguments(desk.parts().arguments, call, record.decision, end.asked);
  record.arguments = arguments;
  record.argument_bytes = call.arguments().size();
  record.effect = call.facts().effect;
  record.price = call.price();
  record.outcome = end.outcome;
  record.result_bytes = end.result_bytes;
  record.duration =
      std::chrono::duration_cast<std::chrono::microseconds>(session.clock().now() - end.started);
  desk.record(record);
}

}  // namespace callgate
