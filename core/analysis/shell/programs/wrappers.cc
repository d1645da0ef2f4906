#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

using Words = std::vector<Argument>;

// What find and xargs put in place of {} are names from outside.
Words marked(std::span<const Argument> words, std::string_view placeholder) {
  Words out(words.begin(), words.end());
  for (Argument& word : out) {
    if (word.text.find(placeholder) == std::string::npos) continue;
    word.tainted = true;
    word.whole = word.text == placeholder;
    // Any other placeholder could be a word of the command itself.
    if (placeholder != "{}" && placeholder != "%") word.known = false;
  }
  return out;
}

std::string joined(std::span<const Argument> words) {
  std::string line;
  for (const Argument& word : words) line += (line.empty() ? "" : " ") + word.text;
  return line;
}

}  // namespace

void judge_env(Judge& judge, const Invocation& call) {
  for (const char* name : {"-S", "--split-string"}) {
    if (const Option* split = call.find(name)) {
      std::string line(split->value);
      if (!call.positionals.empty()) line += " " + joined(call.words.subspan(call.positionals[0]));
      return judge.script(line, *call.input);
    }
  }
  std::size_t first = call.positionals.empty() ? call.words.size() : call.positionals[0];
  for (; first < call.words.size(); ++first) {
    Argument value = call.words[first];
    const std::size_t equals = value.text.find('=');
    if (equals == std::string::npos || equals == 0) break;
    const std::string name = value.text.substr(0, equals);
    value.text.erase(0, equals + 1);
    judge.environment(name, value);
  }
  if (first == call.words.size()) return judge.reveals_secrets();
  judge.run(call.words.subspan(first), *call.input);
}

void judge_find(Judge& judge, const Invocation& call) {
  bool starting = true;
  for (std::size_t i = 1; i < call.words.size(); ++i) {
    const Argument& word = call.words[i];
    const std::string_view text = word.text;
    const bool expression = text.starts_with('-') || text == "(" || text == "!" || text == ")";
    if (starting && expression && text != "-H" && text != "-L" && text != "-P") starting = false;
    if (starting) {
      if (!expression) judge.path(word, false);
      continue;
    }
    if (text == "-exec" || text == "-execdir" || text == "-ok" || text == "-okdir") {
      std::size_t end = i + 1;
      while (end < call.words.size() && call.words[end].text != ";" &&
             !(call.words[end].text == "+" && call.words[end - 1].text == "{}")) {
        ++end;
      }
      judge.run(marked(call.words.subspan(i + 1, end - i - 1), "{}"), {});
      i = end;
    } else if (text == "-delete") {
      judge.note(call, ShellClass::destructive, "-delete removes files");
    } else if (text.starts_with("-fprint") || text == "-fls") {
      if (i + 1 < call.words.size()) judge.written(call.words[++i], false);
    } else if (text == "-files0-from" || text == "-samefile" || text.starts_with("-newer") ||
               text == "-anewer") {
      if (i + 1 < call.words.size()) judge.path(call.words[++i], false);
    }
  }
}

void judge_fd(Judge& judge, const Invocation& call) {
  for (std::size_t i = 1; i < call.words.size(); ++i) {
    const std::string& text = call.words[i].text;
    if (text != "-x" && text != "-X" && text != "--exec" && text != "--exec-batch") continue;
    return judge.run(marked(call.words.subspan(i + 1), "{}"), {});
  }
  judge.paths(call, 0, false);
}

void judge_xargs(Judge& judge, const Invocation& call) {
  if (const Option* file = call.find("-a")) judge.path(file->value, false);
  if (call.positionals.empty()) return;
  std::string_view placeholder;
  for (const char* name : {"-I", "-i", "-J", "--replace"}) {
    if (const Option* option = call.find(name)) placeholder = option->value.empty() ? "{}" : option->value;
  }
  const std::span<const Argument> inner = call.words.subspan(call.positionals[0]);
  if (!placeholder.empty()) return judge.run(marked(inner, placeholder), {});
  Words words(inner.begin(), inner.end());
  words.push_back({"{}", false, true, true, false});
  judge.run(words, {});
}

void judge_parallel(Judge& judge, const Invocation& call) {
  std::span<const Argument> words = call.words;
  words = call.positionals.empty() ? std::span<const Argument>{} : words.subspan(call.positionals[0]);
  std::size_t end = 0;
  while (end < words.size() && !words[end].text.starts_with(":::")) ++end;
  if (end > 0) return judge.script(joined(words.first(end)) + (end < words.size() ? "" : " {}"));
  if (end == words.size()) return judge.note(call, ShellClass::exec, "runs the lines that are fed to it");
  for (const Argument& each : words.subspan(1)) judge.script(each.text);
}

void judge_systemd_run(Judge& judge, const Invocation& call) {
  for (const char* later : {"--on-active", "--on-calendar", "--on-boot", "--on-startup", "--on-unit-active",
                            "--timer-property"}) {
    if (call.has(later)) judge.note(call, ShellClass::write, "plants a job that runs later");
  }
  if (call.positionals.empty()) return judge.note(call, ShellClass::exec, "runs a unit");
  judge.run(call.words.subspan(call.positionals[0]), *call.input);
}

// ansible -a LINE, salt TARGET cmd.run LINE, pssh -h HOSTS LINE: what reads as a command is one.
void judge_remote_run(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::exec, "runs code on other machines");
  for (const Option& each : call.options) {
    if (each.name == "-a" || each.name == "--args") judge.script(each.value);
    const bool removes =
        (each.name == "-m" && fits_one("reboot|shutdown|community.general.shutdown", each.value)) ||
        each.value.find("state=absent") != std::string_view::npos;
    if (removes) judge.note(call, ShellClass::destructive, "removes or stops something on other machines");
  }
  for (const std::size_t at : call.positionals) {
    if (call.words[at].text.find(' ') != std::string::npos) judge.script(call.words[at].text);
  }
  if (const Option* end = call.find("--")) judge.run(call.words.subspan(end->at + 1), {});
}

// What comes out of a package or an environment is code, and at least what the program of its name does.
void judge_fetched(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::exec, "runs code of a package or an environment");
  for (const char* line : {"-c", "--call", "--run", "--command"}) {
    const Option* option = call.find(line);
    if (option != nullptr && option->value.find(' ') != std::string_view::npos) judge.script(option->value);
  }
  const std::size_t tool = call.program->wraps == 0 ? 0 : 1;
  if (tool >= call.positionals.size()) return;
  Words words(call.words.begin() + static_cast<std::ptrdiff_t>(call.positionals[tool]), call.words.end());
  std::string& name = words[0].text;
  name.resize(std::min(name.find('@', 1), name.size()));  // "prettier@3"
  if (find_program(name) != nullptr) judge.run(words, *call.input);
}

void judge_container_run(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::exec, "runs the code of an image");
  if (const Option* end = call.find("--"); end != nullptr && fits_one("kubectl|oc|k", call.name)) {
    return judge.run(call.words.subspan(end->at + 1), {});
  }
  const bool two = call.positional(0) == "container" || call.positional(0) == "compose";
  const std::size_t image = two ? 2 : 1;
  for (const Option& each : call.options) {
    if (each.name == "-v" || each.name == "--volume")
      judge.path(each.value.substr(0, each.value.find(':')), true);
  }
  if (image >= call.positionals.size()) return;
  Words words;
  if (const Option* entry = call.find("--entrypoint"))
    words.push_back({std::string(entry->value), entry->known});
  const std::span<const Argument> rest = call.words.subspan(call.positionals[image] + 1);
  words.insert(words.end(), rest.begin(), rest.end());
  judge.run(words, {});
}

}  // namespace callgate::analysis::shell
