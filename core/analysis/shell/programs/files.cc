#include <algorithm>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/places.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

// Places that hold far more than what one works on.
bool broad(std::string_view path) {
  if (path == ".." || path == "../*") return true;
  while (path.size() > 1 && (path.ends_with('/') || path.ends_with('*'))) path.remove_suffix(1);
  return std::count(path.begin(), path.end(), '/') <= 1 && is_root_place(path);
}

bool any_broad(const Invocation& call) {
  for (std::size_t i = 1; i < call.positionals.size(); ++i) {
    if (broad(call.positional(i))) return true;
  }
  return false;
}

bool any_positional(const Invocation& call, std::string_view patterns) {
  for (std::size_t i = 0; i < call.positionals.size(); ++i) {
    if (fits_one(patterns, call.positional(i))) return true;
  }
  return false;
}

}  // namespace

void judge_dd(Judge& judge, const Invocation& call) {
  for (const Argument& word : call.words.subspan(1)) {
    Argument file = word;
    file.text.erase(0, std::min<std::size_t>(3, file.text.size()));
    if (word.text.starts_with("if=")) judge.path(file, false);
    if (word.text == "if=/dev/null") judge.note(call, ShellClass::destructive, "empties a file");
    if (word.text.starts_with("of=")) judge.written(file, false);
  }
  if (call.name == "ddrescue") judge.note(call, ShellClass::destructive, "copies over a disk or file");
}

void judge_copy(Judge& judge, const Invocation& call) {
  const Option* into = call.find("-t");
  if (into == nullptr) into = call.find("--target-directory");
  const std::size_t count = call.positionals.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Argument& word = call.words[call.positionals[i]];
    if (i + 1 < count || into != nullptr) {
      judge.path(word, false);
    } else {
      judge.written(word, false);
    }
  }
  if (into != nullptr) judge.written({std::string(into->value)}, false);
  judge.note(call, ShellClass::write, "copies files");
  if (call.has("--strip-program")) judge.note(call, ShellClass::exec, "runs a program on what it copies");
  if (call.positional(0) == "/dev/null" && count > 1)
    judge.note(call, ShellClass::destructive, "empties a file");
}

void judge_link(Judge& judge, const Invocation& call) {
  judge.paths(call, 0, true);
  const bool forced = call.has("-f") || call.has("--force");
  judge.note(call, ShellClass::write, "makes a link");
  if (!forced || call.positionals.size() < 2) return;
  const std::string_view replaced = call.positional(call.positionals.size() - 1);
  if (call.positional(0) == "/dev/null") {
    judge.note(call, ShellClass::destructive, "replaces a file by nothing");
  } else if (is_vital(replaced) || is_precious(replaced) ||
             (is_root_place(replaced) && (call.has("-n") || call.has("-T")))) {
    judge.note(call, ShellClass::destructive, "replaces what the system needs");
  }
}

void judge_move(Judge& judge, const Invocation& call) {
  judge.note(call, ShellClass::write, "moves files");
  const Option* into = call.find("-t");
  if (into == nullptr) into = call.find("--target-directory");
  const std::size_t count = call.positionals.size();
  const bool asks = (call.has("-n") && call.name != "mv" && call.name != "gmv") || call.has("--dry-run") ||
                    call.has("--no-act");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view path = call.positional(i);
    const bool target = i + 1 == count && i > 0 && into == nullptr;
    if (asks) {
      judge.path(path, true);
    } else if (path == "/dev/null") {
      judge.note(call, ShellClass::destructive, "moves files to nowhere");
    } else if (target) {
      judge.written(call.words[call.positionals[i]], false);
    } else {
      judge.path(path, true);
      if (is_root_place(path)) judge.sweeps();
      if (is_root_place(path) || is_vital(path) || is_precious(path))
        judge.note(call, ShellClass::destructive, "takes away what the system or somebody needs");
    }
  }
  if (into != nullptr) judge.written({std::string(into->value)}, false);
}

void judge_mode(Judge& judge, const Invocation& call) {
  if (call.has("--version") || call.has("--help")) return;
  judge.paths(call, 1, true);
  judge.note(call, ShellClass::write, "changes who may use a file");
  // A mode such as -w or -rwx reads as options.
  const bool takes = any_positional(call, "0|00|000|0000|a-*|ugo-*|a=|go=|u-*|-*") || call.has("-r") ||
                     call.has("-w") || call.has("-x");
  const bool gives = any_positional(call, "777|0777|1777|a+w*|a+rw*|o+w*|ugo+rwx|a=rwx|+w|a+rwx");
  const bool recursive = call.has("-R") || call.has("--recursive");
  const bool system = any_positional(call, "/etc/*|/usr/*|/bin/*|/sbin/*|/lib/*|/boot/*") || any_broad(call);
  if (recursive && (takes || gives || any_broad(call))) {
    judge.note(call, ShellClass::destructive, "-R changes who may use everything below");
  } else if (any_positional(call, "0|00|000|0000|a-rwx|a=") || ((gives || call.has("-x")) && system)) {
    judge.note(call, ShellClass::destructive, "takes away or opens what protects a file");
  }
}

void judge_owner(Judge& judge, const Invocation& call) {
  judge.paths(call, 1, true);
  const bool recursive = call.has("-R") || call.has("--recursive");
  bool wide = false;
  for (std::size_t i = 1; i < call.positionals.size(); ++i) {
    const std::string_view path = call.positional(i);
    wide = wide || broad(path) || path.starts_with('/') || path.starts_with('~');
  }
  if (recursive && wide) {
    judge.note(call, ShellClass::destructive, "-R changes whose everything below is");
  } else {
    judge.note(call, ShellClass::write, "changes whose a file is");
  }
}

void judge_access_list(Judge& judge, const Invocation& call) {
  judge.paths(call, 0, true);
  const bool recursive = call.has("-R") || call.has("--recursive");
  bool wide = call.has("-b") || call.has("--remove-all");
  for (std::size_t i = 0; i < call.positionals.size(); ++i) wide = wide || broad(call.positional(i));
  judge.note(call, recursive && wide ? ShellClass::destructive : ShellClass::write,
             "changes who may use files");
}

void judge_truncate(Judge& judge, const Invocation& call) {
  judge.paths(call, 0, true);
  const Option* size = call.find("-s");
  if (size == nullptr) size = call.find("--size");
  const std::string_view text = size == nullptr ? std::string_view() : size->value;
  if (text == "0" || text.starts_with('-') || text.starts_with('<')) {
    judge.note(call, ShellClass::destructive, "cuts files off");
  } else {
    judge.note(call, ShellClass::write, "changes the size of files");
  }
}

namespace {

struct TarWords {
  std::string letters, names;  // the short options; the long ones, each between blanks
  const Argument* file = nullptr;
  std::vector<const Argument*> members;
};

// tar's own way: the first word may be options without a dash, whose values follow in order.
TarWords read_tar(Judge& judge, const Invocation& call) {
  TarWords tar;
  const auto value_of = [&](std::size_t& i) {
    return i + 1 < call.words.size() ? &call.words[++i] : nullptr;
  };
  for (std::size_t i = 1; i < call.words.size(); ++i) {
    const std::string& text = call.words[i].text;
    const bool old_style = i == 1 && !text.starts_with('-');
    if (text.starts_with("--")) {
      const std::size_t equals = text.find('=');
      const std::string name = text.substr(0, equals);
      const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
      if (name.starts_with("--checkpoint-act") && value.starts_with("exec=")) judge.script(value.substr(5));
      if (name == "--to-command" || name.starts_with("--use-compress") || name == "--info-script" ||
          name == "--new-volume-script" || name == "--rsh-command") {
        const Argument* separate = value.empty() ? value_of(i) : nullptr;
        judge.script(separate != nullptr ? separate->text : value);
      }
      if (name == "--file" && value.empty()) tar.file = value_of(i);
      if (name == "--directory" && value.empty()) value_of(i);
      tar.names += " " + name + " ";
    } else if (old_style || (text.starts_with('-') && text.size() > 1)) {
      for (std::size_t at = old_style ? 0 : 1; at < text.size(); ++at) {
        tar.letters += text[at];
        const bool valued = std::string_view("fCTXbIFgHKLNV").find(text[at]) != std::string_view::npos;
        if (!valued) continue;
        const bool last = at + 1 == text.size();
        const Argument* value = old_style || last ? value_of(i) : nullptr;
        if (text[at] == 'f') tar.file = value != nullptr ? value : &call.words[i];
        if ((text[at] == 'I' || text[at] == 'F') && value != nullptr) judge.script(value->text);
        if (value != nullptr && text[at] != 'f') judge.path(*value, false);
        if (!old_style) break;
      }
    } else {
      tar.members.push_back(&call.words[i]);
    }
  }
  return tar;
}

}  // namespace

void judge_tar(Judge& judge, const Invocation& call) {
  const TarWords tar = read_tar(judge, call);
  const auto mode = [&](char letter, std::string_view name) {
    return tar.letters.find(letter) != std::string::npos ||
           tar.names.find(" " + std::string(name) + " ") != std::string::npos;
  };
  for (const Argument* member : tar.members) judge.path(*member, false);
  if (mode('\0', "--delete") || mode('\0', "--remove-files")) {
    judge.note(call, ShellClass::destructive, "removes files");
  }
  const bool creates = mode('c', "--create") || mode('r', "--append") || mode('u', "--update");
  if (creates) {
    const bool piped = tar.file == nullptr || tar.file->text == "-";
    if (!piped) judge.written(*tar.file, false);
  } else if (mode('x', "--extract") || mode('x', "--get")) {
    if (tar.file != nullptr) judge.path(*tar.file, false);
    if (!mode('O', "--to-stdout")) judge.note(call, ShellClass::write, "unpacks files");
  } else if (tar.file != nullptr) {
    judge.path(*tar.file, false);
  }
}

}  // namespace callgate::analysis::shell
