// Calls judged as the gateway would judge them, without a gateway: nothing is sent, run, asked or recorded.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/guard/render.h"
#include "core/guards/registry.h"
#include "gateway/config.h"

namespace callgate {

// What came of one call.
struct Judged {
  guard::Notice notice;  // as a host would be told
  std::vector<guard::WouldBe> would_be;
  std::string corrected;  // the arguments as they would be sent, if they were corrected
};

// A whole chain, with a memory of its own that begins empty.
class Rehearsal {
 public:
  // The clock must outlive it. `pins`: which definitions of tools were accepted; null: none yet.
  Rehearsal(const policy::Policy& policy, std::shared_ptr<const policy::World> world, const Clock& clock,
            std::string principal, std::shared_ptr<guard::PinStore> pins = nullptr);

  const std::shared_ptr<const guard::GuardChain>& chain() const { return chain_; }
  const guard::GuardDeps& deps() const { return deps_; }

  // Judges a call up to where it would go out, and takes everything back: the next one finds the memory as it
  // was, but for what counts attempts.
  Judged judge(guard::Call& call, guard::Witness* witness = nullptr) const;

 private:
  guard::GuardDeps deps_;
  std::shared_ptr<const guard::GuardChain> chain_;
};

// Enters, with programs that would be asked taken to agree and slots that would be waited for to be there or
// never: the verdict is never a Wait.
guard::Verdict enter_at_once(guard::Call& call, guard::Passage& passage);

}  // namespace callgate
