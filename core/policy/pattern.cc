#include "core/policy/pattern.h"

#include <algorithm>

namespace callgate::policy {
namespace {

bool in_names(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '/' || c == '*';
}

// Hosts show our tools as mcp__<server>__<tool>; people copy that. Without a tool it means all of the
// server's.
std::string without_host_prefix(std::string_view name) {
  static constexpr std::string_view kPrefix = "mcp__";
  if (!name.starts_with(kPrefix)) return std::string(name);
  name.remove_prefix(kPrefix.size());
  if (name.find("__") != std::string_view::npos || name.ends_with('*')) return std::string(name);
  return std::string(name) + "__*";
}

Error bad(std::string what) {
  return error(Errc::invalid, std::move(what));
}

}  // namespace

Result<Permission> parse_permission(std::string_view entry) {
  if (entry.find("${") != std::string_view::npos) return bad("variables are not replaced in permissions");
  Permission permission;
  std::string_view name = entry;
  if (const std::size_t open = entry.find('('); open != std::string_view::npos) {
    if (!entry.ends_with(')')) return bad("\"(\" is not closed at the end");
    const std::string_view inside = entry.substr(open + 1, entry.size() - open - 2);
    const std::size_t colon = inside.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == inside.size()) {
      return bad("in the brackets stands an argument, a colon and a pattern: fs__write_file(path:~/.ssh/**)");
    }
    name = entry.substr(0, open);
    permission.argument = inside.substr(0, colon);
    permission.argument_pattern = inside.substr(colon + 1);
    if (permission.argument.find_first_of(" \t*") != std::string::npos) {
      return bad("the name before the colon is one argument, without spaces or *");
    }
  }
  if (name.empty() || name == "mcp__") return bad("the name of a tool is missing");
  if (!std::ranges::all_of(name, in_names)) {
    return bad(
        "a tool's name has letters, digits, \"_\", \"-\", \".\" and \"/\"; \"*\" stands for any of them");
  }
  permission.pattern = without_host_prefix(name);
  return permission;
}

std::string pattern_fault(std::string_view entry) {
  const auto pattern = parse_permission(entry);
  if (!pattern) return pattern.error().what;
  return pattern->argument.empty() ? "" : "an argument cannot be chosen here";
}

std::vector<std::string> patterns_of(const std::vector<std::string>& entries) {
  std::vector<std::string> patterns;
  for (const std::string& entry : entries) {
    if (const auto pattern = parse_permission(entry)) patterns.push_back(pattern->pattern);
  }
  return patterns;
}

}  // namespace callgate::policy
