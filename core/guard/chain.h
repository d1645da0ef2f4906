// The guards in their order, and one call's way through them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/guard/guard.h"

namespace callgate::guard {

// Where guards enrol their steps. A step is a member function, bound without allocation on the hot path.
class ChainBuilder {
 public:
  using Judge = Verdict (*)(Guard&, Call&);
  using Treat = Amend (*)(Guard&, Call&, const Bytes& result);
  // Usage: chain.before<&Policy::judge_name>(Before::names, *this);
  template <auto Method, class G>
  void before(Before place, G& guard) {
    add(place, guard, [](Guard& g, Call& call) -> Verdict { return (static_cast<G&>(g).*Method)(call); });
  }
  template <auto Method, class G>
  void after(After place, G& guard) {
    add(place, guard, [](Guard& g, Call& call, const Bytes& result) -> Amend {
      return (static_cast<G&>(g).*Method)(call, result);
    });
  }

 private:
  friend class GuardChain;
  void add(Before place, Guard& guard, Judge judge);
  void add(After place, Guard& guard, Treat treat);
  struct BeforeStep { Before place; Guard* guard; Judge judge; Mode mode; };
  struct AfterStep { After place; Guard* guard; Treat treat; Mode mode; };
  std::vector<BeforeStep> before_;
  std::vector<AfterStep> after_;
  Mode mode_ = Mode::enforce;   // of the guard that is enrolling now
};

// Holds the guards of one policy; immutable after build, holds no call state. Passages must not outlive it: keep it in
// a shared_ptr, so that a reload swaps it between calls.
class GuardChain {
 public:
  struct Member { std::unique_ptr<Guard> guard; Mode mode; };
  explicit GuardChain(std::vector<Member> members, std::string principal = "", std::string revision = "");

  bool empty() const;                              // nothing would be judged: the transparent gateway
  bool lists(const mcp::Tool& tool) const;         // false if an enforcing guard hides it
  const std::string& principal() const;            // user id + profile, part of what an approval binds
  const std::string& revision() const;             // hash of the policy's text

 private:
  friend class Passage;
  // …
};

// What observe mode would have done, for the ledger.
struct WouldBe { Decision decision; Finding why; };

// One call's way through the chain: enter, (approval, enter again), leave, end. Destroying it settles every guard that
// was entered, newest first, exactly once.
class Passage {
 public:
  Passage(std::shared_ptr<const GuardChain> chain, Call& call);
  ~Passage();
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  // Judges the call. Asks are collected and returned as one Ask when nobody denied; after Call::set_approved() a second
  // enter() runs only breaker, limits, cost and capacity again, then reserves. A guard that throws denies with code
  // "guard_error" when enforcing. Allow means: every reserve is taken, send it now.
  Verdict enter();
  // Judges a result (raw JSON of the result object); runs only guards outside the one that answered from memory.
  Amend leave(const Bytes& result);
  // How it ended; cancelled unless said.
  void end(Ending ending);

  // The strictest decision so far and all findings, for the verdict and the ledger.
  const std::vector<WouldBe>& would_be() const;
  // Decisions taken besides the one returned (repairs, warnings), in order.
  const std::vector<std::pair<Decision, Finding>>& taken() const;

 private:
  // …
};

}  // namespace callgate::guard
