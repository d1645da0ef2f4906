// What guards remember from call to call, kept apart from the guards so that it outlives a reload of the
// policy.
#pragma once

#include <map>
#include <memory>
#include <string>

namespace callgate::guard {

// One for the life of a gateway. Each guard asks for its own state by its kind; a later guard of the same
// kind gets the same object, and a call that entered under the old policy still settles into it.
class GuardMemory {
 public:
  // State must be default-constructible; bounds are the guard's, who knows its knobs.
  template <class State>
  std::shared_ptr<State> of(const std::string& kind) {
    std::shared_ptr<void>& kept = states_[kind];
    if (!kept) kept = std::make_shared<State>();
    return std::static_pointer_cast<State>(kept);
  }
  // A new run begins: everybody starts over.
  void clear() { states_.clear(); }

 private:
  std::map<std::string, std::shared_ptr<void>> states_;
};

}  // namespace callgate::guard
