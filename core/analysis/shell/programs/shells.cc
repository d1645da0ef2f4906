#include <algorithm>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/parser.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

// What is fed to a shell, a remote one or a scheduler as its program.
void judge_fed(Judge& judge, const Invocation& call, std::string_view when_unknown) {
  if (call.input->kind != Input::Kind::text) judge.note(call, ShellClass::exec, when_unknown);
  judge.script(call.input->text);
}

// A script that is written out in place: bash <(echo ls).
void judge_written_out(Judge& judge, std::string_view file, const Input& input) {
  if (!file.starts_with("<(") || !file.ends_with(')')) return;
  const Parsed inside = parse(file.substr(2, file.size() - 3));
  if (const auto printed = known_output(inside.list, judge.scope())) judge.script(printed->text, input);
}

}  // namespace

void judge_source(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::exec, "runs a file");
  judge.paths(call, 0, false);
  judge_written_out(judge, call.positional(0), *call.input);
}

void judge_shell_program(Judge& judge, const Invocation& call) {
  if (call.positionals.empty() && (call.has("--version") || call.has("--help"))) return;
  if (call.has("--rcfile") || call.has("--init-file"))
    judge.note(call, ShellClass::exec, "runs a file at its start");
  std::size_t first = 0;
  while (call.positional(first).starts_with('+')) ++first;  // set options: +x
  const bool has_word = first < call.positionals.size();
  if (call.has("-c") || call.has("--command")) {
    if (!has_word) return judge.note(call, ShellClass::exec, "runs a command that is not given");
    const Argument& text = call.words[call.positionals[first]];
    if (text.tainted) {
      judge.note(call, ShellClass::exec, "runs what another command prints");
    }
    judge.script(text.text, *call.input);
    return;
  }
  if (has_word && !call.has("-s") && call.positional(first) != "-" &&
      call.positional(first) != "/dev/stdin") {
    judge.paths(call, first, false);
    judge_written_out(judge, call.positional(first), *call.input);
    if (!call.has("-n")) judge.note(call, ShellClass::exec, "runs a script that was not read");
    return;
  }
  if (call.has("-n")) return;
  judge_fed(judge, call, call.fed() ? "runs what is fed to it" : "opens a shell");
}

void judge_eval(Judge& judge, const Invocation& call) {
  std::string line;
  bool known = true;
  for (const Argument& word : call.words.subspan(1)) {
    line += (line.empty() ? "" : " ") + word.text;
    known = known && word.known && !word.tainted;
  }
  if (!known) judge.note(call, ShellClass::exec, "runs text that is not known before");
  judge.evaluate(line, *call.input);
}

void judge_trap(Judge& judge, const Invocation& call) {
  const std::string_view text = call.positional(0);
  if (call.positionals.size() > 1 && text != "-") judge.evaluate(text);
}

void judge_alias(Judge& judge, const Invocation& call) {
  for (const Argument& word : call.words.subspan(1)) {
    const std::size_t equals = word.text.find('=');
    if (equals == std::string::npos) continue;
    if (!word.known && word.tainted) judge.note(call, ShellClass::exec, "stands for text that is not known");
    judge.script(std::string_view(word.text).substr(equals + 1));
  }
}

void judge_declaration(Judge& judge, const Invocation& call) {
  if (call.positionals.empty()) judge.reveals_secrets();
  for (const std::size_t at : call.positionals) {
    Argument value = call.words[at];
    const std::size_t equals = value.text.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = value.text.substr(0, equals);
    value.text.erase(0, equals + 1);
    judge.environment(name, value);
    judge.assign(name, value);
  }
}

void judge_read(Judge& judge, const Invocation& call) {
  if (call.has("-C")) judge.note(call, ShellClass::exec, "runs a command for what it reads");
  const Argument anything{{}, false, true, true, false};
  for (const std::size_t at : call.positionals) judge.assign(call.words[at].text, anything);
}

void judge_echo(Judge& judge, const Invocation& call) {
  if (call.name != "printf" && call.name != "let" && call.name != "getopts") return;
  // printf -v NAME, let NAME=…: the variable holds something else from here on.
  for (const Argument& word : call.words) {
    judge.assign(word.text.substr(0, word.text.find('=')), {{}, false, false, true, false});
  }
}

void judge_scheduled(Judge& judge, const Invocation& call) {
  if (call.has("-l") || call.has("-c") || call.has("-V")) return;
  if (call.has("-d") || call.has("-r")) return judge.note(call, ShellClass::destructive, "removes jobs");
  judge.note(call, ShellClass::write, "plants a job that runs later");
  if (call.has("-f")) return judge.note(call, ShellClass::exec, "runs a file later");
  if (call.fed()) judge_fed(judge, call, "runs what is fed to it, later");
}

// A table that is written out is read: "* * * * * COMMAND", "@daily COMMAND".
void judge_crontab(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::write, "plants jobs that run later");
  judge.paths(call, 0, false);
  if (call.input->kind != Input::Kind::text) return;
  std::string_view table = call.input->text;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    for (int fields = line.starts_with('@') ? 1 : 5; fields > 0; --fields) {
      line.remove_prefix(std::min(line.find_first_of(" \t"), line.size()));
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    }
    judge.script(line);
  }
}

void judge_su(Judge& judge, const Invocation& call) {
  const Option* text = call.find("-c");
  if (text == nullptr) text = call.find("--command");
  if (text == nullptr) text = call.find("--session-command");
  if (text != nullptr) {
    if (!text->known && text->tainted) judge.note(call, ShellClass::exec, "runs what another command prints");
    return judge.script(text->value, *call.input);
  }
  if (call.name == "runuser" && call.has("-u") && !call.positionals.empty()) {
    return judge.run(call.words.subspan(call.positionals[0]), *call.input);
  }
  judge_fed(judge, call, "opens a shell as somebody else");
}

void judge_ssh(Judge& judge, const Invocation& call) {
  if (call.has("-V") || call.has("-G") || call.has("-Q") || call.has("-O")) return;
  for (const Option& each : call.options) {
    const bool opens =
        each.name == "-D" || each.name == "-L" || each.name == "-R" || each.name == "-W" || each.name == "-w";
    if (opens) judge.note(call, ShellClass::network, "opens a tunnel");
    if (each.name == "-i" || each.name == "-F") judge.path(each.value, false);
    const std::size_t equals = each.value.find('=');
    const bool runs = each.value.starts_with("ProxyCommand") || each.value.starts_with("LocalCommand");
    if (each.name == "-o" && runs && equals != std::string_view::npos)
      judge.script(each.value.substr(equals + 1));
  }
  judge.address("ssh://" + std::string(call.positional(0)));
  std::size_t first = 1;
  while (call.positional(first).size() > 1 && call.positional(first).front() == '-') {
    // Options may stand behind the host too.
    const std::string_view option = call.positional(first++);
    if (option == "--") break;
    const bool valued = option.size() == 2 && call.program->valued.find(option) != std::string_view::npos;
    if (option == "-D" || option == "-L" || option == "-R")
      judge.note(call, ShellClass::network, "opens a tunnel");
    if (valued) ++first;
  }
  if (first >= call.positionals.size()) {
    // A host of repositories gives no shell.
    if (call.has("-N") || call.positional(0).starts_with("git@")) return;
    return judge_fed(judge, call, call.fed() ? "runs what is fed to it" : "opens a shell on another machine");
  }
  std::string line;
  for (std::size_t i = call.positionals[first]; i < call.words.size(); ++i) {
    line += (line.empty() ? "" : " ") + call.words[i].text;
    if (call.words[i].tainted && !call.words[i].known) {
      judge.note(call, ShellClass::network, "sends what another command prints");
    }
  }
  // A shell at the other end takes its input as commands.
  const bool commands =
      fits_one("bash|bash -*|sh|sh -*|sudo bash*|sudo sh*|python3|python3 -|python|psql*|mysql*", line);
  const bool sends = call.fed() && !call.has("-n") && !commands;
  if (sends) judge.note(call, ShellClass::network, "sends its input to another machine");
  judge.script(line, sends || commands ? *call.input : Input{});
}

}  // namespace callgate::analysis::shell
