// The guard `provenance`: where arguments come from. Results carry references that nobody can make up, and a
// call that names one must name one that was given; numbers must stand in an earlier result.
#include <algorithm>
#include <functional>
#include <optional>

#include "core/base/seal.h"
#include "core/guard/lru_table.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/provenance/numbers.h"
#include "core/guards/registry.h"
#include "core/json/decimal.h"
#include "core/policy/pattern.h"

namespace callgate::guard {
namespace {

using policy::ProvenanceKnobs;
using Doubt = ProvenanceKnobs::Doubt;

constexpr std::string_view kPrefix = "cgref:";
constexpr std::size_t kTag = 24;  // hex digits

struct ProvenanceMemory {
  const std::string key = random_hex(32);
  LruTable<std::string, std::string> given;  // the tool by the id of its call
  LruTable<std::string, bool> numbers;       // that stood in a result, in their one spelling
};

class Provenance final : public Guard {
 public:
  Provenance(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.provenance),
        patterns_(policy::patterns_of(knobs_.grounding_tools)),
        memory_(deps.memory->of<ProvenanceMemory>("provenance")) {
    memory_->given.set_capacity(static_cast<std::size_t>(knobs_.max_records));
    memory_->numbers.set_capacity(static_cast<std::size_t>(knobs_.max_records));
    for (const std::string& value : knobs_.safe_values) {
      if (auto number = number_of(value)) safe_.push_back(std::move(*number));
    }
  }

  std::string_view kind() const override { return "provenance"; }
  void enrol(ChainBuilder& chain) override {
    if (knobs_.stamp && knobs_.attribution != Doubt::off)
      chain.before<&Provenance::judge_references>(Before::provenance, *this);
    if (knobs_.grounding != Doubt::off) chain.before<&Provenance::judge_numbers>(Before::provenance, *this);
    if (knobs_.stamp) chain.after<&Provenance::stamp>(After::store, *this);
    if (knobs_.grounding != Doubt::off) chain.after<&Provenance::note_numbers>(After::store, *this);
  }

  Verdict judge_references(Call& call);
  Verdict judge_numbers(Call& call);
  Amend stamp(Call& call, const Bytes& result);
  Amend note_numbers(Call& call, const Bytes& result);

 private:
  enum class Standing : std::uint8_t { given, forgotten, unknown };

  std::string reference_of(const std::string& call) const {
    return std::string(kPrefix) + call + ":" + hmac_hex(memory_->key, "reference:" + call).substr(0, kTag);
  }
  Standing standing_of(std::string_view reference) const;
  bool names_reference(std::string_view key) const;
  bool is_grounded(std::string_view raw) const;

  const ProvenanceKnobs knobs_;
  const std::vector<std::string> patterns_;
  const std::shared_ptr<ProvenanceMemory> memory_;
  std::vector<std::string> safe_;
  ToolMemo<bool> looked_at_;
  std::vector<std::string> found_;  // numbers of one result, kept for its memory
};

Finding finding(std::string rule, std::string code, std::string reason, std::string instead) {
  return {"provenance", "guards.provenance." + std::move(rule), std::move(code), std::move(reason),
          std::move(instead)};
}

// "a: \"fake:1:2\"", shortened.
std::string shown(const json::Outline& outline, const json::Entry& entry) {
  constexpr std::size_t kLongest = 60;
  std::string value(entry.raw.substr(0, kLongest));
  if (entry.raw.size() > kLongest) value = "a text of " + std::to_string(entry.text.size()) + " bytes";
  return outline.path_of(entry) + " = " + value;
}

Provenance::Standing Provenance::standing_of(std::string_view reference) const {
  const std::size_t colon = reference.rfind(':');
  if (!reference.starts_with(kPrefix) || colon < kPrefix.size()) return Standing::unknown;
  const std::string call(reference.substr(kPrefix.size(), colon - kPrefix.size()));
  if (!same_secret(reference, reference_of(call))) return Standing::unknown;
  return memory_->given.find(call) ? Standing::given : Standing::forgotten;
}

bool Provenance::names_reference(std::string_view key) const {
  return std::ranges::any_of(
      knobs_.ref_args, [&](const std::string& name) { return key == name || json::resembles(key, name); });
}

Verdict Provenance::judge_references(Call& call) {
  if (call.arguments().size() <= 2) return Allow{};
  const json::Outline& outline = call.outline();
  if (!outline.whole()) {
    return Deny{finding("attribution", "arguments_too_large",
                        "The arguments hold too many values to be looked at.", "Send less at a time.")};
  }
  std::uint32_t inside = 0;  // up to here values belong to an argument that holds references
  for (const json::Entry& entry : outline) {
    const std::uint32_t index = outline.index_of(entry);
    if (names_reference(entry.key)) inside = std::max(inside, entry.end);
    if (entry.type != json::Type::string) continue;
    if (index >= inside && !entry.text.starts_with(kPrefix)) continue;
    const Standing standing = standing_of(entry.text);
    if (standing == Standing::given) continue;
    if (standing == Standing::forgotten) {
      call.warn(finding("attribution", "provenance_forgotten",
                        "The reference " + shown(outline, entry) + " is older than all that are remembered.",
                        ""));
      continue;
    }
    Finding why =
        finding("attribution", "provenance_unknown",
                "The reference " + shown(outline, entry) + " was given by no result of this session.",
                "Name a reference that stands in the _meta of an earlier result, or none.");
    if (knobs_.attribution == Doubt::deny) return Deny{std::move(why)};
    call.warn(std::move(why));
  }
  return Allow{};
}

bool Provenance::is_grounded(std::string_view raw) const {
  const auto number = number_of(raw);
  if (!number) return false;
  return std::ranges::find(safe_, *number) != safe_.end() || memory_->numbers.find(*number) != nullptr;
}

Verdict Provenance::judge_numbers(Call& call) {
  const bool meant = looked_at_.of(call.tool_ptr(), [this](const mcp::Tool& tool) {
    return std::ranges::any_of(patterns_,
                               [&](const std::string& pattern) { return pattern_fits(pattern, tool); });
  });
  if (!meant || call.arguments().size() <= 2) return Allow{};
  const json::Outline& outline = call.outline();
  std::string ungrounded;
  std::size_t count = 0;
  for (const json::Entry& entry : outline) {
    const bool number = entry.type == json::Type::number ||
                        (entry.type == json::Type::string && json::Decimal::read(entry.text).has_value());
    if (!number || is_grounded(entry.text)) continue;
    if (++count <= 3) ungrounded += (count > 1 ? ", " : "") + shown(outline, entry);
  }
  if (count == 0 && outline.whole()) return Allow{};
  Finding why = finding("grounding", outline.whole() ? "provenance_ungrounded" : "arguments_too_large",
                        outline.whole()
                            ? call.tool().exposed + " is called with numbers that no earlier result holds: " +
                                  ungrounded + (count > 3 ? " and more." : ".")
                            : "The arguments hold too many values to be looked at.",
                        "Compute or read these numbers with a tool first, or ask the user for them.");
  if (knobs_.grounding == Doubt::deny) return Deny{std::move(why)};
  call.warn(std::move(why));
  return Allow{};
}

Amend Provenance::stamp(Call& call, const Bytes& result) {
  const ResultView& view = call.view(result);
  if (view.failed || !view.complete) return Keep{};
  memory_->given.at(call.id()) = call.tool().exposed;
  call.set_reference(reference_of(call.id()));
  return Keep{};
}

Amend Provenance::note_numbers(Call& call, const Bytes& result) {
  const ResultView& view = call.view(result);
  if (view.failed || !view.complete) return Keep{};
  found_.clear();
  numbers_in_result(view, static_cast<std::size_t>(knobs_.max_records), found_);
  for (const std::string& number : found_) memory_->numbers.at(number) = true;
  return Keep{};
}

}  // namespace

std::unique_ptr<Guard> make_provenance(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Provenance>(policy, deps);
}

}  // namespace callgate::guard
