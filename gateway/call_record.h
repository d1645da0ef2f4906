// The line that the ledger gets of a call that was judged.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/bytes.h"
#include "core/guard/chain.h"
#include "core/guard/record.h"

namespace callgate {

class Session;

// How a call ended.
struct CallEnd {
  guard::Decision decision;
  const guard::Finding& why;
  guard::Outcome outcome;
  std::size_t result_bytes;
  Instant started;
  std::string_view digest;  // what its approval is bound to; empty: nobody had to agree
  const Bytes& asked;       // the arguments as they came, if they may be kept
};

// Records it, with its arguments if the configuration wants them kept (ledger.arguments) and no rule wants
// texts of its own blanked out of the ledger.
void record_call(Session& session, const guard::Call& call, const guard::Passage& passage,
                 const CallEnd& end);

}  // namespace callgate
