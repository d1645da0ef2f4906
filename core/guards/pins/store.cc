#include "core/guards/pins/store.h"

namespace callgate::guard {

std::string_view to_string(PinState state) {
  switch (state) {
    case PinState::approved:
      return "approved";
    case PinState::pending:
      return "pending";
    case PinState::changed:
      return "changed";
  }
  return "changed";
}

Result<std::vector<Pin>> MemoryPins::accepted(const Pin& offered) {
  const auto known = tools_.find({offered.server, offered.tool});
  return known == tools_.end() ? std::vector<Pin>() : known->second;
}

bool MemoryPins::trust(const Pin& offered) {
  if (entries_ >= max_entries_) return false;
  tools_[{offered.server, offered.tool}].push_back(offered);
  ++entries_;
  return true;
}

void MemoryPins::accept(const Pin& pin) {
  tools_[{pin.server, pin.tool}].push_back(pin);
  ++entries_;
  ++revision_;
}

}  // namespace callgate::guard
