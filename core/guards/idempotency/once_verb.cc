#include "core/guards/idempotency/once_verb.h"

#include <algorithm>
#include <iterator>

#include "core/analysis/words.h"
#include "core/guard/effect.h"

namespace callgate::guard {

bool is_once_verb(std::string_view tool_name) {
  static constexpr std::string_view kVerbs[] = {
      "pay",      "payment", "refund",  "charge", "transfer",  "purchase", "buy",    "order", "checkout",
      "withdraw", "book",    "reserve", "send",   "reply",     "mail",     "email",  "sms",   "tweet",
      "notify",   "invite",  "publish", "payout", "subscribe", "donate",   "invoice"};
  const Effect effect = effect_of_name(tool_name);
  if (effect == Effect::read || effect == Effect::pure || effect == Effect::exec) return false;
  const auto words = analysis::words_of(tool_name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(std::begin(kVerbs), std::end(kVerbs), word) != std::end(kVerbs);
  });
}

}  // namespace callgate::guard
