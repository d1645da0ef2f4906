// The guard `approval`: the last place before a call goes out. Whoever wanted a person to agree has said so by now, and
// nobody has denied; the person is asked once, for all of them. Holding, parking and remembering is the gateway's.
#include <algorithm>

#include "core/guards/registry.h"

namespace callgate::guard {
namespace {

class Approval final : public Guard {
 public:
  std::string_view kind() const override { return "approval"; }
  void enrol(ChainBuilder& chain) override { chain.before<&Approval::merge>(Before::approval, *this); }

  // One Ask in the name of the first asker, with the strictest assurance anyone wants.
  Verdict merge(Call& call) {
    if (!call.held()) return Allow{};
    Ask merged = call.asks().front();
    for (std::size_t i = 1; i < call.asks().size(); ++i) {
      const Ask& other = call.asks()[i];
      merged.needs = std::max(merged.needs, other.needs);
      merged.why.reason += " Also: " + other.why.reason;
    }
    return merged;
  }
};

}  // namespace

std::unique_ptr<Guard> make_approval(const policy::Policy&, const GuardDeps&) { return std::make_unique<Approval>(); }

}  // namespace callgate::guard
