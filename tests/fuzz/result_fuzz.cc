// What is taken out of results: the bytes around it stay, the result stays valid, and a second look finds
// nothing.
#include <string>

#include "core/json/view.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/result_stage.h"

using namespace callgate;
using callgate::fuzz::must;
using fuzz::ResultStage;

namespace {

const ResultStage& secrets() {
  static const ResultStage& kStage = *[] {
    policy::Policy policy;
    test::only(policy, {"secrets"});
    return new ResultStage(policy);
  }();
  return kStage;
}

const ResultStage& poison() {
  static const ResultStage& kStage = *[] {
    policy::Policy policy;
    test::only(policy, {"poison"});
    return new ResultStage(policy);
  }();
  return kStage;
}

// Whether `text` comes of `original` by putting blanks in the place of some of its parts.
bool only_blanked(std::string_view original, std::string_view text) {
  constexpr std::string_view kBlank = "[redacted:";
  bool first = true;
  for (std::size_t at = 0;;) {
    const std::size_t blank = text.find(kBlank, at);
    const std::string_view piece = text.substr(at, blank - at);
    if (blank == text.npos) return original.ends_with(piece);
    const std::size_t found = first ? 0 : original.find(piece);
    if (found == original.npos || (first && !original.starts_with(piece))) return false;
    original.remove_prefix(found + piece.size());
    first = false;
    at = text.find(']', blank) + 1;
    if (at == 0) return false;
  }
}

bool only_shortened(std::string_view original, std::string_view text) {
  std::size_t at = 0;
  for (const char c : original) at += at < text.size() && text[at] == c ? 1 : 0;
  return at == text.size();
}

void check_secrets(const std::string& result) {
  const auto outcome = secrets().pass(result);
  must(!outcome.withheld, "a result without a promise is not withheld");
  if (!outcome.changed) return;
  must(fuzz::is_result(outcome.text), "a result stays one without its secrets");
  if (result.find("[redacted:") == result.npos)
    must(only_blanked(result, outcome.text), "what stands around secrets stays");
  // What its name alone says to be secret is weighed against the prose around it, which has changed.
  const auto again = secrets().pass(outcome.text);
  must(!again.changed || again.reason.find("(generic-secret)") != std::string::npos, "no secret is left");
}

void check_poison(const std::string& result) {
  const auto outcome = poison().pass(result);
  must(!outcome.withheld, "a result is not withheld for what is hidden in it");
  if (!outcome.changed) return;
  must(fuzz::is_result(outcome.text), "a result stays one without what is hidden");
  must(only_shortened(result, outcome.text), "nothing is added or moved");
  must(!poison().pass(outcome.text).changed, "nothing hidden is left");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  std::string result(text);
  if (!fuzz::is_result(text)) {
    const std::string literal = json::quote(text);
    result = R"({"content":[{"type":"text","text":)" + literal + R"(}],"structuredContent":{"password":)" +
             literal + R"(,"note":[)" + literal + "]}}";
    if (!fuzz::is_result(result)) return 0;
  }
  check_secrets(result);
  check_poison(result);
  return 0;
}
