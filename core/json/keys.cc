#include "core/json/keys.h"

#include <algorithm>
#include <random>

namespace callgate::json {

const HashSeed& process_hash_seed() {
  static const HashSeed seed = [] {
    std::random_device source;
    const auto draw = [&source] { return static_cast<std::uint64_t>(source()) << 32 | source(); };
    // Odd numbers: none of them is zero, which would fold every key away.
    return HashSeed{draw() | 1, draw() | 1, draw() | 1};
  }();
  return seed;
}

std::uint64_t& KeySets::find(std::size_t start, std::size_t table, std::uint64_t key) {
  std::uint64_t* slots = slots_.data() + start;
  std::size_t i = key & (table - 1);
  while (slots[i] != 0 && slots[i] != key) i = (i + 1) & (table - 1);
  return slots[i];
}

bool KeySets::add_to_table(Object& object, std::uint64_t key) {
  std::uint64_t& slot = find(object.start, object.table, key);
  if (slot == key) return false;
  slot = key;
  if (++object.count * 2 > object.table) grow(object);
  return true;
}

// Builds the larger table behind the present slots, then moves it over them.
void KeySets::grow(Object& object) {
  const std::size_t present = slots_.size() - object.start;
  const std::size_t table = std::max<std::size_t>(64, object.table * 2), next = slots_.size();
  slots_.resize(next + table);
  for (std::size_t i = 0; i < present; ++i) {
    const std::uint64_t key = slots_[object.start + i];
    if (key) find(next, table, key) = key;
  }
  std::move(slots_.begin() + static_cast<std::ptrdiff_t>(next), slots_.end(),
            slots_.begin() + static_cast<std::ptrdiff_t>(object.start));
  slots_.resize(object.start + table);
  object.table = table;
}

void KeySets::clear_used() {
  constexpr std::size_t kKept = 1 << 16;
  slots_.clear();
  objects_.clear();
  if (slots_.capacity() > kKept) slots_ = {};
  if (objects_.capacity() > kKept) objects_ = {};
}

}  // namespace callgate::json
