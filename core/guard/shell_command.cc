#include "core/guard/shell_command.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/analysis/words.h"
#include "core/guard/key_memo.h"

namespace callgate::guard {
namespace {

using json::Entry;
using json::Outline;
using json::Type;

// What a key holds, by its letters alone: "commandLine", "command_line" and "COMMAND-LINE" are one.
enum class Holds : std::uint8_t { nothing, command, words, payload, shell_text };

bool spelled(std::string_view key, std::string_view plain) {
  std::size_t at = 0;
  for (const char c : key) {
    if (c == '_' || c == '-') continue;
    if (at == plain.size()) return false;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (lower != plain[at++]) return false;
  }
  return at == plain.size();
}
template <std::size_t N>
bool among(std::string_view key, const std::array<std::string_view, N>& names) {
  return std::ranges::any_of(names, [&](std::string_view name) { return spelled(key, name); });
}

Holds worked_out(std::string_view key) {
  constexpr std::array<std::string_view, 12> kCommand = {"command",    "cmd",  "commands",    "shellcommand",
                                                         "cmdline",    "cmds", "commandline", "bashcommand",
                                                         "executable", "exec", "shellcmd",    "program"};
  constexpr std::array<std::string_view, 4> kWords = {"args", "argv", "arguments", "parameters"};
  constexpr std::array<std::string_view, 6> kShellText = {"script", "code", "input", "shell", "bash", "text"};
  if (among(key, kCommand)) return Holds::command;
  if (among(key, kWords)) return Holds::words;
  if (spelled(key, "payload")) return Holds::payload;
  return among(key, kShellText) ? Holds::shell_text : Holds::nothing;
}

Holds holds_of(std::string_view key) {
  thread_local KeyMemo<Holds> memo;
  return memo.of(key, worked_out);
}

// Whether the tool's name says that its texts go to a shell.
bool names_a_shell(const mcp::Tool& tool) {
  constexpr std::array<std::string_view, 9> kShells = {"bash", "shell",   "sh",         "zsh",    "terminal",
                                                       "cmd",  "command", "powershell", "console"};
  const std::vector<std::string> words = analysis::words_of(tool.native);
  return std::ranges::any_of(
      words, [&](const std::string& word) { return std::ranges::find(kShells, word) != kShells.end(); });
}

// One word as it stays one in a shell.
void append_word(std::string& line, std::string_view word) {
  if (!line.empty()) line += ' ';
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) {
    line += word;
    return;
  }
  line += '\'';
  for (const char c : word) c == '\'' ? line += "'\\''" : line += c;
  line += '\'';
}

bool list_of_strings(const Outline& all, const Entry& list) {
  if (list.type != Type::array) return false;
  for (std::uint32_t i = all.index_of(list) + 1; i < list.end; i = all[i].end)
    if (all[i].type != Type::string) return false;
  return list.end > all.index_of(list) + 1;
}

void append_words(std::string& line, const Outline& all, const Entry& list) {
  for (std::uint32_t i = all.index_of(list) + 1; i < list.end; i = all[i].end) append_word(line, all[i].text);
}

// The words that stand beside `command` in the same object: {"command": "git", "args": ["push"]}.
const Entry* words_beside(const Outline& all, const Entry& command) {
  const Entry& around = all[command.parent];
  for (std::uint32_t i = command.parent + 1; i < around.end; i = all[i].end)
    if (holds_of(all[i].key) == Holds::words && list_of_strings(all, all[i])) return &all[i];
  return nullptr;
}

bool command_beside(const Outline& all, const Entry& words) {
  const Entry& around = all[words.parent];
  for (std::uint32_t i = words.parent + 1; i < around.end; i = all[i].end)
    if (holds_of(all[i].key) == Holds::command && all[i].type == Type::string) return true;
  return false;
}

class Finder {
 public:
  Finder(const Outline& all, bool runs, bool shell) : all_(all), runs_(runs), shell_(shell) {}

  std::vector<ShellCommand> find() {
    for (const Entry& entry : all_) {
      if (found_.size() == kMaxShellCommands) break;
      if (entry.key.empty()) continue;
      const Holds holds = holds_of(entry.key);
      if (holds == Holds::command) look_at_command(entry);
      if (holds == Holds::words && runs_ && list_of_strings(all_, entry) && !command_beside(all_, entry))
        add_list(entry);
      const bool payload = holds == Holds::payload && runs_ && !entry.text.starts_with('{');
      if (((holds == Holds::shell_text && shell_) || payload) && entry.type == Type::string)
        add(entry, std::string(entry.text));
    }
    return std::move(found_);
  }

 private:
  void look_at_command(const Entry& entry) {
    if (entry.type == Type::string) {
      std::string line(entry.text);
      if (const Entry* words = words_beside(all_, entry)) append_words(line, all_, *words);
      add(entry, std::move(line));
    } else if (list_of_strings(all_, entry)) {
      // "commands" are lines of their own, "command" is one line in words.
      if (!entry.key.ends_with('s')) return add_list(entry);
      for (std::uint32_t i = all_.index_of(entry) + 1; i < entry.end; i = all_[i].end)
        add(all_[i], std::string(all_[i].text));
    }
  }
  void add_list(const Entry& entry) {
    std::string line;
    append_words(line, all_, entry);
    add(entry, std::move(line));
  }
  void add(const Entry& entry, std::string line) {
    if (found_.size() == kMaxShellCommands) return;
    analysis::ShellReport report = analysis::judge_shell(line);
    found_.push_back({all_.index_of(entry), std::move(line), std::move(report)});
  }

  const Outline& all_;
  const bool runs_, shell_;
  std::vector<ShellCommand> found_;
};

}  // namespace

std::vector<ShellCommand> shell_commands_of(const mcp::Tool& tool, Effect effect, const Outline& arguments) {
  const bool runs = effect == Effect::exec;
  if (!runs && effect != Effect::unknown && effect != Effect::destructive) return {};
  return Finder(arguments, runs, runs && names_a_shell(tool)).find();
}

Effect effect_of(analysis::ShellClass is) {
  switch (is) {
    case analysis::ShellClass::read:
      return Effect::read;
    case analysis::ShellClass::write:
      return Effect::write;
    case analysis::ShellClass::destructive:
      return Effect::destructive;
    default:
      return Effect::exec;
  }
}

Effect worst_effect(Effect base, const std::vector<ShellCommand>& commands) {
  for (const ShellCommand& command : commands) base = std::max(base, effect_of(command.report.worst));
  return base;
}

}  // namespace callgate::guard
