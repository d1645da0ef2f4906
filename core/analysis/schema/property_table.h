// The names an object schema speaks of, found by the raw keys of an object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis::schema {

struct Schema;

struct Property {
  std::string name;                // decoded
  const Schema* schema = nullptr;  // null: only required or depended on, not in `properties`
  bool required = false;
  bool blank_refused = false;    // under reject_blank_required
  bool null_is_missing = false;  // under null_counts_missing
  std::uint32_t place = 0;       // in the table; counts from 0 in the order of the schema
};

class PropertyTable {
 public:
  // The entry of `name`, made if there is none yet. The reference holds until the next one is made.
  Property& entry(std::string_view name);

  // The entry a member's raw key means, whatever escapes it has; null if there is none. `guess` is a place
  // that is looked at first.
  const Property* find(std::string_view raw_key, std::uint32_t guess = 0) const;
  const std::vector<Property>& entries() const { return entries_; }
  std::vector<Property>& entries() { return entries_; }
  std::size_t size() const { return entries_.size(); }

 private:
  const Property* find_plain(std::string_view name) const;
  void grow();
  void insert(const Property& entry);

  std::vector<Property> entries_;
  std::vector<std::uint32_t> slots_;  // open addressing, at most half full; place + 1, 0 is free
  bool odd_names_ = false;  // some name has a backslash, so that a raw key may look like it and mean another
};

}  // namespace callgate::analysis::schema
