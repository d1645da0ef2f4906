// What the names of arguments say, for names that are met again and again.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace callgate::guard {

// Keeps answers about the last names in a small table; a name that falls on the place of another takes it.
// One per thread: make it `thread_local`.
template <class T>
class KeyMemo {
 public:
  // `work_out(key)` is asked for what is not known; of long names always.
  template <class WorkOut>
  T of(std::string_view key, WorkOut work_out) {
    if (key.empty() || key.size() > kLongest) return work_out(key);
    const std::size_t size = key.size();
    const auto byte = [key](std::size_t i) { return std::size_t{static_cast<unsigned char>(key[i])}; };
    Known& known = table_[(byte(0) * 3 + byte(size / 2) * 7 + byte(size - 1) * 13 + size) % table_.size()];
    if (std::string_view(known.key.data(), known.size) != key) {
      known.value = work_out(key);
      known.size = static_cast<std::uint8_t>(size);
      std::copy_n(key.data(), size, known.key.data());
    }
    return known.value;
  }

 private:
  static constexpr std::size_t kLongest = 23;
  struct Known {
    std::array<char, kLongest> key{};
    std::uint8_t size = 0;
    T value{};
  };
  std::array<Known, 128> table_;
};

}  // namespace callgate::guard
