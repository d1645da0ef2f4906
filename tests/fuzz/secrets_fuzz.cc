// Secrets in texts and JSON of any bytes: spans that can be taken out, and none that its neighbours hide.
#include <string>

#include "core/analysis/secrets/secrets.h"
#include "core/guard/redaction.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"

using namespace callgate;
using callgate::analysis::Secret;
using callgate::fuzz::must;

namespace {

constexpr std::string_view kToken = "ghp_3jK9sLq0Zr7VbN2mXc5TfYh8Wd1PgA4uEoIi";

const analysis::SecretScanner& scanner() {
  static const analysis::SecretScanner& kScanner = *new analysis::SecretScanner;
  return kScanner;
}

std::string blanked(std::string_view text, const std::vector<Secret>& secrets) {
  std::string out;
  std::size_t from = 0;
  for (const Secret& secret : secrets) {
    out.append(text.substr(from, secret.at.at - from)).append("[x]");
    from = std::size_t{secret.at.at} + secret.at.size;
  }
  return out.append(text.substr(from));
}

void check_text(std::string_view text) {
  std::vector<Secret> found;
  scanner().find(text, found);
  fuzz::check_spans(text, found);
  // A token on a line of its own is found whatever stands around.
  std::string around(text);
  const std::size_t at = around.append("\n").size();
  around.append(kToken).append("\n").append(text);
  found.clear();
  scanner().find(around, found);
  bool covered = false;
  for (const Secret& secret : found) covered |= secret.at.at <= at && secret.at.at + secret.at.size > at;
  must(covered, "a token is found whatever stands around it");
}

void check_json(std::string_view json) {
  std::vector<Secret> found;
  scanner().find_in_json(json, found);
  fuzz::check_spans(json, found);
  must(json::valid(blanked(json, found)), "JSON stays JSON without its secrets");
  must(json::valid(guard::redacted_json(json)), "and so it does for people");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_text(text);
  if (json::valid(text)) check_json(text.substr(text.find_first_not_of(" \t\r\n")));
  const std::string literal = json::quote(text);
  check_json(literal);
  check_json("{\"password\":" + literal + ",\"a\":[" + json::quote(literal) + "]}");
  std::vector<Secret> found;
  const std::string_view inside = std::string_view(literal).substr(1, literal.size() - 2);
  scanner().find_in_literal(inside, found);
  fuzz::check_spans(inside, found);
  must(json::valid("\"" + blanked(inside, found) + "\""), "a literal stays one without its secrets");
  (void)guard::redacted(text);
  return 0;
}
