// A table that forgets: at most so many entries, and the one that was not asked for longest leaves first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace callgate::guard {

// Its entries lie in one piece of memory, which grows as they come; an entry that leaves makes room for the
// next one.
template <class Key, class Value, class Hash = std::hash<Key>>
class LruTable {
 public:
  LruTable() = default;
  explicit LruTable(std::size_t capacity) { set_capacity(capacity); }

  // At least one entry; what is over leaves at once.
  void set_capacity(std::size_t capacity) {
    capacity_ = capacity ? capacity : 1;
    while (size_ > capacity_) remove(oldest_);
  }

  // Null if nothing is known of `key`. Valid until the next insertion or removal; the freshest entry now.
  Value* find(const Key& key) {
    const std::uint32_t at = place_of(key);
    if (at == kNone) return nullptr;
    if (at != freshest_) {
      unlink(at);
      put_first(at);
    }
    return &nodes_[at].value;
  }
  // The entry of `key`, made if it is not there. Valid until the next insertion or removal.
  Value& at(const Key& key) {
    if (Value* known = find(key)) return *known;
    if (size_ == capacity_) remove(oldest_);
    const std::uint32_t at = empty_place();
    nodes_[at].key = key;
    std::uint32_t& chain = chains_[chain_of(key)];
    nodes_[at].next = std::exchange(chain, at);
    put_first(at);
    ++size_;
    return nodes_[at].value;
  }
  void erase(const Key& key) {
    const std::uint32_t at = place_of(key);
    if (at != kNone) remove(at);
  }
  void clear() { *this = LruTable(capacity_); }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Node {
    Key key{};
    Value value{};
    std::uint32_t fresher = kNone, older = kNone;  // in the order of use
    std::uint32_t next = kNone;                    // in its chain, or among the empty ones
  };

  std::size_t chain_of(const Key& key) const {
    // Hashes may be plain numbers; the factor spreads them, and its upper bits are the best ones.
    constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
    return static_cast<std::size_t>(static_cast<std::uint64_t>(Hash{}(key)) * kGolden >> 32) &
           (chains_.size() - 1);
  }
  std::uint32_t place_of(const Key& key) const {
    if (size_ == 0) return kNone;
    std::uint32_t at = chains_[chain_of(key)];
    while (at != kNone && !(nodes_[at].key == key)) at = nodes_[at].next;
    return at;
  }
  std::uint32_t empty_place() {
    if (empty_ != kNone) return std::exchange(empty_, nodes_[empty_].next);
    nodes_.emplace_back();
    if (nodes_.size() > chains_.size()) rehash();
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  // Called while every place but the last one is taken.
  void rehash() {
    constexpr std::size_t kFirst = 16;
    chains_.assign(chains_.empty() ? kFirst : 2 * chains_.size(), kNone);
    for (std::uint32_t at = freshest_; at != kNone; at = nodes_[at].older)
      nodes_[at].next = std::exchange(chains_[chain_of(nodes_[at].key)], at);
  }
  void unlink(std::uint32_t at) {
    const Node& node = nodes_[at];
    (node.fresher == kNone ? freshest_ : nodes_[node.fresher].older) = node.older;
    (node.older == kNone ? oldest_ : nodes_[node.older].fresher) = node.fresher;
  }
  void put_first(std::uint32_t at) {
    nodes_[at].fresher = kNone;
    nodes_[at].older = freshest_;
    (freshest_ == kNone ? oldest_ : nodes_[freshest_].fresher) = at;
    freshest_ = at;
  }
  void remove(std::uint32_t at) {
    std::uint32_t* link = &chains_[chain_of(nodes_[at].key)];
    while (*link != at) link = &nodes_[*link].next;
    *link = nodes_[at].next;
    unlink(at);
    nodes_[at].key = Key{};
    nodes_[at].value = Value{};
    nodes_[at].next = std::exchange(empty_, at);
    --size_;
  }

  std::size_t capacity_ = 4096, size_ = 0;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> chains_;  // the first node of each, a power of two of them
  std::uint32_t freshest_ = kNone, oldest_ = kNone, empty_ = kNone;
};

}  // namespace callgate::guard
