#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {

void judge_pass(Judge& judge, const Invocation& call) {
  const bool tee = call.name == "tee";
  bool own_input = false;
  for (const std::size_t at : call.positionals) {
    if (tee) {
      judge.written(call.words[at], call.has("-a") || call.has("--append"));
    } else {
      own_input = own_input || call.words[at].text != "-";
      judge.path(call.words[at], false);
    }
  }
  if (!own_input) judge.output(*call.input);
}

void judge_sort(Judge& judge, const Invocation& call) {
  for (const Option& each : call.options) {
    if (each.name == "-o" || each.name == "--output") judge.written({std::string(each.value)}, false);
    if (each.name.starts_with("--compress")) judge.script(each.value);
  }
  judge.paths(call, 0, false);
}

}  // namespace callgate::analysis::shell
