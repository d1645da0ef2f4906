#include "upstreams/pending.h"

#include <algorithm>
#include <utility>

namespace callgate {

std::uint64_t Pending::add(Asker& asker, Instant deadline) {
  const std::uint64_t id = next_++;
  Entry& place = places_[id % kPlaces];
  if (place.id) aside_.emplace(place.id, place);
  place = {id, &asker, deadline};
  ++size_;
  return id;
}

Asker* Pending::take(std::uint64_t id) {
  Asker* asker = find(id);
  if (!asker) return nullptr;
  --size_;
  if (Entry& place = places_[id % kPlaces]; place.id == id) {
    place = {};
  } else {
    aside_.erase(id);
  }
  return asker;
}

Asker* Pending::find(std::uint64_t id) const {
  if (id == 0) return nullptr;
  const Entry& place = places_[id % kPlaces];
  if (place.id == id) return place.asker;
  const auto found = aside_.find(id);
  return found == aside_.end() ? nullptr : found->second.asker;
}

void Pending::fail_all(const Error& error) {
  // An asker that is told may drop others or add new ones: only the old ones that are still there hear of it.
  for (const std::uint64_t id : late(Instant::max())) {
    if (Asker* asker = take(id)) asker->answered(error);
  }
}

std::vector<std::uint64_t> Pending::late(Instant now) const {
  std::vector<std::uint64_t> ids;
  const auto consider = [&](const Entry& entry) {
    if (entry.id && entry.deadline <= now) ids.push_back(entry.id);
  };
  for (const Entry& entry : places_) consider(entry);
  for (const auto& [id, entry] : aside_) consider(entry);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::optional<std::uint64_t> Pending::parse(std::string_view raw_id) {
  constexpr std::size_t kMostDigits = 18;  // more than will ever be given out, and none of them overflows
  if (raw_id.empty() || raw_id.size() > kMostDigits || raw_id[0] == '0') return std::nullopt;
  std::uint64_t id = 0;
  for (const char c : raw_id) {
    if (c < '0' || c > '9') return std::nullopt;
    id = id * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return id;
}

}  // namespace callgate
