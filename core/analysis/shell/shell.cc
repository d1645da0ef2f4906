#include "core/analysis/shell/shell.h"

#include "core/analysis/shell/judge.h"

namespace callgate::analysis {

std::string_view to_string(ShellClass is) {
  switch (is) {
    case ShellClass::read:
      return "read";
    case ShellClass::write:
      return "write";
    case ShellClass::exec:
      return "exec";
    case ShellClass::network:
      return "network";
    case ShellClass::destructive:
      return "destructive";
  }
  return "exec";
}

ShellReport judge_shell(std::string_view command) {
  constexpr std::size_t kLongest = 65536;
  shell::Judge judge(64 * command.size() + 65536);
  judge.note(ShellClass::read, {});
  if (command.size() > kLongest) {
    judge.unread("the command is too long to be read");
  } else {
    judge.evaluate(command);
  }
  return judge.take();
}

}  // namespace callgate::analysis
