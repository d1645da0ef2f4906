// The guard `secrets`: keys, tokens and passwords neither leave with a call's arguments nor come back in its
// result.
#include "core/analysis/secrets/secrets.h"

#include <algorithm>
#include <optional>

#include "core/guard/contracts.h"
#include "core/guard/redaction.h"
#include "core/guards/registry.h"
#include "core/guards/secrets/blanks.h"
#include "core/guards/secrets/demands.h"
#include "core/policy/rule.h"

namespace callgate::guard {
namespace {

using policy::SecretArgs;
using policy::SecretResults;
using policy::SecretsKnobs;

constexpr std::size_t kMaxSchemas = 64;  // compiled only for tools whose structured results held a secret

Finding finding(std::string rule, std::string code, std::string reason, std::string instead) {
  return {"secrets", std::move(rule), std::move(code), std::move(reason), std::move(instead)};
}

analysis::SecretKnobs scanner_knobs(const SecretsKnobs& knobs) {
  analysis::SecretKnobs made;
  made.min_generic = static_cast<std::size_t>(knobs.min_generic);
  made.vendors = knobs.vendors;
  made.key_names = knobs.key_names;
  made.allow = knobs.allowlist;
  return made;
}

class Secrets final : public Guard {
 public:
  explicit Secrets(const SecretsKnobs& knobs) : knobs_(knobs) {}

  std::string_view kind() const override { return "secrets"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&Secrets::judge>(Before::secrets, *this);
    chain.after<&Secrets::cleanse>(After::cleanse, *this);
  }

  Verdict judge(Call& call);
  Amend cleanse(Call& call, const Bytes& result);

 private:
  std::vector<Marked> find_in_result(const ResultView& view, const Demands& demands, bool& structured);
  bool breaks_promise(const mcp::Tool& tool, std::string_view before, std::string_view after);

  // Its tables take a millisecond to make, which a host that starts the gateway should not wait for.
  const analysis::SecretScanner& scanner() {
    if (!scanner_) scanner_.emplace(scanner_knobs(knobs_));
    return *scanner_;
  }

  const SecretsKnobs knobs_;
  std::optional<analysis::SecretScanner> scanner_;
  std::vector<analysis::Secret> found_;  // of one text, kept for its memory
  Contracts contracts_;
};

// "The argument auth": where the secret stands. The name itself may hold one.
std::string place_of(Call& call, json::Span secret) {
  const std::string_view text = call.arguments();
  const char* at = text.data() + secret.at;
  const json::Entry* inmost = nullptr;
  for (const json::Entry& entry : call.outline()) {
    if (entry.raw.data() > at) break;
    if (at < entry.raw.data() + entry.raw.size()) inmost = &entry;
  }
  const std::string path = inmost ? call.outline().path_of(*inmost) : "";
  return path.empty() ? "An argument" : "The argument " + redacted(path);
}

std::string kinds_in(const std::vector<Marked>& marked) {
  const bool one = marked.size() == 1;
  return (one ? "a secret (" : std::to_string(marked.size()) + " secrets (") + kinds_of(marked) + ")";
}

Verdict Secrets::judge(Call& call) {
  if (call.arguments().size() <= 2) return Allow{};
  const Demands demands(call.rules(), Direction::args);
  if (knobs_.args == SecretArgs::off && demands.none()) return Allow{};
  found_.clear();
  scanner().find_in_json(call.arguments(), found_);
  if (found_.empty() && !demands.searches()) return Allow{};

  std::vector<Marked> refused, warned, blanked_out;
  const policy::Rule* by = nullptr;
  for (const analysis::Secret& secret : found_) {
    if (const policy::Rule* rule = demands.blanks(secret.kind)) {
      by = rule;
      blanked_out.push_back({secret, rule->obligations.redact->with});
    } else if (!demands.exempts(secret.kind)) {
      if (knobs_.args == SecretArgs::deny) refused.push_back({secret, {}});
      if (knobs_.args == SecretArgs::redact) blanked_out.push_back({secret, {}});
      if (knobs_.args == SecretArgs::warn) warned.push_back({secret, {}});
    }
  }
  if (!refused.empty()) {
    return Deny{
        finding("guards.secrets.args", "secret_in_arguments",
                place_of(call, refused[0].secret.at) + " of " + call.tool().exposed + " holds " +
                    kinds_in(refused) + ".",
                "Leave it out and let the server take it from its own configuration, or ask the user."),
        std::nullopt};
  }
  if (demands.searches()) {
    for (const json::Entry& entry : call.outline()) {
      if (entry.type != json::Type::string) continue;
      const std::size_t inside = json::span_of(call.arguments(), entry.raw).at + 1;
      demands.find(entry.raw.substr(1, entry.raw.size() - 2), inside, blanked_out);
    }
    put_in_order(blanked_out);
  }
  if (!warned.empty()) {
    call.warn(finding("guards.secrets.args", "secret_in_arguments",
                      place_of(call, warned[0].secret.at) + " of " + call.tool().exposed + " holds " +
                          kinds_in(warned) + ".",
                      ""));
  }
  if (blanked_out.empty()) return Allow{};
  return Repair{finding(by ? by->id : "guards.secrets.args", "secret_redacted",
                        "The arguments held " + kinds_in(blanked_out) + "; blanks were sent instead.", ""),
                blanked(call.arguments(), blanked_out, knobs_.style)};
}

std::vector<Marked> Secrets::find_in_result(const ResultView& view, const Demands& demands,
                                            bool& structured) {
  const std::string_view result = view.result;
  std::vector<Marked> marked;
  const auto take = [&](std::size_t offset) {
    for (analysis::Secret secret : found_) {
      const policy::Rule* rule = demands.blanks(secret.kind);
      const bool own = knobs_.results != SecretResults::off && !demands.exempts(secret.kind);
      secret.at.at += static_cast<std::uint32_t>(offset);
      if (rule || own) marked.push_back({secret, rule ? rule->obligations.redact->with : std::string_view()});
    }
  };
  for (const auto& [text, json] : view.texts) {
    // A literal with its quotes is a value, too; of values, escapes are read only where something may hide.
    const std::string_view value = json ? text : std::string_view(text.data() - 1, text.size() + 2);
    const std::size_t offset = json::span_of(result, text).at, before = marked.size();
    found_.clear();
    scanner().find_in_json(value, found_);
    take(json::span_of(result, value).at);
    if (demands.searches()) {
      if (json) {
        for (const json::Entry& entry : json::Outline(text)) {
          if (entry.type != json::Type::string) continue;
          demands.find(entry.raw.substr(1, entry.raw.size() - 2), json::span_of(result, entry.raw).at + 1,
                       marked);
        }
      } else {
        demands.find(text, offset, marked);
      }
    }
    structured = structured || (json && marked.size() > before);
  }
  if (demands.searches()) put_in_order(marked);
  return marked;
}

// Whether the blanks broke what the tool's output schema promises.
bool Secrets::breaks_promise(const mcp::Tool& tool, std::string_view before, std::string_view after) {
  bool fresh = false;
  const auto contract = contracts_.of(tool, kMaxSchemas, fresh);
  if (!contract->output) return false;
  const std::string_view was = json::member(before, "structuredContent"),
                         is = json::member(after, "structuredContent");
  return contract->output->fits(was) && !contract->output->fits(is);
}

Amend Secrets::cleanse(Call& call, const Bytes& result) {
  const Demands demands(call.rules(), Direction::result);
  if (knobs_.results == SecretResults::off && demands.none()) return Keep{};
  bool structured = false;
  const std::vector<Marked> marked = find_in_result(call.view(result), demands, structured);
  if (marked.empty()) return Keep{};
  const policy::Rule* by = demands.blanks(marked[0].secret.kind);
  Finding why = finding(by ? by->id : "guards.secrets.results", "secret_in_result",
                        "The result of " + call.tool().exposed + " held " + kinds_in(marked), "");
  const bool only_warns =
      knobs_.results == SecretResults::warn && std::ranges::none_of(marked, [&](const Marked& one) {
        return demands.blanks(one.secret.kind) || demands.searches();
      });
  if (only_warns) {
    why.reason += ".";
    call.warn(std::move(why));
    return Keep{};
  }
  std::string clean = blanked(result.view(), marked, knobs_.style);
  if (structured && breaks_promise(call.tool(), result.view(), clean)) {
    why.reason += ", and without them it would not fit the tool's output schema.";
    return Withhold{std::move(why)};
  }
  why.reason += "; blanks stand in their place.";
  return Replace{std::move(why), Decision::redact, Bytes::adopt(std::move(clean))};
}

}  // namespace

std::unique_ptr<Guard> make_secrets(const policy::Policy& policy, const GuardDeps&) {
  return std::make_unique<Secrets>(policy.guards.secrets);
}

}  // namespace callgate::guard
