// Tells whether an object has a key twice, for any number of nested objects read in the order of the text.
//
// Keys are remembered as 64-bit hashes under a seed drawn once per process: nobody outside can make two keys
// collide, and among a million keys chance does so once in thirty million lines. Few keys are compared one by
// one; many go to a flat table, so that time stays linear and memory stays within a small multiple of the
// text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace callgate::json {

// The secret numbers of the key hash.
struct HashSeed {
  std::uint64_t a, b, c;
};
// Drawn at first use, the same until the process ends.
const HashSeed& process_hash_seed();

class KeySets {
 public:
  KeySets() : seed_(process_hash_seed()) {}

  // An object begins inside the innermost open one.
  void open() { objects_.push_back({slots_.size(), 0, 0}); }
  // The innermost open object ends; nothing happens when none is open.
  void close();
  // Adds a key, given with its escapes decoded, to the innermost object. False if it was there already.
  bool add(std::string_view key) { return add(hash(key)); }
  // The same in two steps, for who keeps the hash of an object's first key until a second one comes.
  std::uint64_t hash(std::string_view key) const;  // never 0
  bool add(std::uint64_t hashed);
  // Forgets everything, and gives back memory that an unusually large line has taken.
  void clear() {
    if (slots_.capacity() + objects_.capacity() > 0) clear_used();
  }

 private:
  // The keys of one object stand at slots_[start…]: as a list, or (table > 0) as an open-addressing table of
  // `table` slots. Only the innermost object grows, and it is always the last one in slots_.
  struct Object {
    std::size_t start, count, table;
  };

  bool add_to_table(Object& object, std::uint64_t key);
  void grow(Object& object);
  void clear_used();
  // The slot of `key` in a table, or the free one where it belongs.
  std::uint64_t& find(std::size_t start, std::size_t table, std::uint64_t key);

  HashSeed seed_;
  std::vector<std::uint64_t> slots_;  // 0 = free
  std::vector<Object> objects_;
};

namespace detail {

__extension__ typedef unsigned __int128 Wide;

// Both halves of the product, folded: every bit of either factor reaches every bit of the answer.
inline std::uint64_t fold(std::uint64_t x, std::uint64_t y) {
  const Wide product = static_cast<Wide>(x) * y;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template <class Word>
inline std::uint64_t read(const char* p) {
  Word word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

}  // namespace detail

inline std::uint64_t KeySets::hash(std::string_view key) const {
  using detail::fold;
  using detail::read;
  const char* p = key.data();
  std::size_t left = key.size();
  std::uint64_t state = seed_.a, x = 0, y = 0;
  for (; left > 16; p += 16, left -= 16) {
    state = fold(read<std::uint64_t>(p) ^ seed_.b, read<std::uint64_t>(p + 8) ^ state);
  }
  // What is left, read as two words that may overlap.
  if (left >= 8) {
    x = read<std::uint64_t>(p);
    y = read<std::uint64_t>(p + left - 8);
  } else if (left >= 4) {
    x = read<std::uint32_t>(p);
    y = read<std::uint32_t>(p + left - 4);
  } else if (left > 0) {
    x = static_cast<std::uint8_t>(p[0]) |
        static_cast<std::uint64_t>(static_cast<std::uint8_t>(p[left / 2])) << 8 |
        static_cast<std::uint64_t>(static_cast<std::uint8_t>(p[left - 1])) << 16;
  }
  const std::uint64_t hashed = fold(fold(x ^ seed_.b, y ^ state) ^ seed_.c, key.size() ^ seed_.b);
  return hashed ? hashed : 1;
}

inline bool KeySets::add(std::uint64_t hashed) {
  constexpr std::size_t kList = 16;
  Object& object = objects_.back();
  if (object.table) return add_to_table(object, hashed);
  const std::uint64_t* known = slots_.data() + object.start;
  for (std::size_t i = 0; i < object.count; ++i) {
    if (known[i] == hashed) return false;
  }
  if (object.count == kList) {
    grow(object);
    return add_to_table(object, hashed);
  }
  slots_.push_back(hashed);
  ++object.count;
  return true;
}

inline void KeySets::close() {
  if (objects_.empty()) return;
  slots_.erase(slots_.begin() + static_cast<std::ptrdiff_t>(objects_.back().start), slots_.end());
  objects_.pop_back();
}

}  // namespace callgate::json
