#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/places.h"
#include "core/analysis/shell/programs.h"

namespace callgate::analysis::shell {
namespace {

using Kind = Redirect::Kind;

bool harmless_device(std::string_view target) {
  return fits_one(
      "/dev/null|/dev/stdout|/dev/stderr|/dev/stdin|/dev/tty|/dev/fd/*|/dev/full|/dev/zero|/proc/self/fd/*|"
      "nul|NUL|$null",
      target);
}

bool own(std::string_view target) {
  return fits_one(
      "*/callgate/*|callgate/*|*/.callgate/*|.callgate/*|*callgate.json*|*callgate.yaml|*callgate.toml|"
      "*callgate-policy*",
      target);
}

}  // namespace

void Judge::written(const Argument& target, bool appends) {
  const std::string& text = target.text;
  // What goes into >(…) was judged as the command inside.
  if (harmless_device(text) || text.starts_with(">(")) return;
  if (text.starts_with("/dev/tcp/") || text.starts_with("/dev/udp/")) {
    const std::size_t port = text.find('/', 9);
    address(text.substr(5, 3) + "://" + text.substr(9, port - 9) +
            (port == std::string::npos ? "" : ":" + text.substr(port + 1)));
    note(ShellClass::network, "a redirection to " + text + " opens a connection");
    return;
  }
  path(text, true);
  if (is_precious(text)) {
    sweeps();
    note(ShellClass::destructive, "writes over " + text);
  } else if (own(text)) {
    note(ShellClass::destructive, "changes the gateway's own file " + text);
  } else if (is_vital(text) && !appends) {
    note(ShellClass::destructive, "overwrites " + text);
  } else {
    note(ShellClass::write, "writes to " + text);
  }
}

Input Judge::redirected(const Command& command, const Input& input) {
  // : > file, true > file and > file leave nothing of it.
  bool empties =
      command.kind == Command::Kind::simple && command.words.empty() && command.assignments.empty();
  if (command.words.size() == 1 && command.words[0].pieces.size() == 1) {
    const std::string& only = command.words[0].pieces[0].text;
    empties = empties || only == ":" || only == "true" || only == "echo";
  }
  if (command.words.size() == 2 && command.kind == Command::Kind::simple) {
    const std::string first = expand_whole(command.words[0], scope_).text;
    const std::string second = expand_whole(command.words[1], scope_).text;
    empties = empties || (first == "cat" && second == "/dev/null") || (first == "echo" && second == "-n") ||
              ((first == "echo" || first == "printf") && second.empty());
  }
  if (command.words.size() == 3 && command.kind == Command::Kind::simple) {
    empties = empties || (expand_whole(command.words[0], scope_).text == "echo" &&
                          expand_whole(command.words[1], scope_).text == "-n" &&
                          command.words[2].pieces.size() == 1 && command.words[2].pieces[0].text.empty());
  }
  Input fed = input;
  for (const Redirect& each : command.redirects) redirect(each, empties, fed);
  return fed;
}

void Judge::redirect(const Redirect& redirect, bool empties, Input& input) {
  embedded(redirect.target);
  const bool stdin_redirect = redirect.descriptor <= 0;
  if (redirect.kind == Kind::heredoc) {
    if (redirect.body == nullptr) return;
    embedded(*redirect.body);
    const Argument body = expand_whole(*redirect.body, scope_);
    if (stdin_redirect)
      input = {body.known || !body.tainted ? Input::Kind::text : Input::Kind::data, body.text};
    return;
  }
  const Argument target = expand_whole(redirect.target, scope_);
  report_.work += target.text.size() + 1;
  switch (redirect.kind) {
    case Kind::herestring:
      input = {target.known || !target.tainted ? Input::Kind::text : Input::Kind::data, target.text};
      return;
    case Kind::read:
      if (target.text.starts_with("/dev/tcp/") || target.text.starts_with("/dev/udp/")) written(target, true);
      if (target.text != "/dev/null") path(target, false);
      if (stdin_redirect) input = {target.text == "/dev/null" ? Input::Kind::none : Input::Kind::data, {}};
      return;
    case Kind::duplicate_in:
      if (stdin_redirect) input = {Input::Kind::data, {}};
      return;
    case Kind::duplicate_out: {
      const bool descriptor = target.text.find_first_not_of("0123456789-") == std::string::npos;
      if (!descriptor) written(target, false);
      return;
    }
    default:
      if (empties && redirect.kind == Kind::write && !harmless_device(target.text)) {
        note(ShellClass::destructive, "empties " + target.text);
      }
      written(target, redirect.kind == Kind::append);
  }
}

}  // namespace callgate::analysis::shell
