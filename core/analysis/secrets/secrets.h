// Secrets in text and in JSON: what they are and which bytes to take out. One pass, linear in the text
// whatever it holds; about a third of a nanosecond per byte where there is nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/envelope.h"

namespace callgate::analysis {

struct Secret {
  json::Span at;
  std::string_view
      kind;  // "github-token", "private-key", "generic-secret", …: for "[redacted:KIND]"; never dies
};

struct SecretKnobs {
  std::size_t min_generic = 16;  // characters a value has at least to be secret because of its name, in text
  std::size_t min_named = 4;     // the same for the whole value of a JSON member
  bool vendors = true;           // formats of vendors, private keys, JSON Web Tokens, passwords in URLs
  bool key_names = true;         // string members of JSON whose key names a secret
  bool generic = true;           // in text: NAME=value, "name": "value" and the like; HTTP credentials
  std::vector<std::string> allow;  // exact values that are no secrets, whatever they look like
};

// Holds the tables; made once, used from anywhere at the same time. What is found is appended to `out` in the
// order of the text, without overlaps.
class SecretScanner {
 public:
  explicit SecretScanner(SecretKnobs knobs = {});
  ~SecretScanner();
  SecretScanner(const SecretScanner&) = delete;
  SecretScanner& operator=(const SecretScanner&) = delete;

  // Any text as people see it.
  void find(std::string_view text, std::vector<Secret>& out) const;
  // The inside of a JSON string literal, without its quotes, escapes as they are: the spans are of the raw
  // text and cut no escape, so that a replacement (without quotes and backslashes) leaves the literal whole.
  void find_in_literal(std::string_view raw, std::vector<Secret>& out) const;
  // A JSON value that has been validated: every string of it, keys too, and the whole of string members whose
  // keys name a secret (without their quotes). On other text the results are unspecified.
  void find_in_json(std::string_view json, std::vector<Secret>& out) const;

 private:
  class Tables;
  class JsonWalk;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace callgate::analysis
