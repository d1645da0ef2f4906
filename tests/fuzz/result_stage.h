// What becomes of a result on its way through the chain of one policy.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "core/guards/registry.h"
#include "tests/unit/guard/scripted_guard.h"
#include "tests/unit/guards/only.h"

namespace callgate::fuzz {

class ResultStage {
 public:
  explicit ResultStage(const policy::Policy& policy)
      : chain_(guard::make_chain(policy, {.clock = clock_, .home = "/home/ada", .cwd = "/work"}, "ada")) {}

  struct Outcome {
    bool changed = false, withheld = false;
    std::string text, reason;
  };
  Outcome pass(std::string_view result) const {
    guard::Call call("c1", guard::some_tool(), {});
    guard::Passage passage(chain_, call);
    (void)passage.enter();
    const guard::Amend amend = passage.leave(Bytes::copy(result));
    passage.end(guard::Ending::answered);
    if (std::holds_alternative<guard::Withhold>(amend)) return {false, true, {}, {}};
    const auto* replaced = std::get_if<guard::Replace>(&amend);
    if (!replaced) return {false, false, std::string(result), {}};
    return {true, false, std::string(replaced->result.view()), replaced->why.reason};
  }

 private:
  ManualClock clock_;
  std::shared_ptr<const guard::GuardChain> chain_;
};

// The result as a server would send it; what no gateway would take for one is not there.
inline bool is_result(std::string_view text) {
  const json::Scanned scanned = json::scan(R"({"jsonrpc":"2.0","id":1,"result":)" + std::string(text) + "}");
  return scanned.refused == json::Refused::no && json::valid(text) &&
         scanned.parts.result.size == text.size() && json::type_of(text) == json::Type::object;
}

}  // namespace callgate::fuzz
