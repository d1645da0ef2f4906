#include "core/analysis/triggers.h"

#include <algorithm>

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongest = 24;  // no head needs more to be told from prose

// How often a byte is met, roughly, in prose and code; only the order counts.
unsigned weight(char c) {
  if (std::string_view("etaoinsr -").find(c) != std::string_view::npos) return 9;
  if (std::string_view("lhdcumpfgy=./_*#").find(c) != std::string_view::npos) return 5;
  return kLower.has(c) ? 2 : 1;
}

unsigned weight(const ByteSet& set) {
  unsigned sum = 0;
  for (int b = 0; b < 256; ++b) {
    if (set.has(static_cast<char>(b))) sum += weight(static_cast<char>(b));
  }
  return sum;
}

std::vector<ByteSet> head_of(const Shape& shape) {
  std::vector<ByteSet> head;
  for (const Shape::Run& run : shape.runs()) {
    for (int i = 0; i < run.min && head.size() < kLongest; ++i) head.push_back(run.set);
    if (run.min != run.max) break;
  }
  return head;
}

// Of the places at which three bytes and the three that begin one later can be asked for, the rarest.
std::size_t rarest(const std::vector<ByteSet>& head) {
  std::size_t best = 0;
  double lowest = 1e300;
  for (std::size_t at = 0; at + 4 <= head.size(); ++at) {
    const double middle = static_cast<double>(weight(head[at + 1])) * weight(head[at + 2]);
    const double sum = middle * (weight(head[at]) + weight(head[at + 3]));
    if (sum < lowest) lowest = sum, best = at;
  }
  return best;
}

}  // namespace

Triggers::Triggers(const std::vector<Shape>& heads) : marks_((1u << kBits) / 64) {
  for (const Shape& shape : heads) {
    heads_.push_back(head_of(shape));
    const std::size_t at = rarest(heads_.back());
    const auto number = static_cast<std::uint16_t>(heads_.size() - 1);
    enter(number, at);
    enter(number, at + 1);
  }
  std::sort(entries_.begin(), entries_.end());
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
  first_.assign((1u << kBucketBits) + 1, 0);
  for (const Entry& entry : entries_) {
    marks_[entry.slot >> 6] |= std::uint64_t{1} << (entry.slot & 63);
    ++first_[(entry.slot >> (kBits - kBucketBits)) + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

void Triggers::enter(std::uint16_t head, std::size_t offset) {
  const auto members = [&](std::size_t i) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t b = 0; b < 256; ++b) {
      if (heads_[head][offset + i].has(static_cast<char>(b))) all.push_back(b);
    }
    return all;
  };
  const auto first = members(0), second = members(1), third = members(2);
  for (const std::uint32_t a : first) {
    for (const std::uint32_t b : second) {
      for (const std::uint32_t c : third) {
        entries_.push_back({slot(a | b << 8 | c << 16), head, static_cast<std::uint16_t>(offset)});
      }
    }
  }
}

bool Triggers::fits(std::uint16_t head, std::string_view text, std::size_t at) const {
  const std::vector<ByteSet>& sets = heads_[head];
  if (text.size() - at < sets.size()) return false;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (!sets[i].has(text[at + i])) return false;
  }
  return true;
}

}  // namespace callgate::analysis
