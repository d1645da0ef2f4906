// host, scheme, cidr: where a URL leads.
#include "core/analysis/url/url.h"

#include <algorithm>

#include "core/analysis/url/cidr.h"
#include "core/config/jsonc.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using analysis::Host;
using analysis::Url;
using config::Node;

// What is asked of a URL's host.
class HostOperator : public PositiveOperator {
 public:
  explicit HostOperator(std::string_view name) : name_(name) {}

 protected:
  Truth judge(const Value& value, Scene& scene) const final {
    if (value.type != json::Type::string) return scene.misfit(value, name_, "a string");
    const Url url = analysis::parse_url(value.text);
    if (!url.valid) return doubtful(scene, value.text, "cannot be read as a URL");
    const bool fits = this->fits(url.host);
    // Two schools of parsers disagree about "https://a\@b", and people about "https://a@b".
    if (url.other && this->fits(*url.other) != fits)
      return doubtful(scene, value.text, "can be read as two different hosts");
    if (fits && url.userinfo) return doubtful(scene, value.text, "has a name and \"@\" before its host");
    return truth(fits);
  }

 private:
  virtual bool fits(const Host& host) const = 0;
  static Truth doubtful(Scene& scene, std::string_view text, std::string_view why) {
    return scene.doubt(Trouble::Kind::type, config::quoted(text.substr(0, 200)) + " " + std::string(why));
  }
  const std::string_view name_;
};

class AtHost final : public HostOperator {
 public:
  explicit AtHost(std::vector<std::string> patterns) : HostOperator("host"), patterns_(std::move(patterns)) {}

 private:
  bool fits(const Host& host) const override {
    return std::ranges::any_of(
        patterns_, [&](const std::string& pattern) { return analysis::host_matches(pattern, host); });
  }
  const std::vector<std::string> patterns_;
};

class InNetwork final : public HostOperator {
 public:
  explicit InNetwork(std::vector<analysis::Cidr> ranges) : HostOperator("cidr"), ranges_(std::move(ranges)) {}

 private:
  bool fits(const Host& host) const override {
    return std::ranges::any_of(ranges_, [&](const analysis::Cidr& range) { return range.contains(host); });
  }
  const std::vector<analysis::Cidr> ranges_;
};

class OfScheme final : public PositiveOperator {
 public:
  explicit OfScheme(std::vector<std::string> schemes) : schemes_(std::move(schemes)) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    if (value.type != json::Type::string) return scene.misfit(value, "scheme", "a string");
    const Url url = analysis::parse_url(value.text);
    return truth(std::ranges::find(schemes_, url.scheme) != schemes_.end());
  }
  const std::vector<std::string> schemes_;
};

}  // namespace

PredicatePtr make_host(const Node& operand, const Operands& operands) {
  return std::make_unique<AtHost>(operands.texts(operand));
}

PredicatePtr make_scheme(const Node& operand, const Operands& operands) {
  std::vector<std::string> schemes = operands.texts(operand);
  for (std::string& scheme : schemes) {
    if (scheme.ends_with(':')) scheme.pop_back();
    for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return std::make_unique<OfScheme>(std::move(schemes));
}

PredicatePtr make_cidr(const Node& operand, const Operands& operands) {
  std::vector<analysis::Cidr> ranges;
  for (const std::string& text : operands.texts(operand)) {
    const auto range = analysis::Cidr::parse(text);
    if (range) {
      ranges.push_back(*range);
      continue;
    }
    operands.error(operand, config::quoted(text) + " is no range of addresses", range.error().what);
    return nullptr;
  }
  return std::make_unique<InNetwork>(std::move(ranges));
}

}  // namespace callgate::policy
