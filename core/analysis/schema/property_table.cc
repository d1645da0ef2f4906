#include "core/analysis/schema/property_table.h"

#include <algorithm>

#include "core/json/escape.h"
#include "core/json/keys.h"

namespace callgate::analysis::schema {
namespace {

// Under a secret seed: nobody can choose names that collide.
std::size_t hash(std::string_view name) {
  static const json::KeySets seeded;
  return static_cast<std::size_t>(seeded.hash(name));
}

}  // namespace

Property& PropertyTable::entry(std::string_view name) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  if (const Property* known = find_plain(name)) return entries_[known->place];
  Property made;
  made.name = name;
  made.place = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(std::move(made));
  insert(entries_.back());
  odd_names_ = odd_names_ || name.find('\\') != name.npos;
  return entries_.back();
}

void PropertyTable::grow() {
  slots_.assign(std::max<std::size_t>(8, 2 * slots_.size()), 0);
  for (const Property& entry : entries_) insert(entry);
}

void PropertyTable::insert(const Property& entry) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash(entry.name) & mask;
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = entry.place + 1;
}

const Property* PropertyTable::find_plain(std::string_view name) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash(name) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Property& entry = entries_[slots_[slot] - 1];
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

const Property* PropertyTable::find(std::string_view raw_key, std::uint32_t guess) const {
  if (entries_.empty()) return nullptr;
  if (!odd_names_) {
    if (guess < entries_.size() && entries_[guess].name == raw_key) return &entries_[guess];
    if (const Property* found = find_plain(raw_key)) return found;
  }
  if (raw_key.find('\\') == raw_key.npos) return odd_names_ ? find_plain(raw_key) : nullptr;
  std::string name;
  json::append_decoded(name, raw_key);
  return find_plain(name);
}

}  // namespace callgate::analysis::schema
