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
enum class Holds : std::uint8_t { nothing, command, program, words, payload, shell_text, sql, query };

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
  // Beside words; by themselves they are files.
  constexpr std::array<std::string_view, 6> kProgram = {"file", "bin", "binary",
                                                        "prog", "app", "application"};
  constexpr std::array<std::string_view, 4> kWords = {"args", "argv", "arguments", "parameters"};
  constexpr std::array<std::string_view, 6> kShellText = {"script", "code", "input", "shell", "bash", "text"};
  if (among(key, kCommand)) return Holds::command;
  if (among(key, kProgram)) return Holds::program;
  if (among(key, kWords)) return Holds::words;
  if (spelled(key, "payload")) return Holds::payload;
  if (spelled(key, "sql")) return Holds::sql;
  constexpr std::array<std::string_view, 3> kQuery = {"query", "statement", "statements"};
  if (among(key, kQuery)) return Holds::query;
  return among(key, kShellText) ? Holds::shell_text : Holds::nothing;
}

Holds holds_of(std::string_view key) {
  thread_local KeyMemo<Holds> memo;
  return memo.of(key, worked_out);
}

template <std::size_t N>
bool has_word(std::string_view name, const std::array<std::string_view, N>& known) {
  return std::ranges::any_of(analysis::words_of(name), [&](const std::string& word) {
    return std::ranges::find(known, word) != known.end();
  });
}

// Whether the tool's name says that its texts go to a shell or start programs.
bool names_a_shell(const mcp::Tool& tool) {
  constexpr std::array<std::string_view, 12> kShells = {"bash",     "shell",      "sh",      "zsh",
                                                        "terminal", "cmd",        "command", "powershell",
                                                        "console",  "subprocess", "process", "ssh"};
  return has_word(tool.native, kShells);
}

// Whether a query of the tool's is one in SQL.
bool names_a_database(const mcp::Tool& tool) {
  constexpr std::array<std::string_view, 14> kDatabases = {
      "sql",   "sqlite", "postgres", "postgresql", "pg",        "mysql",    "mariadb",
      "mssql", "oracle", "duckdb",   "clickhouse", "snowflake", "database", "db"};
  return has_word(tool.native, kDatabases) || has_word(tool.server, kDatabases);
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

bool container(const Entry& entry) {
  return entry.type == Type::array || entry.type == Type::object;
}

// Words of a command line; servers make texts of numbers and truth values.
bool list_of_words(const Outline& all, const Entry& list) {
  if (list.type != Type::array) return false;
  for (std::uint32_t i = all.index_of(list) + 1; i < list.end; i = all[i].end)
    if (container(all[i])) return false;
  return list.end > all.index_of(list) + 1;
}

void append_words(std::string& line, const Outline& all, const Entry& list) {
  for (std::uint32_t i = all.index_of(list) + 1; i < list.end; i = all[i].end) append_word(line, all[i].text);
}

// Those among the members of the object around `entry` that hold this.
template <class Visit>
void each_beside(const Outline& all, const Entry& entry, Holds what, Visit visit) {
  const Entry& around = all[entry.parent];
  for (std::uint32_t i = entry.parent + 1; i < around.end; i = all[i].end)
    if (holds_of(all[i].key) == what) visit(all[i]);
}

class Finder {
 public:
  struct Tool {
    bool runs, shell, database;  // it starts programs, gives texts to a shell, queries to a database
  };
  Finder(const Outline& all, Tool tool) : all_(all), tool_(tool) {}

  std::vector<ShellCommand> find() {
    for (const Entry& entry : all_) {
      if (entry.key.empty()) continue;
      const Holds holds = holds_of(entry.key);
      if (holds == Holds::command) look_at_command(entry);
      if (holds == Holds::words && tool_.runs && !beside(entry, Holds::command)) look_at_words(entry);
      const bool payload = holds == Holds::payload && tool_.runs && !entry.text.starts_with('{');
      if (((holds == Holds::shell_text && tool_.shell) || payload) && entry.type == Type::string)
        add(entry, std::string(entry.text));
      if ((holds == Holds::sql || (holds == Holds::query && tool_.database)) && entry.type == Type::string)
        add(entry, std::string(entry.text), analysis::judge_sql);
    }
    return std::move(found_);
  }

 private:
  void look_at_command(const Entry& entry) {
    if (entry.type == Type::string) return add(entry, with_words(entry));
    if (entry.type != Type::array) return;
    // "commands" are lines of their own, "command" is one line in words.
    const bool lines = (entry.key.back() | 0x20) == 's';
    if (!lines && list_of_words(all_, entry)) return add_list(entry);
    for (std::uint32_t i = all_.index_of(entry) + 1; i < entry.end; i = all_[i].end) {
      if (all_[i].type == Type::string) add(all_[i], std::string(all_[i].text));
      if (list_of_words(all_, all_[i])) add_list(all_[i]);
    }
  }

  // Without a command beside them.
  void look_at_words(const Entry& entry) {
    const Entry* program = beside(entry, Holds::program);
    if (program && program->type == Type::string) {
      add(entry, with_words(*program));
    } else if (list_of_words(all_, entry)) {
      add_list(entry);
    }
  }

  const Entry* beside(const Entry& entry, Holds what) const {
    const Entry* found = nullptr;
    each_beside(all_, entry, what, [&](const Entry& other) { found = &other; });
    return found;
  }

  // {"command": "git", "args": ["push"]}: the program with all words that stand beside it.
  std::string with_words(const Entry& program) const {
    std::string line(program.text);
    each_beside(all_, program, Holds::words, [&](const Entry& words) {
      if (list_of_words(all_, words)) append_words(line, all_, words);
      if (words.type == Type::string) line.append(" ").append(words.text);
    });
    return line;
  }

  void add_list(const Entry& entry) {
    std::string line;
    append_words(line, all_, entry);
    add(entry, std::move(line));
  }

  void add(const Entry& entry, std::string line,
           analysis::ShellReport (*judge)(std::string_view) = analysis::judge_shell) {
    if (found_.size() == kMaxShellCommands) {
      found_.back().report.beyond = "there are more than " + std::to_string(kMaxShellCommands) + " commands";
      return;
    }
    analysis::ShellReport report = judge(line);
    found_.push_back({all_.index_of(entry), std::move(line), std::move(report)});
  }

  const Outline& all_;
  const Tool tool_;
  std::vector<ShellCommand> found_;
};

}  // namespace

std::vector<ShellCommand> shell_commands_of(const mcp::Tool& tool, const ToolFacts& facts,
                                            const Outline& arguments) {
  const bool nothing = std::ranges::none_of(arguments, [](const Entry& entry) {
    return !entry.key.empty() && holds_of(entry.key) != Holds::nothing;
  });
  if (nothing || (facts.reads() && facts.trusted)) return {};
  const bool shell = names_a_shell(tool), database = names_a_database(tool);
  // A note's command is a note, if its tool's name says that it reads or writes something.
  const Effect by_name = effect_of_name(tool.native);
  const bool plain = by_name == Effect::write || by_name == Effect::read || by_name == Effect::pure;
  if (plain && !shell && !database) return {};
  return Finder(arguments, {.runs = shell || facts.effect == Effect::exec,
                            .shell = shell && !facts.reads(),
                            .database = database})
      .find();
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
