// Which definitions of tools have been accepted, and where that is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace callgate::guard {

// `pending`: nothing of this tool has been accepted. `changed`: something has, but not this.
enum class PinState : std::uint8_t { approved, pending, changed };
std::string_view to_string(PinState state);

// One definition of a tool as one program offers it.
struct Pin {
  std::string server, tool;  // the key in the configuration, the server's own name of the tool
  std::string program;       // fingerprint of what runs as that server; empty: not known
  std::string digest;        // pin_digest()
  std::string definition;    // pinned_part(), raw JSON; to be compared and shown
  std::string exposed;       // the name hosts know
};

// Asked on the way of a call and for every list, so it answers from memory; what lasts is written behind. One
// thread. A tool may have several accepted definitions: two configurations may call different programs by
// one name.
class PinStore {
 public:
  virtual ~PinStore() = default;
  // A guard will ask, with this bound for what is trusted at first sight. May be called again.
  virtual void open(std::size_t max_entries) = 0;
  // Different whenever what was answered before may be stale.
  virtual std::uint64_t revision() const = 0;
  // A person has made the list of all tools (a lock file): what is not on it is not trusted at first sight,
  // and it says nothing of programs.
  virtual bool locked() const { return false; }
  // What has been accepted of the tool that `offered` is about, oldest first. An error: nobody can say now.
  virtual Result<std::vector<Pin>> accepted(const Pin& offered) = 0;
  // Accepts what is seen for the first time. False: there is no room for more.
  virtual bool trust(const Pin& offered) = 0;
  // It is offered, is not approved, and was about to be used or shown: for people who ask what waits.
  virtual void report(const Pin& /*offered*/, PinState /*state*/) {}
  // What a person types to accept the tool.
  virtual std::string command(const std::string& exposed) const {
    return "callgate tools approve " + exposed;
  }
};

// The store for the life of a gateway.
class MemoryPins final : public PinStore {
 public:
  void open(std::size_t max_entries) override { max_entries_ = max_entries; }
  std::uint64_t revision() const override { return revision_; }
  bool locked() const override { return locked_; }
  Result<std::vector<Pin>> accepted(const Pin& offered) override;
  bool trust(const Pin& offered) override;

  // A person has accepted it.
  void accept(const Pin& pin);
  void set_locked() { locked_ = true, ++revision_; }

 private:
  std::map<std::pair<std::string, std::string>, std::vector<Pin>> tools_;
  std::size_t max_entries_ = 10'000, entries_ = 0;
  std::uint64_t revision_ = 1;
  bool locked_ = false;
};

}  // namespace callgate::guard
