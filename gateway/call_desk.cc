#include "gateway/call_desk.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/seal.h"
#include "core/json/view.h"
#include "gateway/hooks.h"
#include "upstreams/timer.h"

namespace callgate {
namespace {

constexpr std::size_t kMaxGoingOn = 1000;
constexpr Millis kDecisionPoll{300};

bool shows(const void* context, const mcp::Tool& tool) {
  return static_cast<const CallDesk*>(context)->chain()->lists(tool);
}

}  // namespace

CallDesk::CallDesk(Parts parts, Chain chain, Chain content)
    : parts_(std::move(parts)),
      chain_(std::move(chain)),
      content_chain_(std::move(content)),
      run_start_(parts_.clock.today()),
      run_(random_hex(4)) {}

mcp::Catalog::Shows CallDesk::filter() const {
  return chain_->empty() ? nullptr : &shows;
}

std::string CallDesk::next_call_id() {
  std::array<char, 32> name;
  char* at = std::copy(run_.begin(), run_.end(), name.data());
  *at++ = '-';
  return std::string(name.data(), std::to_chars(at, name.data() + name.size(), ++calls_).ptr);
}

Task<void> CallDesk::wait_for(guard::Wait wait, guard::Call& call, Instant& until) {
  if (wait.hook) {
    const auto& hook = *static_cast<const policy::Hook*>(wait.hook);
    std::string request = Hooks::request_for(hook, call, chain_->principal());
    guard::HookAnswer answer = co_await parts_.hooks.ask(hook, std::move(request));
    call.add_answer(std::move(answer));
    co_return;
  }
  const Instant now = parts_.clock.now();
  if (until == Instant{}) until = now + wait.limit;
  if (until <= now) {
    call.set_waited();
    co_return;
  }
  OneShot<bool> ended;
  Timer timer(parts_.loop);
  timer.start(std::chrono::ceil<Millis>(until - now), [&ended] { ended.set(false); });
  waiting_for_slot_.push_back(&ended);
  const bool in_time = co_await ended.wait();
  std::erase(waiting_for_slot_, &ended);
  if (!in_time) call.set_waited();
}

void CallDesk::call_ended() {
  if (waiting_for_slot_.empty()) return;
  // Whoever is woken may end a call, or wait again.
  for (OneShot<bool>* waiter : std::exchange(waiting_for_slot_, {})) waiter->set(true);
}

Task<Result<state::Claim>> CallDesk::claim(std::string digest) {
  auto work = [this, digest = std::move(digest)] { return parts_.approvals.claim(digest, run_start_); };
  Result<state::Claim> result = co_await on_disk<state::Claim>(std::move(work));
  co_return result;
}

Task<Result<state::Claim>> CallDesk::decision(std::string digest, Millis limit, const bool& given_up) {
  const Instant until = parts_.clock.now() + limit;
  for (;;) {
    std::string asked = digest;
    Result<state::Claim> found = co_await claim(std::move(asked));
    const bool waits = found && found->kind == state::Claim::Kind::pending;
    if (!waits || given_up || parts_.clock.now() >= until) co_return found;
    co_await pause_for(parts_.loop, kDecisionPoll);
  }
}

Task<Result<state::Approval>> CallDesk::hold(state::HoldRequest request) {
  auto work = [this, request = std::move(request)] { return parts_.approvals.hold(request); };
  Result<state::Approval> result = co_await on_disk<state::Approval>(std::move(work));
  co_return result;
}

void CallDesk::release(std::string ticket) {
  parts_.disk.post([this, ticket = std::move(ticket)] { (void)parts_.approvals.release(ticket); });
}

void CallDesk::keep(std::vector<guard::Spill> spills) {
  for (guard::Spill& spill : spills) {
    parts_.disk.post([this, spill = std::move(spill)] {
      if (const Result<void> kept = parts_.spills.keep(spill); !kept)
        parts_.log.error("spill: " + spill.name + " is lost: " + kept.error().what);
    });
  }
}

Task<Result<std::string>> CallDesk::read_spill(std::string name) {
  auto work = [this, name = std::move(name)] { return parts_.spills.read(name); };
  Result<std::string> result = co_await on_disk<std::string>(std::move(work));
  co_return result;
}

void CallDesk::record(const guard::Record& record) {
  line_.clear();
  guard::append_line(line_, record);
  parts_.ledger.append(line_);
}

Task<Result<void>> CallDesk::announce(const std::string& call_id, const mcp::Tool& tool) {
  if (!parts_.durable) co_return Result<void>();
  std::string line = "{\"v\":1,\"time\":\"" + rfc3339(parts_.clock.today()) + "\",\"event\":\"dispatch\"";
  line += ",\"call\":" + json::quote(call_id) + ",\"server\":" + json::quote(tool.server);
  line += ",\"tool\":" + json::quote(tool.native) + ",\"exposed\":" + json::quote(tool.exposed) + "}";
  OneShot<Result<void>> done;
  boost::asio::io_context& loop = parts_.loop;
  parts_.ledger.append_durable(line, [&done, &loop](Result<void> result) {
    boost::asio::post(loop, [&done, result]() { done.set(result); });
  });
  Result<void> result = co_await done.wait();
  co_return result;
}

void CallDesk::goes_on(std::string_view digest, std::string_view request_state) {
  if (going_on_.size() >= kMaxGoingOn) going_on_.erase(going_on_.begin());
  going_on_.insert(std::string(digest) + "\n" + std::string(request_state));
}

bool CallDesk::was_going_on(std::string_view digest, std::string_view request_state) {
  return !request_state.empty() &&
         going_on_.erase(std::string(digest) + "\n" + std::string(request_state)) > 0;
}

}  // namespace callgate
