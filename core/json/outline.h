// A JSON text as a flat list of its values, in the order of the text: what guards walk instead of a tree.
#pragma once

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/recycle.h"
#include "core/base/result.h"
#include "core/json/view.h"

namespace callgate::json {

// One value. Views lead into the text, or into the outline where a string is written with escapes.
struct Entry {
  std::string_view key;  // decoded, of a member; empty for elements and the root
  std::string_view raw;  // the whole value as it is written
  std::string_view
      text;  // the characters of a string; of other scalars the same as raw; empty for containers
  std::uint32_t parent = 0;    // index of the container it lies in; the root is its own
  std::uint32_t end = 0;       // index behind the last value inside it: index + 1 for scalars
  std::uint32_t position = 0;  // among the elements of its array
  Type type = Type::null;
};

// Made in one pass over a text that the scanner has accepted; valid as long as that text. Bounded: of a text
// with more than kMaxEntries values nothing is kept and whole() is false, so that whoever must look at all of
// it can refuse.
class Outline {
 public:
  static constexpr std::uint32_t kMaxEntries = 200'000;

  explicit Outline(std::string_view text);
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;

  bool whole() const { return whole_; }
  const Entry& operator[](std::uint32_t index) const { return entries_[index]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  const Entry* begin() const { return entries_.data(); }
  const Entry* end() const { return entries_.data() + entries_.size(); }
  std::uint32_t index_of(const Entry& entry) const {
    return static_cast<std::uint32_t>(&entry - entries_.data());
  }

  // The member `key` of the object at `container`, null if it has none (or is no object). An error
  // (Errc::refused) if it is there twice, or if another key differs from it only by case: some servers would
  // read that one instead (CVE-2026-27896: encoding/json folds case).
  Result<const Entry*> member(std::uint32_t container, std::string_view key) const;

  // "user.to[2].name": how people write the way to a value; "" for the root.
  std::string path_of(const Entry& entry) const;

 private:
  void read(std::string_view text);
  // The text of the literal that begins at `quote`; `behind` is set to where it ends.
  std::string_view decoded(const char* quote, const char* end, const char*& behind);

  std::vector<Entry, RecyclingAllocator<Entry>> entries_;
  std::forward_list<std::string> unescaped_;
  bool whole_ = true;
};

// Whether a careless reader, one that folds case, takes `key` for `name`; both decoded.
bool resembles(std::string_view key, std::string_view name);

}  // namespace callgate::json
