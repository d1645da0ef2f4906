#include "gateway/state/ledger_reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/base/clock.h"
#include "core/json/view.h"
#include "gateway/state/file.h"

namespace callgate::state {
namespace {

constexpr std::size_t kChunk = 256 * 1024;

std::int64_t changed_millis(const struct stat& about) {
#ifdef __APPLE__
  const timespec& at = about.st_mtimespec;
#else
  const timespec& at = about.st_mtim;
#endif
  return std::int64_t{at.tv_sec} * 1000 + at.tv_nsec / 1'000'000;
}

bool is_record(std::string_view line) {
  return line.starts_with('{') && json::valid(line) &&
         json::type_of(json::member(line, "time")) == json::Type::string;
}

// Which line of the file, from 1, begins at `offset`.
std::uint64_t line_at(const std::filesystem::path& path, std::uint64_t offset) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> chunk(kChunk);
  std::uint64_t line = 1;
  while (offset > 0 && file) {
    file.read(chunk.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(offset, kChunk)));
    line += static_cast<std::uint64_t>(std::count(chunk.data(), chunk.data() + file.gcount(), '\n'));
    offset -= static_cast<std::uint64_t>(file.gcount());
  }
  return line;
}

LedgerLine make_line(std::string_view text) {
  return {json::decode(json::member(text, "time")), std::string(text)};
}

void sort_by_time(std::vector<LedgerLine>& lines) {
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
}

void keep_newest(std::vector<LedgerLine>& lines, std::size_t count) {
  sort_by_time(lines);
  if (lines.size() > count) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
}

}  // namespace

// Last written first.
Result<std::vector<LedgerReader::File>> LedgerReader::files() const {
  std::vector<File> found;
  DIR* folder = ::opendir(folder_.c_str());
  if (!folder && errno == ENOENT) return found;
  struct stat alone {};
  if (!folder && errno == ENOTDIR && ::stat(folder_.c_str(), &alone) == 0) {
    found.push_back({folder_, changed_millis(alone), static_cast<std::uint64_t>(alone.st_size)});
    return found;
  }
  if (!folder) return system_error("read the ledger", folder_, errno);
  while (const dirent* entry = ::readdir(folder)) {
    struct stat about {};
    if (!std::string_view(entry->d_name).ends_with(".jsonl")) continue;
    if (::fstatat(::dirfd(folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode))
      found.push_back(
          {folder_ / entry->d_name, changed_millis(about), static_cast<std::uint64_t>(about.st_size)});
  }
  ::closedir(folder);
  std::sort(found.begin(), found.end(), [](const File& a, const File& b) {
    return a.changed != b.changed ? a.changed > b.changed : a.path > b.path;
  });
  return found;
}

// Visits the complete lines from `start` on; `amid`: the first of them has begun before and is passed over.
Result<LedgerReader::Part> LedgerReader::read_from(const File& file, std::uint64_t start, bool amid,
                                                   const Visit& visit) {
  Part part{.end = start};
  Descriptor fd(::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd && errno == ENOENT) return part;
  if (!fd) return system_error("read the ledger", file.path, errno);
  Buffer rest;
  for (std::uint64_t at = start;;) {
    const ssize_t got = ::pread(fd.get(), rest.reserve_tail(kChunk), kChunk, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read the ledger", file.path, errno);
    if (got == 0) break;
    at += static_cast<std::uint64_t>(got);
    rest.commit(static_cast<std::size_t>(got));
    std::size_t used = 0;
    for (std::size_t stop; (stop = rest.view().find('\n', used)) != std::string_view::npos; used = stop + 1) {
      const std::string_view line = rest.view().substr(used, stop - used);
      const std::uint64_t begin = std::exchange(part.end, part.end + line.size() + 1);
      if (std::exchange(amid, false)) continue;
      if (is_record(line)) {
        ++part.records;
        if (!visit(line)) return part;
      } else if (++part.damaged <= LedgerDamage::kMaxPlaces) {
        part.damaged_at.push_back(begin);
      }
    }
    rest.erase_front(used);
  }
  part.unfinished = !rest.view().empty();
  return part;
}

void LedgerReader::add(const File& file, const Part& part) {
  records_ += part.records;
  damaged_ += part.damaged;
  untold_.lines += part.damaged;
  for (const std::uint64_t offset : part.damaged_at) {
    if (untold_at_.size() < LedgerDamage::kMaxPlaces) untold_at_.emplace_back(file.path, offset);
  }
  if (part.unfinished) untold_.unfinished.push_back(file.path.string());
}

LedgerDamage LedgerReader::take_damage() {
  for (const auto& [path, offset] : std::exchange(untold_at_, {}))
    untold_.places.push_back(path.string() + ":" + std::to_string(line_at(path, offset)));
  return std::exchange(untold_, {});
}

// Looks at the end of the file, and at more of it until `count` lines are there.
Result<std::vector<LedgerLine>> LedgerReader::last_lines(const File& file, std::size_t count) {
  for (std::uint64_t span = kChunk;; span *= 4) {
    std::vector<LedgerLine> lines;
    const bool whole = span >= file.size;
    // From the byte before: if it ends a line, the next one is whole.
    CALLGATE_TRY(part, read_from(file, whole ? 0 : file.size - span - 1, !whole, [&](std::string_view line) {
                   lines.push_back(make_line(line));
                   return true;
                 }));
    if (!whole && lines.size() < count) continue;
    add(file, part);
    read_to_[file.path.filename().string()] = part.end;
    keep_newest(lines, count);
    return lines;
  }
}

Result<std::vector<LedgerLine>> LedgerReader::tail(std::size_t count) {
  CALLGATE_TRY(all, files());
  std::vector<LedgerLine> lines;
  for (const File& file : all) {
    // A file that was last written before the oldest line we have adds nothing, nor do those after it.
    if (lines.size() >= count &&
        (count == 0 || rfc3339(WallTime(Millis(file.changed))) < lines.front().time)) {
      read_to_[file.path.filename().string()] = file.size;
      continue;
    }
    CALLGATE_TRY(some, last_lines(file, count));
    std::move(some.begin(), some.end(), std::back_inserter(lines));
    keep_newest(lines, count);
  }
  return lines;
}

Result<std::vector<LedgerLine>> LedgerReader::more() {
  CALLGATE_TRY(all, files());
  std::vector<LedgerLine> lines;
  for (const File& file : all) {
    std::uint64_t& seen = read_to_[file.path.filename().string()];
    if (file.size <= seen) continue;
    CALLGATE_TRY(part, read_from(file, seen, false, [&](std::string_view line) {
                   lines.push_back(make_line(line));
                   return true;
                 }));
    // Its last line is being written.
    part.unfinished = false;
    add(file, part);
    seen = part.end;
  }
  sort_by_time(lines);
  return lines;
}

Result<void> LedgerReader::each(const Visit& visit) {
  CALLGATE_TRY(all, files());
  bool go_on = true;
  for (const File& file : all) {
    CALLGATE_TRY(part, read_from(file, 0, false, [&](std::string_view line) { return go_on = visit(line); }));
    add(file, part);
    if (!go_on) break;
  }
  return {};
}

}  // namespace callgate::state
