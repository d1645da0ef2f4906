#include "core/guards/resources/places.h"

#include <algorithm>

#include "core/analysis/path/decode.h"
#include "core/analysis/path/shell_glob.h"

namespace callgate::guard {
namespace {

constexpr std::string_view kRoots = "${roots}", kWorkspace = "${workspace}";

bool begins_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

Places::Places(const policy::ResourcesKnobs& knobs, std::shared_ptr<const policy::World> world)
    : within_(knobs.within),
      not_within_(knobs.not_within),
      except_(knobs.sensitive_except),
      roots_(knobs.roots),
      world_(std::move(world)) {
  const analysis::PathContext context{world_->home(), world_->folder()};
  for (const std::string& path : world_->own_paths()) {
    own_.push_back(analysis::canonical_path(path, context));
    std::string real = world_->real_path(own_.back());
    if (real != own_.back()) own_.push_back(std::move(real));
  }
}

// The host's roots may change while the gateway runs, so that this is asked anew for each call.
std::vector<std::string> Places::written_out(const std::vector<std::string>& folders) const {
  std::vector<std::string> plain;
  const auto add = [&](const std::string& folder) {
    if (!folder.starts_with(kWorkspace)) return plain.push_back(folder);
    const std::string workspace = world_->workspace();
    if (!workspace.empty()) plain.push_back(workspace + folder.substr(kWorkspace.size()));
  };
  for (const std::string& folder : folders) {
    if (folder == kRoots)
      std::ranges::for_each(roots_, add);
    else
      add(folder);
  }
  const analysis::PathContext context{world_->home(), world_->folder()};
  for (std::string& folder : plain) folder = analysis::canonical_path(folder, context);
  return plain;
}

std::string Places::objection(std::string_view path, const analysis::PathContext& context) const {
  const std::string plain = analysis::canonical_path(path, context);
  const std::string real = plain.starts_with('/') ? world_->real_path(plain) : plain;
  for (const std::string& folder : written_out(not_within_)) {
    const std::string target = world_->real_path(folder);
    if (analysis::may_be_under(path, folder, context) || analysis::may_be_under(real, target, context))
      return "lies in " + folder;
  }
  if (!within_) return {};
  const std::vector<std::string> folders = written_out(*within_);
  const bool inside = std::ranges::any_of(folders, [&](const std::string& folder) {
    return analysis::is_under(path, folder, context) &&
           analysis::is_under(real, world_->real_path(folder), context);
  });
  if (inside) return {};
  return folders.empty() ? "lies in no folder that is known" : "lies outside of " + folders.front();
}

bool Places::own(std::string_view path, const analysis::PathContext& context) const {
  if (own_.empty()) return false;
  const std::string plain = analysis::canonical_path(path, context);
  const bool glob = analysis::has_glob(plain);
  const bool odd = analysis::may_read_otherwise(path);
  return std::ranges::any_of(own_, [&](const std::string& mine) {
    return begins_below(plain, mine) || (glob && analysis::may_match(plain, mine)) ||
           (odd && analysis::may_be_under(path, mine, context));
  });
}

bool Places::excepted(std::string_view path, const analysis::PathContext& context) const {
  if (except_.empty()) return false;
  const std::vector<std::string> folders = written_out(except_);
  return std::ranges::any_of(
      folders, [&](const std::string& folder) { return analysis::is_under(path, folder, context); });
}

}  // namespace callgate::guard
