#include "core/guards/budget/window.h"

#include <algorithm>

namespace callgate::guard {

Window::Amount Window::used(Instant now) {
  while (per_ && !slices_.empty() && slices_.front().at + *per_ <= now) {
    total_ -= slices_.front().amount;
    slices_.pop_front();
  }
  return total_;
}

void Window::take(Instant now, const Amount& amount) {
  total_ += amount;
  if (!per_) return;
  slices_.push_back({now, amount});
  if (slices_.size() <= kMaxSlices) return;
  slices_[1].amount += slices_[0].amount;
  slices_.pop_front();
}

void Window::give_back(Instant at, const Amount& amount) {
  const auto taken = std::find_if(slices_.rbegin(), slices_.rend(), [&](const Slice& slice) {
    return slice.at == at && slice.amount >= amount;
  });
  if (taken != slices_.rend()) {
    taken->amount -= amount;
    total_ -= amount;
  } else if (slices_.empty() && total_ >= amount) {
    total_ -= amount;  // what had expired in the meantime is not in the total any more
  }
}

std::optional<Millis> Window::until_room(Instant now, const Amount& amount, const Amount& max) const {
  if (!per_) return std::nullopt;
  Amount left = total_;
  for (const Slice& slice : slices_) {
    if (left + amount <= max) break;
    left -= slice.amount;
    if (left + amount <= max) return std::max(Millis{1}, std::chrono::ceil<Millis>(slice.at + *per_ - now));
  }
  return left + amount <= max ? std::optional(Millis{1}) : std::nullopt;
}

}  // namespace callgate::guard
