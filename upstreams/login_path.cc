#include "upstreams/login_path.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace callgate {
namespace {

constexpr std::array<std::string_view, 6> kSystemFolders{"/usr/local/bin",  "/usr/bin",  "/bin",
                                                         "/usr/local/sbin", "/usr/sbin", "/sbin"};

// The opening stands nowhere in the command itself, so a shell that echoes its commands does not confuse.
constexpr std::string_view kOpening = "callgate-path<", kClosing = ">";
constexpr const char* kPrint = "printf '\\ncallgate-%s<%s>\\n' path \"$PATH\"";
constexpr const char* kPrintFish = "printf '\\ncallgate-%s<%s>\\n' path (string join : $PATH)";

std::string login_shell(const Environ& ours) {
  if (const auto shell = ours.find("SHELL"); shell != ours.end() && shell->second.starts_with('/')) {
    return shell->second;
  }
  passwd entry{}, *found = nullptr;
  std::array<char, 4096> text;
  if (::getpwuid_r(::getuid(), &entry, text.data(), text.size(), &found) == 0 && found &&
      found->pw_shell[0] == '/') {
    return found->pw_shell;
  }
  return "/bin/sh";
}

// What follows the options; csh knows -l only alone, so its files of the interactive kind must do.
std::vector<std::string> shell_arguments(std::string_view shell) {
  const std::string_view name = shell.substr(shell.rfind('/') + 1);
  if (name == "fish") return {"-lic", kPrintFish};
  if (name == "csh" || name == "tcsh") return {"-ic", kPrint};
  return {"-lic", kPrint};
}

}  // namespace

bool is_bare(std::string_view path) {
  const std::vector<std::string_view> folders = path_folders(path);
  return std::all_of(folders.begin(), folders.end(), [](std::string_view folder) {
    if (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
    return std::find(kSystemFolders.begin(), kSystemFolders.end(), folder) != kSystemFolders.end();
  });
}

Command login_path_command(const Environ& ours) {
  Command command;
  command.argv = {login_shell(ours)};
  for (std::string& argument : shell_arguments(command.argv.front()))
    command.argv.push_back(std::move(argument));
  command.env = child_environment(ours, {}, {});
  return command;
}

std::optional<std::string> parse_login_path(std::string_view output) {
  const std::size_t opening = output.rfind(kOpening);
  if (opening == std::string_view::npos) return std::nullopt;
  std::string_view path = output.substr(opening + kOpening.size());
  path = path.substr(0, path.find('\n'));
  const std::size_t closing = path.rfind(kClosing);
  if (closing == std::string_view::npos || !path.starts_with('/')) return std::nullopt;
  return std::string(path.substr(0, closing));
}

std::string merge_paths(std::string_view ours, std::string_view login) {
  if (login.empty()) return std::string(ours);
  std::vector<std::string_view> chosen;
  const auto add = [&chosen](std::string_view folder) {
    if (std::find(chosen.begin(), chosen.end(), folder) == chosen.end()) chosen.push_back(folder);
  };
  for (const std::string_view folder : path_folders(login)) {
    if (folder.starts_with('/')) add(folder);
  }
  for (const std::string_view folder : path_folders(ours)) add(folder);
  std::string merged;
  for (const std::string_view folder : chosen) {
    if (!merged.empty()) merged += ':';
    merged += folder;
  }
  return merged;
}

}  // namespace callgate
