// Hidden text in anything: spans that can be taken out of texts and JSON, and nothing that nobody sees is
// left.
#include <algorithm>
#include <string>

#include "core/analysis/poison/poison.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"

using namespace callgate;
using callgate::analysis::Poison;
using callgate::analysis::PoisonContext;
using callgate::fuzz::must;

namespace {

// Without what nobody sees. Spans are in the order of their beginnings and may overlap.
std::string stripped(std::string_view text, const std::vector<Poison>& found) {
  std::string out;
  std::size_t from = 0;
  for (const Poison& one : found) {
    const std::size_t end = std::size_t{one.at.at} + one.at.size;
    must(end <= text.size() && one.at.size > 0, "a span lies inside of the text");
    if (!one.hard) continue;
    if (one.at.at > from) out.append(text.substr(from, one.at.at - from));
    from = std::max(from, end);
  }
  return out.append(text.substr(from));
}

void check_order(const std::vector<Poison>& found) {
  must(std::is_sorted(found.begin(), found.end(),
                      [](const Poison& a, const Poison& b) { return a.at.at < b.at.at; }),
       "findings stand in the order of the text");
}

void check_json(std::string_view json, PoisonContext context) {
  std::vector<Poison> found;
  analysis::find_poison_in_json(json, context, found);
  check_order(found);
  const std::string clean = stripped(json, found);
  must(json::valid(clean), "JSON stays JSON without what is hidden");
  found.clear();
  analysis::find_poison_in_json(clean, context, found);
  must(std::none_of(found.begin(), found.end(), [](const Poison& one) { return one.hard; }),
       "nothing that is hidden is left in JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  for (const PoisonContext context :
       {PoisonContext::name, PoisonContext::description, PoisonContext::result}) {
    std::vector<Poison> found;
    analysis::find_poison(text, context, found);
    check_order(found);
    (void)stripped(text, found);
    if (json::valid(text)) check_json(text, context);
    check_json(json::quote(text), context);
  }
  return 0;
}
