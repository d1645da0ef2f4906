#include "upstreams/environment.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "upstreams/login_path.h"

extern char** environ;

namespace callgate {
namespace {

constexpr std::array<std::string_view, 10> kInherited{"CLAUDE_CODE_SESSION_ID",
                                                      "CLAUDE_PROJECT_DIR",
                                                      "HOME",
                                                      "LANG",
                                                      "LOGNAME",
                                                      "PATH",
                                                      "SHELL",
                                                      "TERM",
                                                      "TMPDIR",
                                                      "USER"};

bool inherited(const std::string& name, const std::string& value) {
  if (value.starts_with("()")) return false;  // how shells once passed functions: code, not a value
  return name.starts_with("LC_") || std::find(kInherited.begin(), kInherited.end(), name) != kInherited.end();
}

enum class Found { nothing, folder, not_executable, program };

Found look_at(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return Found::nothing;
  if (S_ISDIR(info.st_mode)) return Found::folder;
  return ::access(path.c_str(), X_OK) == 0 ? Found::program : Found::not_executable;
}

std::string absolute(std::string_view path, std::string_view cwd) {
  std::filesystem::path base(cwd);
  std::error_code ignored;  // then the result stays relative and is not found, or not started
  if (base.is_relative()) base = std::filesystem::current_path(ignored) / base;
  if (path.starts_with("./")) path.remove_prefix(2);
  return (base / path).string();
}

Error not_executable(const std::string& path) {
  return error(Errc::refused,
               path + " is not executable; allow it with chmod +x, or run it through its interpreter");
}

Result<std::string> find_by_path(std::string_view name, std::string_view cwd) {
  std::string path = absolute(name, cwd);
  switch (look_at(path)) {
    case Found::program:
      return path;
    case Found::folder:
      return error(Errc::refused, path + " is a folder; \"command\" must name a program in it");
    case Found::not_executable:
      return not_executable(path);
    case Found::nothing:
      break;
  }
  std::string what = "no program \"" + std::string(name) + "\"";
  if (name.starts_with('~')) {
    return error(Errc::not_found,
                 what + "; ~ is not expanded here, write ${HOME}" + std::string(name.substr(1)));
  }
  if (path != name) what += " (looked for " + path + ")";
  return error(Errc::not_found, what + "; correct \"command\" or install it");
}

}  // namespace

Environ current_environment() {
  Environ variables;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

std::vector<std::string> child_environment(const Environ& ours, const Environ& configured,
                                           std::string_view login_path) {
  Environ chosen = configured;
  for (const auto& [name, value] : ours) {
    if (inherited(name, value)) chosen.emplace(name, name == "PATH" ? merge_paths(value, login_path) : value);
  }
  if (!login_path.empty()) chosen.emplace("PATH", login_path);
  std::vector<std::string> environment;
  environment.reserve(chosen.size());
  for (const auto& [name, value] : chosen) environment.push_back(std::string(name).append("=").append(value));
  return environment;
}

Result<std::string> find_program(std::string_view name, std::string_view path, std::string_view cwd) {
  if (name.empty()) return error(Errc::not_found, "the command is empty; name a program in \"command\"");
  if (name.find('/') != std::string_view::npos) return find_by_path(name, cwd);
  std::string barred;
  for (const std::string_view folder : path_folders(path)) {
    std::string candidate = absolute(std::string(folder) + "/" + std::string(name), cwd);
    const Found found = look_at(candidate);
    if (found == Found::program) return candidate;
    if (found == Found::not_executable && barred.empty()) barred = std::move(candidate);
  }
  if (!barred.empty()) return not_executable(barred);
  return error(Errc::not_found, "no program \"" + std::string(name) + "\" on PATH (" + std::string(path) +
                                    "); install it, give its full path as \"command\", or set PATH in the "
                                    "server's \"env\"");
}

std::vector<std::string_view> path_folders(std::string_view path) {
  std::vector<std::string_view> folders;
  if (path.empty()) return folders;
  while (true) {
    const std::size_t colon = path.find(':');
    folders.push_back(colon == 0 || path.empty() ? "." : path.substr(0, colon));
    if (colon == std::string_view::npos) return folders;
    path.remove_prefix(colon + 1);
  }
}

}  // namespace callgate
