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

void remark_unlisted(const KnownTools::Found& found, Console& console) {
  if (found.listed || !found.asked) return;
  console.err << "callgate: server \"" << visible(found.tool->server) << "\" lists no \""
              << visible(found.tool->native) << "\": the gateway would refuse it as unknown";
  if (!found.nearest.empty()) console.err << " (did you mean " << visible(found.nearest) << "?)";
  console.err << "; judged by its name\n";
}

int check(const Config& config, std::shared_ptr<const policy::World> world, const std::string& principal,
          const std::filesystem::path& state_root, const std::string& tool, const std::string& arguments,
          bool json, Console& console) {
  if (const std::string fault = arguments_fault(arguments); !fault.empty()) {
    console.err << "callgate: " << visible(fault) << "\n";
    return kUsage;
  }
  const SystemClock clock;
  const Rehearsal rehearsal(config.policy, std::move(world), clock, principal,
                            accepted_pins(config, state_root, clock));
  const KnownTools::Found found = KnownTools(config, state_root).find(tool);
  remark_unlisted(found, console);
  guard::Call call("check", found.tool, Bytes::copy(arguments));
  const Judged judged = rehearsal.judge(call);
  if (!json) {
    print_verdict(judged, tool, "", console);
    return exit_of(judged.notice.decision);
  }
  nlohmann::ordered_json report = {{"tool", tool}};
  put_verdict(judged, report);
  report["listed"] = found.listed;
  console.out << visible_json(report.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
              << "\n";
  return exit_of(judged.notice.decision);
}

}  // namespace callgate::commands
