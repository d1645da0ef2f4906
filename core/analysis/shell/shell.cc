#include "core/analysis/shell/shell.h"

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/sql.h"

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
  constexpr std::size_t kLongest = 256 * 1024;
  shell::Judge judge(64 * command.size() + 65536);
  judge.note(ShellClass::read, {});
  if (command.size() > kLongest) {
    judge.too_much("it is too long to be read");
  } else {
    judge.evaluate(command);
  }
  return judge.take();
}

ShellReport judge_sql(std::string_view statements) {
  ShellReport report;
  report.classes = 1;
  for (shell::SqlFinding& found : shell::read_sql(statements)) {
    report.classes = static_cast<std::uint8_t>(report.classes | 1U << static_cast<unsigned>(found.is));
    if (found.is <= report.worst) continue;
    report.worst = found.is;
    report.why = std::move(found.what);
    report.command = statements.substr(0, 200);
  }
  report.work = statements.size();
  return report;
}

}  // namespace callgate::analysis
