// The guard `breaker`: stops calls that keep failing. A tool that fails in the same way several times in a
// row, a call that fails again and again, and a server that answers nothing any more are left alone for a
// while. A tool whose arguments name a host is a tool of its own for each host.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/guard/epochs.h"
#include "core/guard/fingerprint.h"
#include "core/guard/in_flight.h"
#include "core/guard/lru_table.h"
#include "core/guard/retry_after.h"
#include "core/guard/target_host.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/breaker/fuse.h"
#include "core/guards/registry.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using Action = policy::BreakerKnobs::Action;

// Outlives a policy.
struct Health {
  struct OfTool {
    Fuse fuse;
    bool failing = false;  // some call of it failed and has not succeeded since
  };
  // One and the same call that failed.
  struct Failing {
    std::int64_t count = 0;
    ErrorClass what = ErrorClass::unknown;
    Instant last{};
    std::uint64_t epoch = 0;
    std::optional<Millis> wait;  // that it asked for
  };
  LruTable<std::uint64_t, OfTool> tools;
  LruTable<std::string, Fuse> servers;
  LruTable<Fingerprint, Failing, FingerprintHash> calls;
  Epochs epochs;
};

struct Note {
  bool reserved = false, probes_tool = false, probes_server = false;
  bool answered = false;            // by a result that is no error
  std::optional<ErrorClass> error;  // what it failed with
  std::optional<Millis> wait;       // that the error asks for
  std::uint64_t lane = 0;           // names the tool and the host; 0: not worked out
  std::optional<Fingerprint> key;   // of a call that failed now or before
};

class Breaker final : public Guard {
 public:
  Breaker(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.breaker), clock_(deps.clock), health_(deps.memory->of<Health>("breaker")) {
    const auto bound = static_cast<std::size_t>(knobs_.max_entries);
    health_->tools.set_capacity(bound);
    health_->servers.set_capacity(bound);
    health_->calls.set_capacity(bound);
  }

  std::string_view kind() const override { return "breaker"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&Breaker::judge>(Before::breaker, *this);
    chain.after<&Breaker::note_result>(After::record, *this);
  }
  Verdict judge(Call& call);
  std::optional<Deny> reserve(Call& call) override;
  Amend note_result(Call& call, const Bytes& result);
  void failed(Call& call, const Failure& failure) override;
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  static bool listed(const std::vector<std::string>& classes, ErrorClass what) {
    return std::find(classes.begin(), classes.end(), to_string(what)) != classes.end();
  }
  // One file that may not be touched says nothing of the tool, and an error nobody can read neither.
  bool counts(ErrorClass what) const { return what != ErrorClass::no_access && listed(knobs_.classes, what); }
  static bool counts_for_server(ErrorClass what) {
    return what == ErrorClass::network || what == ErrorClass::timeout || what == ErrorClass::server_error;
  }
  Millis cooldown() const { return knobs_.cooldown_s; }
  std::uint64_t lane_of(Call& call) {
    const std::uint64_t tool = names_.of(call.tool_ptr(), [](const mcp::Tool& one) {
      return short_hash(one.server) * 31 + short_hash(one.native);
    });
    const std::string host = call.arguments().size() > 2 ? target_host(call.outline()) : std::string();
    return host.empty() ? tool : tool * 31 + short_hash(host);
  }
  // While no tool has failed, nobody needs to know.
  std::uint64_t lane_of(Call& call, Note& note) {
    if (note.lane == 0 && health_->tools.size() > 0) note.lane = lane_of(call);
    return note.lane;
  }
  std::optional<Deny> judge_fuse(const Fuse& fuse, std::string_view whose, std::string_view code) const;
  Verdict judge_same(Call& call, const Health::Failing& known) const;
  Deny refuse_same(const Call& call, const Health::Failing& known, std::string code, Millis left) const;
  Millis pause_after(std::int64_t failures) const;
  void note_failure(Call& call, ErrorClass what);
  void record_failure(const Call& call, const Note& note, ErrorClass what);
  void record_success(const Call& call, const Note& note);

  const policy::BreakerKnobs knobs_;
  const Clock& clock_;
  std::shared_ptr<Health> health_;
  ToolMemo<std::uint64_t> names_;
  InFlight<Note> notes_;
};

std::optional<Deny> Breaker::judge_fuse(const Fuse& fuse, std::string_view whose,
                                        std::string_view code) const {
  const Instant now = clock_.now();
  const Fuse::State state = fuse.state(now, cooldown());
  if (state == Fuse::State::closed) return std::nullopt;
  if (state == Fuse::State::probing && fuse.probes() < knobs_.half_open) return std::nullopt;
  const Millis left = std::max(Millis{1000}, fuse.left(now, cooldown()));
  std::string reason = std::string(whose) + " failed " + std::to_string(fuse.streak(fuse.cause())) +
                       " times in a row (" + std::string(to_string(fuse.cause())) + ")";
  reason += state == Fuse::State::blown ? "." : ", and another call is trying it out just now.";
  return Deny{{"breaker", "", std::string(code), std::move(reason),
               "Do not repeat it now; go on without it, or try again in " +
                   std::to_string((left.count() + 999) / 1000) + " s."},
              left,
              true};
}

Millis Breaker::pause_after(std::int64_t failures) const {
  if (failures < 2) return Millis{0};
  const double pause =
      static_cast<double>(knobs_.backoff.min.count()) *
      std::pow(knobs_.backoff.factor, static_cast<double>(std::min<std::int64_t>(failures, 64) - 1));
  return pause < static_cast<double>(knobs_.backoff.max.count()) ? Millis(static_cast<std::int64_t>(pause))
                                                                 : knobs_.backoff.max;
}

Deny Breaker::refuse_same(const Call& call, const Health::Failing& known, std::string code,
                          Millis left) const {
  return Deny{{"breaker", "", std::move(code),
               "This very call to " + call.tool().exposed + " has failed " + std::to_string(known.count) +
                   (known.count == 1 ? " time (" : " times (") + std::string(to_string(known.what)) +
                   ") and nothing has changed since.",
               "Change the arguments, remove the cause of the error first, or tell the user."},
              std::max(left, Millis{1}),
              true};
}

Verdict Breaker::judge_same(Call& call, const Health::Failing& known) const {
  const Instant now = clock_.now();
  const Millis rest = known.wait.value_or(cooldown());
  if (known.epoch != health_->epochs.of(call.tool().server) || now - known.last >= rest) return Allow{};
  const Millis left = std::chrono::ceil<Millis>(known.last + rest - now);
  if (listed(knobs_.non_retryable, known.what))
    return refuse_same(call, known, "breaker_not_retryable", left);
  if (knobs_.same_sig_max && known.count >= *knobs_.same_sig_max)
    return refuse_same(call, known, "breaker_same_call", left);
  const Millis pause = std::chrono::ceil<Millis>(known.last + pause_after(known.count) - now);
  if (pause <= Millis{0}) return Allow{};
  Deny early{{"breaker", "", "breaker_backoff",
              "This very call has failed " + std::to_string(known.count) + " times, last just now.",
              "Wait " + std::to_string(pause.count()) + " ms before you repeat it, or change it."},
             pause,
             true};
  if (knobs_.backoff.action == Action::deny) return early;
  if (knobs_.backoff.action == Action::wait) {
    if (call.waited()) return Allow{};
    return Wait{std::move(early.why), nullptr, pause};
  }
  call.warn(std::move(early.why));
  return Allow{};
}

Verdict Breaker::judge(Call& call) {
  if (const Fuse* server = health_->servers.find(call.tool().server)) {
    if (auto refused = judge_fuse(*server, "The server " + call.tool().server, "breaker_server")) {
      refused->guidance = false;
      return std::move(*refused);
    }
  }
  if (health_->tools.size() == 0) return Allow{};
  const Health::OfTool* tool = health_->tools.find(lane_of(call));
  if (!tool) return Allow{};
  if (auto refused = judge_fuse(tool->fuse, call.tool().exposed, "breaker_open")) return std::move(*refused);
  if (!tool->failing) return Allow{};
  const auto key = fingerprint(call);
  const Health::Failing* known = key ? health_->calls.find(*key) : nullptr;
  if (!known) return Allow{};
  notes_.start(call).key = key;
  return judge_same(call, *known);
}

std::optional<Deny> Breaker::reserve(Call& call) {
  const Instant now = clock_.now();
  Note& note = notes_.start(call);
  Fuse* server = health_->servers.find(call.tool().server);
  if (server && server->state(now, cooldown()) == Fuse::State::probing) {
    if (!server->begin_probe(knobs_.half_open))
      return judge_fuse(*server, "The server " + call.tool().server, "breaker_server");
    note.probes_server = true;
  }
  Health::OfTool* tool = health_->tools.find(lane_of(call, note));
  if (tool && tool->fuse.state(now, cooldown()) == Fuse::State::probing) {
    if (!tool->fuse.begin_probe(knobs_.half_open)) {
      if (std::exchange(note.probes_server, false)) server->end_probe();
      return judge_fuse(tool->fuse, call.tool().exposed, "breaker_open");
    }
    note.probes_tool = true;
  }
  note.reserved = true;
  return std::nullopt;
}

Amend Breaker::note_result(Call& call, const Bytes& result) {
  Note* note = notes_.find(call);
  if (!note || !note->reserved) return Keep{};
  if (!call.view(result).failed) {
    note->answered = true;
    lane_of(call, *note);
  } else if (call.facts().effect != Effect::exec) {
    // A program that fails says something of what it was given, not of the tool that ran it.
    const std::string text = error_text(result.view());
    const ErrorClass what = class_of_text(text);
    if (what == ErrorClass::rate_limit) note->wait = stated_wait(text);
    if (note->wait && *note->wait > cooldown()) note->wait.reset();
    note_failure(call, what);
  }
  return Keep{};
}

void Breaker::failed(Call& call, const Failure& failure) {
  const Note* note = notes_.find(call);
  if (note && note->reserved) note_failure(call, failure.what);
}

void Breaker::note_failure(Call& call, ErrorClass what) {
  Note& note = *notes_.find(call);
  note.error = what;
  if (note.lane == 0) note.lane = lane_of(call);
  if (!note.key) note.key = fingerprint(call);
}

void Breaker::record_failure(const Call& call, const Note& note, ErrorClass what) {
  const Instant now = clock_.now();
  Health::OfTool& tool = health_->tools.at(note.lane);
  tool.failing = true;
  if (counts(what) && knobs_.streak) tool.fuse.failed(what, *knobs_.streak, now, note.probes_tool, note.wait);
  if (counts_for_server(what) && knobs_.upstream_trip) {
    // Whatever the class: what counts is that nothing comes back.
    health_->servers.at(call.tool().server)
        .failed(ErrorClass::network, *knobs_.upstream_trip, now, note.probes_server);
  }
  if (!note.key) return;
  const std::uint64_t epoch = health_->epochs.of(call.tool().server);
  Health::Failing& known = health_->calls.at(*note.key);
  if (known.epoch != epoch) known.count = 0;
  known = {known.count + 1, what, now, epoch, note.wait};
}

void Breaker::record_success(const Call& call, const Note& note) {
  if (Fuse* server = health_->servers.find(call.tool().server)) server->succeeded();
  if (Health::OfTool* tool = health_->tools.find(note.lane)) tool->fuse.succeeded();
  if (note.key) health_->calls.erase(*note.key);
  health_->epochs.bump(call.tool().server, call.facts());
}

void Breaker::settle(const Call& call, Ending ending) noexcept {
  Note* note = notes_.find(call);
  if (!note) return;
  if (note->probes_tool) {
    if (Health::OfTool* tool = health_->tools.find(note->lane)) tool->fuse.end_probe();
  }
  if (note->probes_server) {
    if (Fuse* server = health_->servers.find(call.tool().server)) server->end_probe();
  }
  if (note->reserved && ending != Ending::denied) {
    if (note->error) {
      record_failure(call, *note, *note->error);
    } else if (note->answered) {
      record_success(call, *note);
    }
  }
  notes_.finish(call);
}

}  // namespace

std::unique_ptr<Guard> make_breaker(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Breaker>(policy, deps);
}

}  // namespace callgate::guard
