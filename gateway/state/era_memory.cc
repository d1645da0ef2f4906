#include "gateway/state/era_memory.h"

#include "core/json/view.h"
#include "gateway/state/file.h"

namespace callgate::state {
namespace {

constexpr std::size_t kLargest = 1u << 20;
constexpr std::int64_t kKept = 30ll * 24 * 3600 * 1000;
constexpr std::string_view kBegin = "{\"format\":\"callgate-eras\",\"version\":1,\"eras\":{";

std::filesystem::path file_in(const std::filesystem::path& folder) {
  return folder / "eras.json";
}

}  // namespace

std::string era_key(const std::string& command, const std::vector<std::string>& args,
                    const std::string& cwd) {
  return catalog_key({command, args, cwd, {}, "era", {}});
}

EraMemory EraMemory::load(const std::filesystem::path& folder) {
  EraMemory memory;
  const auto file = read_file(file_in(folder), kLargest);
  if (!file || !json::valid(file->view())) return memory;
  const std::string_view text = file->view();
  if (!json::equals(json::member(text, "format"), "callgate-eras") || json::member(text, "version") != "1")
    return memory;
  json::Members verdicts(json::member(text, "eras"));
  for (json::Member each; verdicts.next(each);) {
    const Era era = json::equals(json::member(each.value, "era"), "modern") ? Era::modern : Era::legacy;
    const auto at = json::integer(json::member(each.value, "at"));
    if (at) memory.verdicts_.insert_or_assign(std::string(each.key), Verdict{era, *at});
  }
  return memory;
}

std::optional<Era> EraMemory::find(std::string_view key) const {
  const auto found = verdicts_.find(key);
  if (found == verdicts_.end()) return std::nullopt;
  return found->second.era;
}

Result<void> EraMemory::remember(const std::filesystem::path& folder, const std::string& key, Era era,
                                 WallTime now) {
  EraMemory memory = load(folder);
  const std::int64_t at = now.time_since_epoch().count();
  memory.verdicts_.insert_or_assign(key, Verdict{era, at});
  std::string text(kBegin);
  for (const auto& [name, verdict] : memory.verdicts_) {
    if (verdict.at < at - kKept) continue;
    if (text.size() > kBegin.size()) text += ',';
    text += '\n';
    json::append_quoted(text, name);
    text += ":{\"era\":\"" + std::string(to_string(verdict.era)) + "\",\"at\":" + std::to_string(verdict.at) +
            "}";
  }
  return replace_file(file_in(folder), text + "}}\n");
}

}  // namespace callgate::state
