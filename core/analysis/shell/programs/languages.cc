#include <algorithm>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
void judge_python(Judge& judge, const Invocation& call) {
  static constexpr std::string_view kOnlyReads =
      "json.tool|platform|site|sysconfig|calendar|this|pydoc|tokenize|dis|tabnanny|pyclbr|ast|zipfile|"
      "tarfile|locale|"
      "mimetypes|encodings|base64|quopri";
  std::size_t option = 1;
  for (; option < call.words.size(); ++option) {
    const std::string& text = call.words[option].text;
    if (fits_one("-V|-VV|--version|-h|--help", text)) return;
    if (text == "-W" || text == "-X" || text == "-Q") {
      ++option;
    } else if (!text.starts_with('-') || text == "-" || text.find_first_of("cm", 1) != std::string::npos) {
      break;
    }
  }
  if (option >= call.words.size() || call.words[option].text == "-") {
    return judge_code(judge, call, call.input->text);
  }
  const std::string& text = call.words[option].text;
  if (!text.starts_with('-')) {
    judge.path(text, false);
    judge.note(call, ShellClass::exec, "runs a script that was not read");
    return judge_project_script(judge, call, option);
  }
  const std::size_t letter = text.find_first_of("cm", 1);
  const bool glued = letter + 1 < text.size();
  std::string value = glued ? text.substr(letter + 1) : "";
  if (!glued && option + 1 < call.words.size()) value = call.words[++option].text;
  if (text[letter] == 'c') return judge_code(judge, call, value);
  if (value == "http.server" || value == "SimpleHTTPServer" || value == "smtpd" || value == "twisted") {
    judge.note(call, ShellClass::network, "opens a way in");
  } else if (value == "pip" || value == "poetry" || value == "pipx" || value == "uv" || value == "twine") {
    std::vector<Argument> words{{value}};
    const std::span<const Argument> rest = call.words.subspan(option + 1);
    words.insert(words.end(), rest.begin(), rest.end());
    judge.run(words, *call.input);
  } else if (value == "venv" || value == "virtualenv" || value == "compileall" || value == "py_compile" ||
             value == "ensurepip" || value == "build") {
    judge.note(call, ShellClass::write, "writes files");
  } else if (!fits_one(kOnlyReads, value) ||
             ((value == "zipfile" || value == "tarfile") && !call.has("-l") &&
              call.words.back().text.find("-l") == std::string::npos && option + 1 < call.words.size() &&
              call.words[option + 1].text != "-l")) {
    judge.note(call, ShellClass::exec, "runs a module");
  }
}

void judge_interpreter(Judge& judge, const Invocation& call) {
  if (call.words.size() == 2 &&
      fits_one("-v|-V|--version|-version|-h|--help|--ini|-m|-i|version|--modules|-help",
               call.words[1].text)) {
    // "perl -i" and "node -i" are more than a question.
    if (call.words[1].text != "-i" || call.name == "php") return;
  }
  // Only the syntax is checked, or settings shown.
  const std::string_view first =
      call.words.size() > 1 ? std::string_view(call.words[1].text) : std::string_view();
  if (call.name == "php" && (first == "-l" || first == "--ini")) return;
  if (call.name == "node" && (first == "--check" || first == "-c")) return;
  if (call.name == "ruby" && first == "-c" && call.words.size() == 3) return;
  if ((call.name == "deno" || call.name == "bun" || call.name == "dart" || call.name == "julia") &&
      (fits_one("info|doc|lint|check|types|outdated|why|pm|analyze", call.positional(0)) ||
       (call.positional(0) == "pub" && fits_one("outdated|deps", call.positional(1))))) {
    return;
  }
  std::string all = call.input->text;
  for (const Argument& word : call.words.subspan(1)) all += " " + word.text;
  if (call.name == "php" && call.has("-S")) judge.note(call, ShellClass::network, "opens a way in");
  judge_code(judge, call, all);
  judge.paths(call, 0, false);
  if (!call.positionals.empty()) judge_project_script(judge, call, call.positionals[0]);
}

void judge_vim(Judge& judge, const Invocation& call) {
  const bool reads = call.has("-R") || fits_one("view|gview", call.name);
  if (!reads) judge.note(call, ShellClass::write, "opens files for change");
  const auto command = [&](std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(": "), text.size()));
    if (text.starts_with('!')) return judge.script(text.substr(1));
    const bool known =
        fits_one("q|q!|qa|qa!|wq|x|w|wqa|xa|set *|syntax *|/*|$|colorscheme *|PlugStatus|version|noh",
                 text) ||
        text.find_first_not_of("0123456789") == std::string_view::npos;
    const bool edits = text.starts_with("%s/") || text.starts_with("s/") || text.starts_with("g/");
    if (reads && (text.starts_with('w') || text.starts_with('x') || edits))
      judge.note(call, ShellClass::write, "changes files");
    if (!known && (!edits || text.find('|') != std::string_view::npos)) {
      judge.note(call, ShellClass::exec, "runs commands of the editor");
    }
  };
  for (const Option& each : call.options) {
    if (each.name == "-c" || each.name == "--cmd") command(each.value);
    const bool script =
        each.name == "-S" || (each.name == "-s" && !call.has("-e")) ||
        ((each.name == "-u" || each.name == "-i") && each.value != "NONE" && each.value != "NORC");
    if (script && (each.name == "-s" || !each.value.empty()))
      judge.note(call, ShellClass::exec, "runs a script that was not read");
  }
  for (const std::size_t at : call.positionals) {
    const std::string& text = call.words[at].text;
    text.starts_with('+') ? command(std::string_view(text).substr(1)) : judge.path(text, !reads);
  }
}

void judge_powershell(Judge& judge, const Invocation& call) {
  for (std::size_t i = 1; i < call.words.size(); ++i) {
    const std::string& option = call.words[i].text;
    if (fits_one("-version|--version|-v|-Version|-help|-h|-?", option) && call.words.size() == 2) return;
    if (!fits_one("-c|-C|-command|-Command|-COMMAND", option)) continue;
    std::string line;
    for (const Argument& word : call.words.subspan(i + 1)) line += (line.empty() ? "" : " ") + word.text;
    // Plain words mean the same there.
    if (line.find_first_of("$(){}`&;|<>@") != std::string::npos)
      judge.note(call, ShellClass::exec, "runs a command for another shell");
    return judge.script(line);
  }
  judge.note(call, ShellClass::exec, "runs code, or opens a shell");
}

void judge_web_request(Judge& judge, const Invocation& call) {
  for (const Option& each : call.options) {
    if (each.name != "-Method" && each.name != "-method") continue;
    if (fits_one("DELETE|Delete|delete", each.value)) {
      judge.note(call, ShellClass::destructive, "asks a server to remove something");
    } else if (!fits_one("GET|Get|get|HEAD|Head", each.value)) {
      judge.note(call, ShellClass::network, "sends data");
    }
  }
  judge.paths(call, 0, false);
}

}  // namespace callgate::analysis::shell
