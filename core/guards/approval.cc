// The guard `approval`: the last place before a call goes out. Whoever wanted a person to agree has said so
// by now, and nobody has denied; the person is asked once, for all of them. Holding, parking and remembering
// is the gateway's.
#include <algorithm>

#include "core/guards/registry.h"

namespace callgate::guard {
namespace {

class Approval final : public Guard {
 public:
  explicit Approval(bool nobody_there) : nobody_there_(nobody_there) {}

  std::string_view kind() const override { return "approval"; }
  void enrol(ChainBuilder& chain) override { chain.before<&Approval::merge>(Before::approval, *this); }

  // One Ask in the name of the first asker, with the strictest assurance anyone wants; a Deny where the
  // profile says that nobody is there to answer.
  Verdict merge(Call& call) {
    if (!call.held()) return Allow{};
    Ask merged = call.asks().front();
    for (std::size_t i = 1; i < call.asks().size(); ++i) {
      const Ask& other = call.asks()[i];
      merged.needs = std::max(merged.needs, other.needs);
      merged.why.reason += " Also: " + other.why.reason;
    }
    if (!nobody_there_) return merged;
    merged.why.code = "approval_nobody_there";
    merged.why.instead = "Nobody can agree in this profile. Do it another way, or tell the user.";
    return Deny{std::move(merged.why)};
  }

 private:
  const bool nobody_there_;
};

}  // namespace

std::unique_ptr<Guard> make_approval(const policy::Policy& policy, const GuardDeps&) {
  return std::make_unique<Approval>(policy.ask_denies);
}

}  // namespace callgate::guard
