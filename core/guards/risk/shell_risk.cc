#include "core/guards/risk/shell_risk.h"

#include <algorithm>
#include <string_view>

#include "core/analysis/words.h"

namespace callgate::guard {
namespace {

using analysis::ShellClass;

constexpr std::int64_t kEverything = 95, kSweeping = 90, kMuchByName = 85;

// A disk, a partition, a port: whatever /dev holds but what swallows, yields or prints.
bool is_device(std::string_view path) {
  constexpr std::string_view kDev = "/dev/";
  constexpr std::string_view kHarmless[] = {"null",   "zero",   "full", "random", "urandom", "stdin",
                                            "stdout", "stderr", "tty",  "fd",     "shm",     "mqueue"};
  if (!path.starts_with(kDev)) return false;
  path.remove_prefix(kDev.size());
  return std::ranges::find(kHarmless, path.substr(0, path.find('/'))) == std::end(kHarmless);
}

// Folders without which the machine or its user is lost.
bool vital(std::string_view path) {
  constexpr std::string_view kVital[] = {
      "/",     "/*",   "~",    "~/*",   "$HOME", "$HOME/*", "/home", "/root", "/etc",   "/usr", "/var",
      "/boot", "/bin", "/lib", "/sbin", "/opt",  "/sys",    "/dev",  "/srv",  "/Users", "c:/",  "C:\\"};
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with("/*") && path.size() > 2 && path.find('/', 1) == path.size() - 2) path.remove_suffix(2);
  return std::ranges::find(kVital, path) != std::end(kVital) || is_device(path);
}

// "delete all system files", given to a shell: no such program is known, but what it is meant to do is clear.
std::int64_t risk_by_name(const ShellCommand& command, const policy::RiskKnobs::Base& base) {
  const std::string_view text = std::string_view(command.text).substr(0, 200);
  const std::string_view program = text.substr(0, text.find_first_of(" \t\n"));
  if (effect_of_name(program) != Effect::destructive) return base.exec;
  constexpr std::string_view kMuch[] = {"all", "system", "everything", "database"};
  const bool much = std::ranges::any_of(analysis::words_of(text), [&](const std::string& word) {
    return std::ranges::find(kMuch, word) != std::end(kMuch);
  });
  return much ? std::max(kMuchByName, base.destructive) : base.destructive;
}

}  // namespace

std::int64_t risk_of(const ShellCommand& command, const policy::RiskKnobs::Base& base) {
  const analysis::ShellReport& report = command.report;
  switch (report.worst) {
    case ShellClass::read:
      return base.read;
    case ShellClass::write:
      return base.write;
    case ShellClass::exec:
      return report.sweeping ? std::max(kSweeping, base.exec) : risk_by_name(command, base);
    case ShellClass::network:
      return base.exec;
    case ShellClass::destructive:
      break;
  }
  const bool lost =
      std::ranges::any_of(report.paths, [](const analysis::ShellPath& path) { return vital(path.text); });
  if (lost) return std::max(kEverything, base.destructive);
  return report.sweeping ? std::max(kSweeping, base.destructive) : base.destructive;
}

}  // namespace callgate::guard
