#include "upstreams/pending.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace callgate {

std::uint64_t Pending::add(Asker& asker, Instant deadline) {
  const std::uint64_t id = next_++;
  entries_.emplace(id, Entry{&asker, deadline});
  return id;
}

Asker* Pending::take(std::uint64_t id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return nullptr;
  Asker* asker = found->second.asker;
  entries_.erase(found);
  return asker;
}

Asker* Pending::find(std::uint64_t id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : found->second.asker;
}

void Pending::fail_all(const Error& error) {
  std::vector<std::uint64_t> ids;
  ids.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  // An asker that is told may drop others or add new ones: only the old ones that are still there hear of it.
  for (const std::uint64_t id : ids) {
    if (Asker* asker = take(id)) asker->answered(error);
  }
}

std::vector<std::uint64_t> Pending::late(Instant now) const {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, entry] : entries_) {
    if (entry.deadline <= now) ids.push_back(id);
  }
  return ids;
}

std::optional<std::uint64_t> Pending::parse(std::string_view raw_id) {
  std::uint64_t id = 0;
  const char* end = raw_id.data() + raw_id.size();
  const auto [stop, error] = std::from_chars(raw_id.data(), end, id);
  if (error != std::errc{} || stop != end || raw_id.empty() || raw_id[0] == '0') return std::nullopt;
  return id;
}

}  // namespace callgate
