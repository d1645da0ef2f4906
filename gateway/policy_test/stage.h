// One gateway's memory and clock, on which the steps of a case are played.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/guard/chain.h"
#include "core/guards/pins/store.h"
#include "core/mcp/tool.h"
#include "core/policy/policy.h"
#include "gateway/policy_test/suite.h"

namespace callgate::policy_test {

// Tools by their exposed names: those of a snapshot, all others made of their names.
class Tools {
 public:
  explicit Tools(const std::vector<mcp::ToolPtr>& known);
  mcp::ToolPtr of(const std::string& exposed);
  // The known ones, as accepted.
  const std::shared_ptr<guard::MemoryPins>& pins() const { return pins_; }

 private:
  std::shared_ptr<guard::MemoryPins> pins_ = std::make_shared<guard::MemoryPins>();
  std::map<std::string, mcp::ToolPtr> tools_;
};

// How one call came out, in the words of an Expectation.
struct Outcome {
  std::string decision, rule, code;
  std::string failure;         // what was not as expected; empty if everything was
  bool result_failed = false;  // it is the result that was not
};

// What has been used of the policy.
struct Used {
  std::set<std::string> rules, branches;
};

// Tools, suite, policy and `used` must outlive it.
class Stage {
 public:
  // The policy guard and those that see to the obligations of rules, or all of them.
  Stage(const Suite& suite, const policy::Policy& policy, Tools& tools, bool whole_chain, Used& used);
  ~Stage();
  // Once, whatever its `repeat` says.
  Outcome play(const Step& step);

 private:
  class World;
  void note(guard::Call& call, const guard::Passage& passage, const guard::Finding* why);
  std::string finish(const Step& step, guard::Verdict& verdict, guard::Call& call, guard::Passage& passage);
  std::string use_up(const Step& step, guard::Passage& judged);
  std::string compare_result(const policy::Condition& condition, guard::Call& call,
                             const std::string& result);

  const policy::Policy& policy_;
  Tools& tools_;
  Used& used_;
  ManualClock clock_;
  std::shared_ptr<const World> world_;
  std::shared_ptr<const guard::GuardChain> chain_, use_;
  std::size_t calls_ = 0;
};

}  // namespace callgate::policy_test
