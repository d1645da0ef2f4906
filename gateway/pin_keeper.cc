#include "gateway/pin_keeper.h"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace callgate {
namespace {

using guard::Pin;
using guard::PinState;

constexpr std::size_t kTold = 4096;
constexpr std::size_t kNamed = 5;  // tools in one line of the log

bool same(const std::vector<Pin>& a, const std::vector<Pin>& b) {
  return std::ranges::equal(
      a, b, [](const Pin& x, const Pin& y) { return x.digest == y.digest && x.program == y.program; });
}

std::string names_of(const std::vector<Pin>& pins) {
  std::string names;
  for (std::size_t i = 0; i < std::min(pins.size(), kNamed); ++i) names += (i ? ", " : "") + pins[i].exposed;
  if (pins.size() > kNamed) names += " and " + std::to_string(pins.size() - kNamed) + " more";
  return names;
}

}  // namespace

void PinKeeper::use_lock(std::shared_ptr<const tool_lock::ToolLock> lock, const std::string& file) {
  lock_ = std::move(lock);
  config_option_ = lock_ && !file.empty() ? " --config " + file : std::string();
  ++revision_;
  if (!lock_) return;
  parts_.log.info("pins: the lock file lists " + std::to_string(lock_->size()) +
                  (lock_->size() == 1 ? " tool" : " tools") + "; nothing else is accepted");
}

void PinKeeper::open(std::size_t max_entries) {
  max_entries_ = max_entries;
  if (!lock_ && !known_ && !reading_) read_later();
}

void PinKeeper::refresh() {
  if (lock_ || !known_) return;
  read_later();
  finish_reading();
}

// Where one server after another is put behind "--", its program's file name says too little.
Pin PinKeeper::stored(const Pin& offered) const {
  Pin pin = offered;
  if (parts_.unnamed) pin.server += " " + pin.program.substr(0, 12);
  return pin;
}

Result<PinKeeper::Accepted> PinKeeper::read(state::Pins& pins) {
  CALLGATE_TRY(rows, pins.list());
  Accepted accepted;
  for (state::StoredPin& row : rows) {
    if (row.state == PinState::approved)
      accepted[{row.pin.server, row.pin.tool}].push_back(std::move(row.pin));
  }
  return accepted;
}

void PinKeeper::read_later() {
  auto reading = std::make_shared<std::optional<Result<Accepted>>>();
  reading_ = reading;
  parts_.disk.post([self = weak_from_this(), &loop = parts_.loop, &pins = parts_.pins, reading] {
    reading->emplace(read(pins));
    boost::asio::post(loop, [self, reading] {
      const auto keeper = self.lock();
      if (keeper && *reading) keeper->take(std::exchange(*reading, std::nullopt).value());
    });
  });
}

void PinKeeper::finish_reading() {
  const Reading reading = reading_;
  parts_.disk.drain();
  if (reading && *reading) take(std::exchange(*reading, std::nullopt).value());
}

void PinKeeper::take(Result<Accepted> found) {
  // What could be read once is still better than nothing.
  if (!found && known_ && *known_) return;
  if (found) {
    for (const Pin& pin : unwritten_) {
      auto& versions = (*found)[{pin.server, pin.tool}];
      if (versions.empty()) versions.push_back(pin);
    }
    entries_ = 0;
    for (const auto& [key, versions] : *found) entries_ += versions.size();
  }
  const bool stale = !found || !known_ || !*known_ ||
                     !std::ranges::equal(**known_, *found, [](const auto& a, const auto& b) {
                       return a.first == b.first && same(a.second, b.second);
                     });
  known_ = std::move(found);
  if (stale) ++revision_;
}

Result<std::vector<Pin>> PinKeeper::accepted(const Pin& offered) {
  std::vector<Pin> found;
  if (lock_) {
    for (const tool_lock::LockedTool& tool : *lock_) {
      if (tool.server == offered.server && tool.tool == offered.tool)
        found.push_back({tool.server, tool.tool, "", tool.hash, tool.definition, tool.name});
    }
    return found;
  }
  if (!known_) {
    if (!reading_) read_later();
    finish_reading();
  }
  if (!known_) return error(Errc::unavailable, "the gateway is stopping");
  if (!*known_) {
    const Error why = known_->error();
    // Whoever comes later finds what this reading brings.
    known_.reset();
    read_later();
    return why;
  }
  const Pin pin = stored(offered);
  const auto at = (*known_)->find({pin.server, pin.tool});
  return at == (*known_)->end() ? found : at->second;
}

bool PinKeeper::trust(const Pin& offered) {
  if (entries_ >= max_entries_ || !known_ || !*known_) return false;
  unwritten_.push_back(stored(offered));
  const Pin& pin = unwritten_.back();
  (**known_)[{pin.server, pin.tool}].push_back(pin);
  ++entries_;
  write_soon();
  return true;
}

void PinKeeper::report(const Pin& offered, PinState state) {
  if (told_.size() >= kTold) told_.clear();
  std::string& told = told_[offered.exposed];
  if (told != offered.digest + offered.program) {
    told = offered.digest + offered.program;
    parts_.log.warn("pins: " + offered.exposed +
                    (state == PinState::changed ? " is not what was accepted" : " has not been accepted") +
                    "; see callgate tools diff, then: " + command(offered.exposed));
  }
  if (lock_) return;
  waiting_.insert_or_assign(offered.exposed, stored(offered));
  write_soon();
}

std::string PinKeeper::command(const std::string& exposed) const {
  return "callgate tools approve " + exposed + parts_.options + config_option_;
}

void PinKeeper::write_soon() {
  if (std::exchange(writing_, true)) return;
  boost::asio::post(parts_.loop, [self = weak_from_this()] {
    if (const auto keeper = self.lock()) keeper->write();
  });
}

// One write at a time: what comes meanwhile is written by the next one.
void PinKeeper::write() {
  std::vector<Pin> waiting;
  for (auto& [name, pin] : waiting_) waiting.push_back(std::move(pin));
  waiting_.clear();
  parts_.disk.post([self = weak_from_this(), &loop = parts_.loop, &pins = parts_.pins, fresh = unwritten_,
                    waiting = std::move(waiting), max = max_entries_] {
    Result<std::size_t> trusted = fresh.empty() ? std::size_t{0} : pins.trust(fresh, max);
    for (const Pin& pin : waiting) {
      if (auto done = pins.wait(pin); !done && trusted) trusted = done.error();
    }
    auto reading = std::make_shared<Result<Accepted>>(read(pins));
    boost::asio::post(loop, [self, count = fresh.size(), trusted, reading] {
      const auto keeper = self.lock();
      if (!keeper) return;
      keeper->written(count, trusted);
      keeper->take(std::move(*reading));
    });
  });
}

void PinKeeper::written(std::size_t count, Result<std::size_t> trusted) {
  writing_ = false;
  if (!waiting_.empty() || unwritten_.size() > count) write_soon();
  if (!trusted) {
    // It holds for this run all the same.
    return parts_.log.error("pins: what was accepted could not be written: " + to_string(trusted.error()));
  }
  if (count == 0) return;
  const std::vector<Pin> done(unwritten_.begin(), unwritten_.begin() + static_cast<std::ptrdiff_t>(count));
  unwritten_.erase(unwritten_.begin(), unwritten_.begin() + static_cast<std::ptrdiff_t>(count));
  parts_.log.info("pins: seen for the first time, and accepted as it is: " + names_of(done));
  if (*trusted < count) {
    parts_.log.warn("pins: " + std::to_string(count - *trusted) +
                    " of them are something else for another gateway, and are held from now on");
  }
}

}  // namespace callgate
