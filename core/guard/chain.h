// The guards in their order, and one call's way through them.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/guard/classify.h"
#include "core/guard/guard.h"
#include "core/guard/server_questions.h"
#include "core/guard/witness.h"

namespace callgate::guard {

// Where guards enrol their steps. A step is a member function, bound without allocation on the hot path. What
// a guard does not override it is not asked for, call by call; so its class has to be final.
class ChainBuilder {
 public:
  using Judge = Verdict (*)(Guard&, Call&);
  using Treat = Amend (*)(Guard&, Call&, const Bytes& result);
  // Usage: chain.before<&Policy::judge_name>(Before::names, *this);
  template <auto Method, class G>
  void before(Before place, G& guard) {
    static_assert(std::is_same_v<Verdict, decltype((guard.*Method)(std::declval<Call&>()))>);
    note_accounts<G>();
    before_.push_back(
        {place, member_, &guard, [](Guard& g, Call& call) { return (static_cast<G&>(g).*Method)(call); }});
  }
  template <auto Method, class G>
  void after(After place, G& guard) {
    note_accounts<G>();
    after_.push_back({place, member_, &guard, [](Guard& g, Call& call, const Bytes& result) {
                        return (static_cast<G&>(g).*Method)(call, result);
                      }});
  }

 private:
  friend class GuardChain;
  friend class Passage;
  struct BeforeStep {
    Before place;
    std::uint8_t member;
    Guard* guard;
    Judge judge;
  };
  struct AfterStep {
    After place;
    std::uint8_t member;
    Guard* guard;
    Treat treat;
  };
  template <class G>
  void note_accounts() {
    static_assert(std::is_final_v<G>);
    const auto note = [this](std::uint32_t& members, bool overrides) {
      if (overrides) members |= 1u << member_;
    };
    note(reserving_, !std::is_same_v<decltype(&G::reserve), decltype(&Guard::reserve)>);
    note(settling_, !std::is_same_v<decltype(&G::settle), decltype(&Guard::settle)> ||
                        !std::is_same_v<decltype(&G::failed), decltype(&Guard::failed)>);
  }

  // Of a guard that stands nowhere nothing is known.
  void keep_all_accounts() {
    reserving_ |= 1u << member_;
    settling_ |= 1u << member_;
  }

  std::vector<BeforeStep> before_;
  std::vector<AfterStep> after_;
  std::uint32_t reserving_ = 0, settling_ = 0;  // one bit per member: it takes something, it is told the end
  std::uint8_t member_ = 0;                     // index of the guard that is enrolling now
};

// Holds the guards of one policy; its order is immutable, and it holds no call state. Passages share it, so
// that a reload swaps it between calls.
class GuardChain {
 public:
  struct Member {
    std::unique_ptr<Guard> guard;
    Mode mode;
  };
  static constexpr std::size_t kMaxGuards = 32;

  // Members that are off are dropped. At one place, guards stand in the order of `members`. More than
  // kMaxGuards throws std::length_error. `principal` is user id + profile, `revision` the hash of the
  // policy's text.
  explicit GuardChain(std::vector<Member> members, std::string principal = "", std::string revision = "",
                      Classifier classifier = {}, ServerQuestions questions = {});

  bool empty() const { return members_.empty(); }  // nothing would be judged: the transparent gateway
  bool lists(const mcp::Tool& tool) const;         // false if an enforcing guard hides it
  // What guards say against a server's instructions; withheld only by a guard that enforces.
  std::optional<InstructionsFault> judge_instructions(std::string_view server, std::string_view text) const;
  const std::string& principal() const { return principal_; }  // part of what an approval binds
  const std::string& revision() const { return revision_; }
  // What the policy says of questions that servers ask.
  const ServerQuestions& questions() const { return questions_; }
  // What this chain's policy knows of a tool. Valid until the next call.
  const ToolFacts& facts(const mcp::ToolPtr& tool) const { return classifier_.of(tool); }
  // Who is asked where, in order, before a call goes out and when its result is back.
  struct Station {
    std::string_view guard;
    Mode mode;
    Before place;
  };
  std::vector<Station> stations() const;
  std::vector<std::string_view> stations_after() const;

 private:
  friend class Passage;
  std::vector<Member> members_;
  std::vector<ChainBuilder::BeforeStep> before_;
  std::vector<ChainBuilder::AfterStep> after_;
  std::uint32_t reserving_ = 0, settling_ = 0;  // of ChainBuilder
  std::string principal_, revision_;
  ServerQuestions questions_;
  mutable Classifier classifier_;  // remembers what it worked out; one thread
};

// What a guard in observe mode would have done, for the ledger.
struct WouldBe {
  Decision decision;
  Finding why;
};

// One call's way through the chain: enter, (approval, enter again), leave, end. Every guard that was entered
// is settled exactly once, newest first: by end(), at once by a Deny of enter(), at the latest by the
// destructor.
class Passage {
 public:
  Passage(std::shared_ptr<const GuardChain> chain, Call& call);
  ~Passage();
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  // Judges the call. Asks are collected and returned as one Ask when nobody denied; after
  // Call::set_approved() a second enter() runs only breaker, limits, cost and capacity again, then reserves.
  // A guard that throws denies with code "guard_error" when enforcing. After Wait the next enter() goes on at
  // the place that asked for it. Never returns Repair: repaired arguments stand in the call, and the places
  // that look at arguments have judged them. Allow means: every reserve is taken, send it now. Deny means:
  // all is settled.
  Verdict enter();
  // Judges a result (raw JSON of the result object). For a result from memory it runs only the guards that
  // stood before the one that answered. A guard that throws where results are changed withholds the result.
  Amend leave(const Bytes& result);
  // The same for what no call returned (a resource, a prompt): only the guards that cleanse, judge and cut
  // results are asked. Without enter().
  Amend leave_content(const Bytes& result);
  // There will be no result: an error instead, no answer in time, or a server that went away. Before end().
  void failed(const Failure& failure) noexcept;
  // How it ended, and settles; cancelled unless said. Only the first word counts.
  void end(Ending ending) noexcept;

  // From now on `witness` is told of every guard that enter() asks; it outlives the passage.
  void watch(Witness& witness) { witness_ = &witness; }

  // The chain it goes through, whatever the next calls go through.
  const GuardChain& chain() const { return *chain_; }
  // What guards in observe mode would have done, in order, up to where the call would have stopped.
  const std::vector<WouldBe>& would_be() const { return would_be_; }
  // Decisions taken besides the one returned (repairs, warnings, earlier changes of the result), in order.
  const std::vector<std::pair<Decision, Finding>>& taken() const { return taken_; }

 private:
  using BeforeStep = ChainBuilder::BeforeStep;
  using AfterStep = ChainBuilder::AfterStep;
  enum class Fate : std::uint8_t { go_on, stop };

  Mode mode_of(std::uint8_t member) const { return chain_->members_[member].mode; }
  void mark_entered(std::uint8_t member);
  Verdict run(const BeforeStep& step);
  Amend treat(const AfterStep& step, const Bytes& result);
  Fate weigh(const BeforeStep& step, Verdict& verdict);
  void imagine(Mode mode, Decision decision, Finding why);
  void take_notes(std::uint8_t member) {
    if (call_.noted()) read_notes(member);
  }
  void read_notes(std::uint8_t member);
  Fate rejudge(const BeforeStep& repairer, Verdict& verdict);
  Verdict reserve();
  Verdict refuse(Verdict verdict);

  std::shared_ptr<const GuardChain> chain_;
  Call& call_;
  Witness* witness_ = nullptr;
  std::array<std::uint8_t, GuardChain::kMaxGuards> order_;  // of those to settle, as they were entered
  std::uint32_t entered_ = 0;                               // one bit per member
  std::uint8_t entered_count_ = 0;
  std::size_t next_ = 0;  // the step to go on with
  int answered_by_ = -1;  // the member that answered from memory
  bool judged_ = false, settled_ = false, content_ = false;
  bool would_stop_ = false, would_hold_ = false;  // had every observing guard been enforcing
  std::size_t warnings_seen_ = 0, imagined_seen_ = 0;
  std::vector<WouldBe> would_be_;
  std::vector<std::pair<Decision, Finding>> taken_;
};

}  // namespace callgate::guard
