#include <algorithm>
#include <cctype>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/places.h"
#include "core/analysis/shell/programs.h"

namespace callgate::analysis::shell {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

// The folders where programs of that name are what the name says; elsewhere it may be anything.
bool usual_folder(std::string_view folder) {
  return fits_one(
      "/bin|/sbin|/usr/bin|/usr/sbin|/usr/local/bin|/usr/local/sbin|/opt/homebrew/bin|/snap/bin|"
      "/usr/libexec|/usr/libexec/applicationfirewall|/usr/local/go/bin|/system/bin",
      lower(folder));
}

// `program` as the tables name it: no folder, no ".exe"; empty when it lies in an unusual folder.
std::string table_name(std::string_view program) {
  const std::size_t slash = program.rfind('/');
  if (slash != std::string_view::npos) {
    // The gateway itself is meant wherever it lies.
    const bool own = program.substr(slash + 1) == "callgate";
    if (!own && !usual_folder(program.substr(0, slash))) return {};
    program.remove_prefix(slash + 1);
  }
  if (find_program(program) != nullptr) return std::string(program);
  std::string name = lower(program);
  if (name.ends_with(".exe") || name.ends_with(".com")) name.resize(name.size() - 4);
  return name;
}

// Variables that make other programs run something.
bool runs_code(std::string_view name) {
  return fits_one(
      "PATH|LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|DYLD_*|BASH_ENV|ENV|PROMPT_COMMAND|PYTHONPATH|"
      "PYTHONSTARTUP|PYTHONHOME|NODE_OPTIONS|NODE_PATH|PERL5OPT|PERL5LIB|RUBYOPT|RUBYLIB|GIT_SSH|"
      "GIT_EXEC_PATH|GIT_CONFIG*|GIT_TEMPLATE_DIR|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|RUSTC_WRAPPER|"
      "SHELLOPTS|BASHOPTS|PS4|BASH_FUNC_*|CDPATH|GCONV_PATH|TERMINFO|INPUTRC",
      name);
}

// Variables that hold a command other programs run.
bool holds_command(std::string_view name) {
  return fits_one(
      "PAGER|*_PAGER|MANPAGER|EDITOR|VISUAL|*_EDITOR|GIT_SSH_COMMAND|GIT_PROXY_COMMAND|"
      "GIT_EXTERNAL_DIFF|GIT_ASKPASS|SSH_ASKPASS|SUDO_ASKPASS|LESSOPEN|LESSCLOSE|BROWSER|RSYNC_RSH|"
      "TAR_OPTIONS|XZ_OPT",
      name);
}

std::string_view usual_reason(ShellClass is) {
  switch (is) {
    case ShellClass::read:
      return "only looks";
    case ShellClass::write:
      return "changes something";
    case ShellClass::exec:
      return "runs code that cannot be seen here";
    case ShellClass::network:
      return "sends or opens something to the outside";
    default:
      return "removes or stops something";
  }
}

}  // namespace

bool hides_index(std::string_view text) {
  return text.find("[$(") != std::string_view::npos || text.find("[`") != std::string_view::npos;
}

void Judge::environment(const std::string& name, const Argument& value) {
  if (runs_code(name)) {
    const bool behind =
        name == "PATH" && (value.text.starts_with("$PATH:") || value.text.starts_with("${PATH}:"));
    if (!behind && !value.text.empty()) note(ShellClass::exec, name + " decides which code programs load");
    if (name == "PROMPT_COMMAND") script(value.text);
  } else if (fits_one("PS0|PS1|PS2", name) &&
             (value.text.find("$(") != std::string::npos || value.text.find('`') != std::string::npos)) {
    note(ShellClass::exec, name + " runs a command before each prompt");
  } else if (holds_command(name) && !value.text.empty()) {
    script(value.text);
  } else if (fits_one("HISTFILE|HISTSIZE|HISTFILESIZE|HISTCONTROL", name) &&
             fits_one("/dev/null|0||ignorespace|ignoreboth", value.text)) {
    note(ShellClass::write, name + " keeps commands out of the history");
  }
}

void Judge::note(ShellClass is, std::string why) {
  report_.classes |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(is));
  if (is <= report_.worst) return;
  report_.worst = is;
  report_.why = std::move(why);
  report_.command = current_;
}

void Judge::note(const Invocation& call, ShellClass is, std::string_view what) {
  note(is, call.name + " " + std::string(what.empty() ? usual_reason(is) : what));
}

void Judge::unread(std::string why) {
  note(ShellClass::exec, std::move(why));
  program({});
}

void Judge::too_much(std::string why) {
  if (report_.beyond.empty()) report_.beyond = why;
  unread(std::move(why));
}

void Judge::program(std::string_view name) {
  constexpr std::size_t kMost = 1000;
  if (report_.programs.size() < kMost) {
    report_.programs.emplace_back(name);
  } else if (report_.beyond.empty()) {
    report_.beyond = "it runs too many programs";
  }
}

void Judge::path(std::string_view text, bool write) {
  constexpr std::size_t kMost = 4000;
  if (text.empty() || text == "-") return;
  if (report_.paths.size() >= kMost) {
    if (report_.beyond.empty()) report_.beyond = "it names too many paths";
    return;
  }
  if (text.find("<(") != std::string_view::npos || text.find(">(") != std::string_view::npos) return;
  report_.paths.push_back({std::string(text), write});
}

void Judge::address(std::string_view text) {
  constexpr std::size_t kMost = 1000;
  if (!text.empty() && report_.urls.size() < kMost) report_.urls.emplace_back(text);
}

void Judge::paths(const Invocation& call, std::size_t from, bool write) {
  const unsigned traits = call.program->traits;
  const auto one = [&](std::string_view text, bool writes) {
    if (text.find("://") != std::string_view::npos) {
      address(text);
      if (text.starts_with("file://")) path(text.substr(7), writes);
    } else if ((traits & kAddresses) != 0) {
      address(text);
    } else {
      path(text, writes);
    }
  };
  for (const Option& each : call.options) {
    // What people write about their work names files without touching them.
    if (fits_one("-m|--message|--title|--body|--description|--notes|--comment|--subject", each.name))
      continue;
    if (each.value.find_first_of("/~.$\\") != std::string_view::npos) one(each.value, write);
  }
  if ((traits & kNoPaths) != 0) return;
  if ((traits & kPatternFirst) != 0 && !call.has("-e") && !call.has("-f")) ++from;
  for (std::size_t i = from; i < call.positionals.size(); ++i) {
    const bool last = i + 1 == call.positionals.size();
    one(call.positional(i), write && ((traits & kLastWritten) == 0 || last));
  }
}

// Where a program that only writes would write to, and what it tells others.
void Judge::results(const Invocation& call) {
  for (const Option& each : call.options) {
    if (fits_one("-o|-O|-out|--out|--output|--output-file|--output-document", each.name) &&
        (is_precious(each.value) || is_vital(each.value))) {
      written({std::string(each.value)}, false);
    }
  }
  if ((call.program->traits & kTells) == 0) return;
  for (const Argument& word : call.words) {
    if (word.tainted && !word.known)
      note(call, ShellClass::network, "tells others what another command prints");
  }
}

bool Judge::enough() {
  if (report_.work <= budget_) return false;
  too_much("it is too intricate to be read");
  return true;
}

void Judge::run(std::span<const Argument> words, const Input& input) {
  if (words.empty() || enough()) return;
  report_.work += words.size();
  const Argument& program = words[0];
  if (!program.known || (program.pattern && program.text != "[")) return guess(words, input);
  if (functions_.contains(program.text)) return;
  if (program.tainted) note(ShellClass::exec, program.text + " is what another command prints");
  const std::string name = table_name(program.text);
  const Program* row = name.empty() ? nullptr : find_program(name);
  this->program(name.empty() ? std::string_view(program.text) : name);
  if (row == nullptr) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string& text = words[i].text;
      text.find("://") == std::string::npos ? path(text, false) : address(text);
    }
    note(ShellClass::exec, program.text + " is a program nothing is known about");
    if (name.empty()) namesake(words, input);
    return;
  }
  if (fits_one("printf|read|unset|declare|typeset|local|export|let|test|[|mapfile|readarray|getopts|wait",
               name)) {
    for (const Argument& word : words) {
      if (hides_index(word.text)) note(ShellClass::exec, name + " reads an index that runs a command");
    }
  }
  const bool asks_itself = words.size() == 2 && (words[1].text == "--version" || words[1].text == "--help");
  if (asks_itself) return;
  // "cargo test --help": a subcommand asked about itself.
  const bool asks_about = words.size() == 3 && words[2].text == "--help" && !words[1].text.starts_with('-') &&
                          row->special == nullptr && row->wraps < 0;
  if (asks_about) return;
  constexpr int kDeepest = 24;
  if (++depth_ > kDeepest) {
    too_much("it is wrapped too deep to be read");
  } else {
    Invocation call = read_invocation(*row, words, input);
    call.name = name;
    apply(call, apply_rules(call));
  }
  --depth_;
}

void Judge::by_rules(Invocation call, std::string_view rules) {
  Program row = *call.program;
  row.rules = rules;
  call.program = &row;
  apply(call, apply_rules(call));
}

void Judge::apply(const Invocation& call, const Outcome& outcome) {
  using Kind = Outcome::Kind;
  std::string what = call.name;
  for (std::size_t i = 0; i < outcome.words; ++i) what += " " + std::string(call.positional(i));
  switch (outcome.kind) {
    case Kind::unknown:
      note(ShellClass::exec, what + " is used in a way nothing is known about");
      paths(call, 0, true);
      return;
    case Kind::special:
      call.program->special(*this, call);
      return;
    case Kind::value:
      script(call.find(outcome.option)->value);
      paths(call, 0, false);
      return;
    case Kind::judged:
      if (outcome.secret) reveals_secrets();
      if (outcome.sweeping) sweeps();
      note(outcome.is,
           what + " " + std::string(outcome.reason.empty() ? usual_reason(outcome.is) : outcome.reason));
      if (outcome.is == ShellClass::write) results(call);
      paths(call, outcome.words, outcome.is != ShellClass::read);
      return;
    case Kind::inner:
    case Kind::script:
      break;
  }
  for (std::size_t i = outcome.words; i < outcome.behind; ++i) path(call.positional(i), false);
  std::size_t first = call.positionals[outcome.behind];
  while ((call.program->traits & kAssignments) != 0 && first < call.words.size()) {
    const std::string& text = call.words[first].text;
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || text.find('/') < equals) break;
    Argument value = call.words[first++];
    value.text.erase(0, equals + 1);
    environment(text.substr(0, equals), value);
  }
  if (outcome.kind == Kind::inner) return run(call.words.subspan(first), *call.input);
  std::string line;
  for (std::size_t i = first; i < call.words.size(); ++i)
    line += (line.empty() ? "" : " ") + call.words[i].text;
  script(line, *call.input);
}

ShellReport Judge::take() {
  return std::move(report_);
}

}  // namespace callgate::analysis::shell
