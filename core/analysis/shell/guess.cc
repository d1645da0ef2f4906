#include <algorithm>

#include "core/analysis/path/shell_glob.h"
#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"

namespace callgate::analysis::shell {
namespace {

// What somebody who hides a name behind a pattern may mean.
constexpr std::string_view kHidden[] = {
    "rm",    "dd",    "mv",   "shred", "unlink",  "rmdir",    "truncate", "mkfs",     "wipefs",
    "chmod", "chown", "kill", "pkill", "killall", "shutdown", "reboot",   "poweroff", "halt",
    "find",  "curl",  "wget", "nc",    "ncat",    "netcat",   "scp",      "tee",      "crontab"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

// "r${x}m", "rm$u": what remains when variables that are not set are nothing.
std::string without_variables(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$' || at + 1 == text.size()) {
      out += text[at++];
    } else if (text[at + 1] == '{') {
      at = std::min(text.find('}', at), text.size() - 1) + 1;
    } else {
      const auto part = [&](std::size_t i) {
        const char c = i < text.size() ? text[i] : '\0';
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      };
      const bool special = !part(at + 1) || (text[at + 1] >= '0' && text[at + 1] <= '9');
      at += 2;
      while (!special && part(at)) ++at;
    }
  }
  return out;
}

// "$GIT", "${RM}": the program the variable is named after, or "".
std::string named_after(const Argument& word) {
  std::string_view text = word.text;
  if (!word.whole || !text.starts_with('$')) return {};
  text.remove_prefix(text.starts_with("${") ? 2 : 1);
  if (text.ends_with('}')) text.remove_suffix(1);
  const std::string name = lower(text);
  return find_program(name) == nullptr ? std::string() : name;
}

}  // namespace

// A program whose name is not certain is code, and at least what its likely readings do.
void Judge::guess(std::span<const Argument> words, const Input& input) {
  const Argument& program = words[0];
  unread("what " + program.text + " is called is not known before it runs");
  std::vector<Argument> likely(words.begin(), words.end());
  const auto as = [&](std::string_view name) {
    likely[0] = {std::string(name)};
    run(likely, input);
  };
  if (program.known) {
    if (program.text.find('/') == std::string::npos) return;
    for (const std::string_view name : kHidden) {
      for (const std::string_view folder : {"/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"}) {
        if (!may_match(program.text, std::string(folder) + std::string(name))) continue;
        as(name);
        break;
      }
    }
    return;
  }
  if (const std::string name = named_after(program); !name.empty()) return as(name);
  if (!program.tainted && program.text.find('$') == std::string::npos && !program.text.empty()) {
    return as(program.text);
  }
  if (!program.tainted && !program.whole) {
    const std::string name = without_variables(program.text);
    if (find_program(name.substr(name.rfind('/') + 1)) != nullptr) as(name);
    return;
  }
  // "$SUDO rm x": the variable may stand for a wrapper, or for nothing.
  const bool command = program.whole && words.size() > 1 && words[1].known && !words[1].pattern &&
                       find_program(words[1].text) != nullptr;
  if (command) run(words.subspan(1), input);
}

// A program that lies in an unusual folder is code, and at least what the one of its name does.
void Judge::namesake(std::span<const Argument> words, const Input& input) {
  const std::string_view path = words[0].text;
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return;
  const std::string_view folder = path.substr(0, slash), name = path.substr(slash + 1);
  std::vector<Argument> likely(words.begin(), words.end());
  likely[0] = {std::string(name)};
  if (folder.ends_with("/init.d")) {
    likely.insert(likely.begin(), {"service"});
  } else if (!folder.ends_with("bin") && !fits_one("gradlew|mvnw|configure|manage.py|artisan|rm", name)) {
    return;
  }
  if (find_program(likely[0].text) != nullptr) run(likely, input);
}

}  // namespace callgate::analysis::shell
