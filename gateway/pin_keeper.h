// Which definitions of tools were accepted, as this gateway knows it: from the lock file beside the
// configuration if there is one, else from the store of the machine.
#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/log.h"
#include "core/guards/pins/store.h"
#include "gateway/state/disk_thread.h"
#include "gateway/state/pins.h"
#include "gateway/tool_lock/lock_file.h"

namespace callgate {

// Answers from memory. The store is read on the disk thread when a guard first wants it, and again when
// somebody says that it has changed or a tool waits; only a question that comes before the first reading is
// over waits for it. What is written is written behind, all of one turn of the loop together.
class PinKeeper final : public guard::PinStore, public std::enable_shared_from_this<PinKeeper> {
 public:
  // What is referred to outlives this; the disk thread has stopped before it ends.
  struct Parts {
    boost::asio::io_context& loop;
    state::DiskThread& disk;
    state::Pins& pins;
    Log& log;
    bool unnamed = false;  // the one server has no name of its own: programs are told apart by what they are
    std::string options;   // what `callgate tools approve` needs to find the same store; may be empty
  };
  explicit PinKeeper(Parts parts) : parts_(std::move(parts)) {}

  // Null: there is no lock file (any more). `file` is named where a person is told what to type.
  void use_lock(std::shared_ptr<const tool_lock::ToolLock> lock, const std::string& file);
  // The store has changed: what is asked from now on is answered by what it holds now.
  void refresh();

  void open(std::size_t max_entries) override;
  std::uint64_t revision() const override { return revision_; }
  bool locked() const override { return lock_ != nullptr; }
  Result<std::vector<guard::Pin>> accepted(const guard::Pin& offered) override;
  bool trust(const guard::Pin& offered) override;
  void report(const guard::Pin& offered, guard::PinState state) override;
  std::string command(const std::string& exposed) const override;

 private:
  using Accepted = std::map<std::pair<std::string, std::string>, std::vector<guard::Pin>>;
  // What a job on the disk thread found, for whoever waits for it.
  using Reading = std::shared_ptr<std::optional<Result<Accepted>>>;

  guard::Pin stored(const guard::Pin& offered) const;
  static Result<Accepted> read(state::Pins& pins);
  void read_later();
  void finish_reading();
  void take(Result<Accepted> found);
  void write_soon();
  void write();
  void written(std::size_t count, Result<std::size_t> trusted);

  Parts parts_;
  std::shared_ptr<const tool_lock::ToolLock> lock_;
  std::string config_option_;
  Reading reading_;  // the latest
  std::optional<Result<Accepted>> known_;
  std::size_t max_entries_ = 0, entries_ = 0;
  std::vector<guard::Pin> unwritten_;          // accepted at first sight, and not yet on the disk
  std::map<std::string, guard::Pin> waiting_;  // to be written; by the exposed name
  bool writing_ = false;
  std::map<std::string, std::string> told_;  // by the exposed name: the digest that the log has spoken of
  std::uint64_t revision_ = 1;
};

}  // namespace callgate
