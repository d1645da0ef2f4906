// Which members or elements of one value some keyword has looked at, for `unevaluatedProperties` and
// `unevaluatedItems`.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>

namespace callgate::analysis::schema {

// Members and elements count from 0 in the order of the text.
class Seen {
 public:
  void mark(std::size_t place) {
    if (place / 64 >= bits_.size()) bits_.resize(place / 64 + 1, 0);
    bits_[place / 64] |= std::uint64_t{1} << place % 64;
  }
  void mark_all() { all_ = true; }
  bool marked(std::size_t place) const {
    return all_ || (place / 64 < bits_.size() && (bits_[place / 64] >> place % 64 & 1) != 0);
  }
  void merge(const Seen& other) {
    all_ = all_ || other.all_;
    if (other.bits_.size() > bits_.size()) bits_.resize(other.bits_.size(), 0);
    for (std::size_t i = 0; i < other.bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }

 private:
  boost::container::small_vector<std::uint64_t, 2> bits_;
  bool all_ = false;
};

}  // namespace callgate::analysis::schema
