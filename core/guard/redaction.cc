#include "core/guard/redaction.h"

#include <vector>

#include "core/analysis/secrets/key_names.h"
#include "core/analysis/secrets/secrets.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using analysis::Secret;

constexpr std::string_view kBlank = "[REDACTED]";

const analysis::SecretScanner& scanner() {
  static const analysis::SecretScanner& kScanner = *new analysis::SecretScanner;
  return kScanner;
}

std::string blanked(std::string_view text, const std::vector<Secret>& secrets) {
  std::string out;
  out.reserve(text.size() + secrets.size() * kBlank.size());
  std::size_t from = 0;
  for (const Secret& secret : secrets) {
    out.append(text.substr(from, secret.at.at - from)).append(kBlank);
    from = std::size_t{secret.at.at} + secret.at.size;
  }
  return out.append(text.substr(from));
}

// Copies a value, with what stands under a key that names a secret blanked out.
class Copier {
 public:
  explicit Copier(std::string& out) : out_(out) {}

  void copy(std::string_view value, bool secret, int levels) {
    const json::Type type = json::type_of(value);
    const bool deep = levels == 0;
    if (type == json::Type::object && !deep) return copy_object(value, secret, levels);
    if (type == json::Type::array && !deep) return copy_array(value, secret, levels);
    const bool blank = secret && (type == json::Type::string || type == json::Type::number || deep);
    out_ += blank ? std::string_view("\"[REDACTED]\"") : value;
  }

 private:
  void copy_object(std::string_view object, bool secret, int levels) {
    out_ += '{';
    json::Members walk(object);
    bool first = true;
    for (json::Member member; walk.next(member); first = false) {
      if (!first) out_ += ',';
      out_.append("\"").append(member.key).append("\":");
      copy(member.value, secret || names_secret(member.key), levels - 1);
    }
    out_ += '}';
  }
  void copy_array(std::string_view array, bool secret, int levels) {
    out_ += '[';
    json::Elements walk(array);
    bool first = true;
    for (std::string_view element; walk.next(element); first = false) {
      if (!first) out_ += ',';
      copy(element, secret, levels - 1);
    }
    out_ += ']';
  }
  static bool names_secret(std::string_view raw_key) {
    if (raw_key.find('\\') == raw_key.npos) return analysis::key_names_secret(raw_key);
    return analysis::key_names_secret(json::decode("\"" + std::string(raw_key) + "\""));
  }

  std::string& out_;
};

}  // namespace

std::string redacted(std::string_view text) {
  std::vector<Secret> secrets;
  scanner().find(text, secrets);
  return secrets.empty() ? std::string(text) : blanked(text, secrets);
}

std::string redacted_json(std::string_view json) {
  constexpr int kLevels = 256;
  std::vector<Secret> secrets;
  scanner().find_in_json(json, secrets);
  const std::string clean = secrets.empty() ? std::string(json) : blanked(json, secrets);
  std::string out;
  out.reserve(clean.size());
  Copier(out).copy(clean, false, kLevels);
  return out;
}

}  // namespace callgate::guard
