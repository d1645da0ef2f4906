#include "gateway/commands/ledger_damage.h"

#include <ostream>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"

namespace callgate::commands {

int tell_damage(state::LedgerReader& reader, Console& console) {
  const state::LedgerDamage damage = reader.take_damage();
  if (damage.lines > 0) {
    const bool one = damage.lines == 1;
    console.err << "callgate: passed over, " << damage.lines << (one ? " line that is" : " lines that are")
                << " no record:";
    for (const std::string& place : damage.places) console.err << " " << visible(place);
    if (damage.lines > damage.places.size()) console.err << " …";
    console.err << "\n";
  }
  for (const std::string& file : damage.unfinished)
    console.err << "callgate: passed over, a last line without an end: " << visible(file) << "\n";
  const bool any = damage.lines > 0 || !damage.unfinished.empty();
  if (!any || reader.records() > 0) return kOk;
  console.err << "callgate: nothing in the ledger could be read\n";
  return kNegative;
}

}  // namespace callgate::commands
