#include "gateway/state/spill_folder.h"

#include <algorithm>
#include <system_error>
#include <vector>

#include "gateway/state/file.h"

namespace callgate::state {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = 1u << 30;

struct Kept {
  fs::file_time_type written;
  std::string name;
  std::size_t size;
};

std::vector<Kept> files_in(const fs::path& folder) {
  std::vector<Kept> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename().string();
    std::error_code gone;
    if (!guard::is_spill_name(name) || !at->is_regular_file(gone) || at->is_symlink(gone)) continue;
    const std::size_t size = at->file_size(gone);
    const fs::file_time_type written = at->last_write_time(gone);
    if (!gone) files.push_back({written, name, size});
  }
  return files;
}

}  // namespace

Result<void> SpillFolder::keep(const guard::Spill& spill) const {
  if (!guard::is_spill_name(spill.name))
    return error(Errc::refused, "no name of a spilled result", spill.name);
  std::error_code failed;
  if (!fs::exists(folder_, failed)) {
    fs::create_directory(folder_, failed);
    fs::permissions(folder_, fs::perms::owner_all, failed);
  }
  make_room(spill);
  return replace_file(folder_ / spill.name, spill.text);
}

// Before the new one is written, so that the disk never holds more.
void SpillFolder::make_room(const guard::Spill& newest) const {
  std::vector<Kept> files = files_in(folder_);
  std::erase_if(files, [&](const Kept& file) { return file.name == newest.name; });
  std::ranges::sort(files, {}, [](const Kept& file) { return std::tie(file.written, file.name); });
  std::size_t count = files.size() + 1, bytes = newest.text.size();
  for (const Kept& file : files) bytes += file.size;
  for (const Kept& file : files) {
    if (count <= newest.max_files && bytes <= newest.max_bytes) return;
    std::error_code failed;
    fs::remove(folder_ / file.name, failed);
    --count;
    bytes -= file.size;
  }
}

Result<std::string> SpillFolder::read(std::string_view name) const {
  if (!guard::is_spill_name(name))
    return error(Errc::refused, "no name of a spilled result", std::string(name));
  CALLGATE_TRY(text, read_file(folder_ / name, kLargest));
  return std::string(text.view());
}

}  // namespace callgate::state
