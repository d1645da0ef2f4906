#include "core/analysis/path/known.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

#include "core/analysis/path/shell_glob.h"
#include "core/analysis/path/table.h"
#include "core/base/glob.h"

namespace callgate::analysis {
namespace {

using Segments = std::span<const std::string_view>;

constexpr std::size_t kMarks = 8192;

std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

struct Entry {
  std::vector<std::string_view> segments;  // without a "**" at the end
  std::string_view kind;
  bool anchored = false, personal = false, below = false, when_written = false, weak = false;
  std::size_t key = 0;  // the segment it is found by
};

// `pattern` fits the segments from the first on; all of them, unless what lies below counts as well.
bool fits(Segments pattern, bool below, Segments path) {
  if (pattern.empty()) return below || path.empty();
  if (pattern[0] == "**") {
    for (std::size_t skip = 0; skip <= path.size(); ++skip)
      if (fits(pattern.subspan(1), below, path.subspan(skip))) return true;
    return false;
  }
  return !path.empty() && glob_matches(pattern[0], path[0]) &&
         fits(pattern.subspan(1), below, path.subspan(1));
}

bool begins_alike(const Entry& entry, const KnownQuery& query) {
  if (query.anchored) return true;
  const std::string_view top = entry.segments[0];
  return query.perhaps && !entry.when_written &&
         (top == "etc" || top == "proc" || top == "run" || top == "var");
}

class Index {
 public:
  Index() {
    for (const auto& groups : {known_of_people(), known_of_machines()})
      for (const KnownPaths& group : groups) add(group);
    std::ranges::sort(by_hash_);
  }

  const std::vector<Entry>& entries() const { return entries_; }

  std::optional<KnownHit> find(const KnownQuery& query) const {
    std::optional<KnownHit> weak;
    for (std::size_t i = 0; i < query.segments.size(); ++i) {
      const std::uint32_t hash = hash_of(query.segments[i]);
      if (!marks_[hash % kMarks]) continue;
      auto keyed = std::ranges::lower_bound(by_hash_, hash, {}, &Keyed::hash);
      for (; keyed != by_hash_.end() && keyed->hash == hash; ++keyed)
        if (const auto hit = try_at(entries_[keyed->entry], query, i); hit && keep(*hit, weak)) return hit;
    }
    if (!query.segments.empty()) {
      const std::string_view last = query.segments.back();
      for (const std::vector<std::uint16_t>* bucket :
           {&by_begin_[byte(last.front())], &by_end_[byte(last.back())]})
        for (const std::uint16_t entry : *bucket)
          if (const auto hit = try_at(entries_[entry], query, query.segments.size() - 1);
              hit && keep(*hit, weak))
            return hit;
    }
    return weak;
  }

 private:
  struct Keyed {
    std::uint32_t hash;
    std::uint16_t entry;
    auto operator<=>(const Keyed&) const = default;
  };

  static std::size_t byte(char c) { return static_cast<unsigned char>(c); }

  // Whether this hit ends the search.
  static bool keep(const KnownHit& hit, std::optional<KnownHit>& weak) {
    if (hit.weak) weak = hit;
    return !hit.weak;
  }

  void add(const KnownPaths& group) {
    std::string_view all = group.patterns;
    while (!all.empty()) {
      const std::size_t bar = std::min(all.size(), all.find('|'));
      add(group, all.substr(0, bar));
      all.remove_prefix(std::min(all.size(), bar + 1));
    }
  }

  void add(const KnownPaths& group, std::string_view pattern) {
    Entry entry;
    entry.kind = group.kind;
    entry.weak = group.weak;
    entry.when_written = group.when_written;
    entry.personal = pattern.starts_with("~/");
    if (entry.personal) pattern.remove_prefix(2);
    entry.anchored = pattern[0] == '/' || (pattern.size() > 1 && pattern[1] == ':');
    entry.below = pattern.ends_with("/**");
    if (entry.below) pattern.remove_suffix(3);
    while (!pattern.empty()) {
      const std::size_t slash = std::min(pattern.size(), pattern.find('/'));
      if (slash > 0) entry.segments.push_back(pattern.substr(0, slash));
      pattern.remove_prefix(std::min(pattern.size(), slash + 1));
    }
    std::optional<std::size_t> key;
    for (std::size_t i = 0; i < entry.segments.size(); ++i)
      if (entry.segments[i].find('*') == std::string_view::npos) key = i;
    const auto number = static_cast<std::uint16_t>(entries_.size());
    if (key) {
      entry.key = *key;
      const std::uint32_t hash = hash_of(entry.segments[*key]);
      by_hash_.push_back({hash, number});
      marks_.set(hash % kMarks);
    } else {
      const std::string_view only = entry.segments.back();
      (only[0] == '*' ? by_end_[byte(only.back())] : by_begin_[byte(only[0])]).push_back(number);
    }
    entries_.push_back(std::move(entry));
  }

  std::optional<KnownHit> try_at(const Entry& entry, const KnownQuery& query, std::size_t i) const {
    if ((entry.when_written && !query.write) || (entry.personal && !query.outside)) return {};
    if (entry.anchored && !begins_alike(entry, query)) return {};
    const bool stretches = std::ranges::find(entry.segments, "**") != entry.segments.end();
    if (!stretches && entry.key > i) return {};
    const std::size_t start = stretches ? 0 : i - entry.key;
    if (entry.anchored ? start != 0 : start < query.first) return {};
    if (!fits(entry.segments, entry.below, query.segments.subspan(start))) return {};
    return KnownHit{entry.kind, entry.weak};
  }

  std::vector<Entry> entries_;
  std::vector<Keyed> by_hash_;
  std::bitset<kMarks> marks_;
  std::array<std::vector<std::uint16_t>, 256> by_begin_, by_end_;  // by the last segment's first or last byte
};

const Index& index() {
  static const Index built;
  return built;
}

// File names are shorter and paths less deep; comparing with every entry would take long for such words.
constexpr std::size_t kDeepest = 64;
bool too_long(std::string_view segment) {
  return segment.size() > 255;
}

bool plain(std::string_view segment) {
  return std::ranges::none_of(segment, [](char c) { return c == '*' || c == '?' || c == '['; });
}

// A star fits much; how much of the name has to be written that it can be meant.
bool meant(std::string_view glob, std::string_view known, std::size_t evidence) {
  return plain(glob) || evidence * (known.starts_with('.') ? 3 : 2) >= known.size();
}

bool fits_by_glob(const Entry& entry, Segments globs) {
  constexpr std::size_t kEnough = 2;
  const Segments known = entry.segments;
  if (globs.size() < known.size() || (globs.size() > known.size() && !entry.below)) return false;
  // Behind "/etc/" and "~/.aws/" every star is meant; behind "config/" it is any project's.
  const bool certain = entry.anchored || known[0].starts_with('.');
  std::size_t total = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const bool literal_begin = std::string_view("*?[\\").find(globs[i][0]) == std::string_view::npos;
    if (literal_begin && globs[i][0] != known[i][0] && known[i][0] != '*') return false;
    if (!plain(known[i])) {
      if (!plain(globs[i]) || !glob_matches(known[i], globs[i])) return false;
      continue;
    }
    if (!shell_glob_matches(globs[i], known[i])) return false;
    const std::size_t evidence = plain(globs[i]) ? globs[i].size() : glob_evidence(globs[i], known[i]);
    if (!meant(globs[i], known[i], evidence) && !(certain && (i > 0 || entry.anchored))) return false;
    total += evidence;
  }
  return total >= kEnough;
}

}  // namespace

std::optional<KnownHit> find_known(const KnownQuery& query) {
  return index().find(query);
}

std::optional<KnownHit> find_known_by_glob(const KnownQuery& query) {
  if (query.segments.size() > kDeepest || std::ranges::any_of(query.segments, too_long)) return {};
  for (const Entry& entry : index().entries()) {
    if (entry.when_written || (entry.personal && !query.outside) ||
        (entry.anchored && !begins_alike(entry, query)))
      continue;
    const std::size_t last = entry.anchored ? 0 : query.segments.size();
    for (std::size_t start = entry.anchored ? 0 : query.first; start <= last && start < query.segments.size();
         ++start)
      if (fits_by_glob(entry, query.segments.subspan(start))) return KnownHit{entry.kind, entry.weak};
  }
  return {};
}

}  // namespace callgate::analysis
