#include "gateway/commands/check_command.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/guard/call.h"
#include "gateway/commands/accepted_pins.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/verdict_text.h"
#include "gateway/commands/visible.h"
#include "gateway/rehearsal/known_tools.h"

namespace callgate::commands {

void remark_unknown(const KnownTools::Found& found, Console& console) {
  if (!found.unknown) return;
  console.err << "callgate: no server of the configuration offers \"" << visible(found.tool->exposed) << "\"";
  if (!found.nearest.empty()) console.err << " (did you mean " << visible(found.nearest) << "?)";
  console.err << ": the gateway would refuse it as unknown\n";
}

int check(const Config& config, std::shared_ptr<const policy::World> world, const std::string& principal,
          const std::filesystem::path& state_root, const std::string& tool, const std::string& arguments,
          bool json, Console& console) {
  const auto readable = read_arguments(arguments);
  if (!readable) return fail(console, readable.error());
  const SystemClock clock;
  auto pins = accepted_pins(config, state_root, clock);
  if (!pins) return fail(console, pins.error());
  const Rehearsal rehearsal(config.policy, std::move(world), clock, principal, std::move(*pins));
  const KnownTools::Found found = KnownTools(config, state_root).find(tool);
  remark_unknown(found, console);
  guard::Call call("check", found.tool, Bytes::copy(*readable));
  const Judged judged = rehearsal.judge(call);
  const int exit = found.unknown ? int{kNegative} : exit_of(judged.notice.decision);
  if (!json) {
    print_verdict(judged, tool, found.unknown, "", console);
    return exit;
  }
  nlohmann::ordered_json report = {{"tool", tool}};
  put_verdict(judged, report);
  report["listed"] = found.listed;
  report["unknown"] = found.unknown;
  console.out << visible_json(report.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
              << "\n";
  return exit;
}

}  // namespace callgate::commands
