#include "core/guards/policy/permission.h"

#include "core/base/plain_path.h"
#include "core/guard/tool_pattern.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

std::string with_home(std::string_view path, const std::string& home) {
  const bool of_home = path == "~" || path.starts_with("~/");
  return of_home && !home.empty() ? home + std::string(path.substr(1)) : std::string(path);
}

bool relative(std::string_view path) {
  return !path.starts_with('/') && !path.starts_with('~') && path.find("://") == path.npos;
}

// An absolute path with one reading only, as nearly all are.
bool plain_already(std::string_view path) {
  return path.starts_with('/') && !path.ends_with('/') && path.find("//") == path.npos &&
         path.find("/.") == path.npos;
}

}  // namespace

PermissionRule::PermissionRule(const policy::Permission& source, policy::Action action,
                               const Folders& folders)
    : source_(source),
      action_(action),
      folders_(folders),
      glob_(with_home(source.argument_pattern, folders.home)) {}

bool PermissionRule::fits_name(const mcp::Tool& tool) const {
  return pattern_fits(source_.pattern, tool);
}

Result<bool> PermissionRule::fits_argument(Call& call) const {
  CALLGATE_TRY(value, call.argument(source_.argument));
  if (value.empty()) return false;
  if (json::type_of(value) != json::Type::string) {
    return error(Errc::invalid, "argument \"" + source_.argument + "\" is not a string");
  }
  const std::string text = json::decode(value);
  if (plain_already(text)) return glob_.matches(text);
  const std::string at_home = with_home(text, folders_.home);
  const bool plainly = glob_.matches(plain_path(at_home));
  if (action_ == policy::Action::allow) return plainly && glob_.matches(at_home);
  if (plainly || glob_.matches(text) || glob_.matches(at_home)) return true;
  if (!relative(text)) return false;
  const auto from = [&](const std::string& folder) {
    return !folder.empty() && glob_.matches(plain_path(folder + '/' + text));
  };
  return from(folders_.home) || from(folders_.cwd);
}

}  // namespace callgate::guard
