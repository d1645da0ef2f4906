// What a tools/call needs besides its server: the guard chain, the store of approvals, the ledger.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/log.h"
#include "core/guard/chain.h"
#include "core/guard/record.h"
#include "core/mcp/catalog.h"
#include "core/policy/world.h"
#include "gateway/config.h"
#include "gateway/state/approvals.h"
#include "gateway/state/disk_thread.h"
#include "gateway/state/ledger.h"
#include "gateway/state/spill_folder.h"
#include "upstreams/task.h"

namespace callgate {

class Hooks;

class CallDesk {
 public:
  struct Parts {
    boost::asio::io_context& loop;
    const Clock& clock;
    state::DiskThread& disk;
    state::Approvals& approvals;
    state::LedgerWriter& ledger;
    Hooks& hooks;
    const state::SpillFolder& spills;
    Log& log;
    const policy::World& world;
    bool durable = false;  // a record is on disk before its call goes out
    KeptArguments arguments = KeptArguments::none;
    Millis pending_ttl, grant_ttl;
    Millis hold_budget{0};  // how long a held call waits for a decision before it is parked
    std::string state_dir;  // as given on the command line: whoever approves must name it too; may be empty
  };
  using Chain = std::shared_ptr<const guard::GuardChain>;
  // `content`: for what leaves without a tool (guard::make_content_chain).
  CallDesk(Parts parts, Chain chain, Chain content);

  const Chain& chain() const { return chain_; }
  const Chain& content_chain() const { return content_chain_; }
  // Calls that are on their way keep the chain they came with.
  void set_chains(Chain chain, Chain content) {
    chain_ = std::move(chain);
    content_chain_ = std::move(content);
  }
  // Which tools a host sees; null if all. The context is this desk.
  mcp::Catalog::Shows filter() const;

  // A name for a call, unique over all runs: "8f3a61c2-17".
  std::string next_call_id();

  // The store of approvals, on the disk thread.
  Task<Result<state::Claim>> claim(std::string digest);
  // What the store says once somebody has decided, `limit` is over, or `given_up` (which must live until this
  // is done) is true.
  Task<Result<state::Claim>> decision(std::string digest, Millis limit, const bool& given_up);
  Task<Result<state::Approval>> hold(state::HoldRequest request);
  void release(std::string ticket);

  // Does what a guard waits for, and notes on the call what came of it. A slot is waited for until some call
  // ends, or until `until`, which the first wait sets.
  Task<void> wait_for(guard::Wait wait, guard::Call& call, Instant& until);
  // A call has ended: whoever waits for a slot may look again.
  void call_ended();

  // What a person types to let a held call run.
  std::string approve_command(const std::string& id) const {
    return "callgate approve " + id + (parts_.state_dir.empty() ? "" : " --state-dir " + parts_.state_dir);
  }

  // Whole results beside those that were cut, on the disk thread. What cannot be written is logged.
  void keep(std::vector<guard::Spill> spills);
  Task<Result<std::string>> read_spill(std::string name);
  const std::string& spill_folder() const { return parts_.spills.path().native(); }

  void record(const guard::Record& record);
  // With `durable`: done when the disk knows that this call is about to go out, as a line of its own,
  // {"v":1,"time":…,"event":"dispatch","call":…,"server":…,"tool":…,"exposed":…}. Without it: done at once.
  Task<Result<void>> announce(const std::string& call_id, const mcp::Tool& tool);

  // A modern server answered an approved call with a question: the host's next try, with this very state, is
  // the same call going on and needs no second approval. Used once.
  void goes_on(std::string_view digest, std::string_view request_state);
  bool was_going_on(std::string_view digest, std::string_view request_state);

  const Parts& parts() const { return parts_; }

 private:
  template <class T, class Work>
  Task<Result<T>> on_disk(Work work);

  Parts parts_;
  Chain chain_, content_chain_;
  WallTime run_start_;
  std::string run_;
  std::uint64_t calls_ = 0;
  std::string line_;  // reused for every record
  std::set<std::string> going_on_;
  std::vector<OneShot<bool>*> waiting_for_slot_;
};

template <class T, class Work>
Task<Result<T>> CallDesk::on_disk(Work work) {
  OneShot<Result<T>> done;
  boost::asio::io_context& loop = parts_.loop;
  const bool posted = parts_.disk.post([&done, &loop, work = std::move(work)]() mutable {
    Result<T> result = work();
    boost::asio::post(loop, [&done, result = std::move(result)]() mutable { done.set(std::move(result)); });
  });
  if (!posted) co_return Error{Errc::unavailable, "the gateway is stopping", {}};
  Result<T> result = co_await done.wait();
  co_return result;
}

}  // namespace callgate
