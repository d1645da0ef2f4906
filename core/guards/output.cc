// The guard `output`: no result is larger than the host can bear. What is too large is cut to a part that
// stays well-formed, and says so; or it is withheld.
#include <optional>

#include "core/guard/contracts.h"
#include "core/guard/spill.h"
#include "core/guards/output/cut_result.h"
#include "core/guards/output/narrowing.h"
#include "core/guards/registry.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using OnExceed = policy::OutputRule::OnExceed;

constexpr std::size_t kMaxSchemas = 64;  // compiled only for tools whose structured content was cut

class Output final : public Guard {
 public:
  Output(const policy::Policy& policy, const GuardDeps& deps)
      : spill_(policy.guards.output.spill),
        limits_(limits_of(policy.guards.output)),
        small_(limits_.small()),
        written_(written_output(policy)),
        folder_(deps.spill_folder) {}

  std::string_view kind() const override { return "output"; }
  void enrol(ChainBuilder& chain) override { chain.after<&Output::judge>(After::output, *this); }

  Amend judge(Call& call, const Bytes& result);

 private:
  Amend cut(Call& call, const Bytes& result, const OutputLimits& limits);
  std::string advice(const Call& call, const ResultParts& parts) const;
  std::optional<Spill> spilled(const Call& call, const ResultParts& parts, const OutputFault& fault) const;

  const policy::OutputKnobs::Spill spill_;
  const OutputLimits limits_;
  const std::size_t small_;
  const WrittenOutput written_;
  const std::string folder_;
  Contracts contracts_;
};

Amend Output::judge(Call& call, const Bytes& result) {
  if (call.rules().empty()) return result.size() <= small_ ? Amend(Keep{}) : cut(call, result, limits_);
  const OutputLimits limits = narrowed(limits_, call.rules(), written_);
  return result.size() <= limits.small() ? Amend(Keep{}) : cut(call, result, limits);
}

// What to do instead: a call that changed something must not be made again for its answer.
std::string Output::advice(const Call& call, const ResultParts& parts) const {
  if (parts.key == "contents" || parts.key == "messages") return "Ask for a smaller part of it.";
  const bool reads = call.facts().reads();
  if (!reads && call.facts().effect != Effect::unknown) return "Do not repeat the call to see the rest.";
  std::string text =
      reads ? "Call it again for a smaller part" : "If it only reads, call it again for a smaller part";
  const std::string arguments = narrowing_arguments(call.tool());
  if (!arguments.empty()) text += ", by " + arguments;
  return text + ".";
}

// The whole of it, as a file: all text, or the structured content where there is no other text.
std::optional<Spill> Output::spilled(const Call& call, const ResultParts& parts,
                                     const OutputFault& fault) const {
  if (folder_.empty()) return std::nullopt;
  Spill spill{call.id() + ".txt", {}, static_cast<std::size_t>(spill_.max_files), spill_.max_bytes};
  const bool structured = fault.what == OutputFault::What::structured || parts.text_raw == 0;
  if (structured && !parts.structured.empty()) {
    spill.name = call.id() + ".json";
    spill.text = parts.structured;
  } else {
    for (const ResultBlock& block : parts.blocks) {
      for (const std::string_view literal : block.texts) {
        if (!spill.text.empty()) spill.text += '\n';
        spill.text += json::decode(literal);
      }
    }
  }
  if (spill.text.empty() || spill.text.size() > spill.max_bytes || !is_spill_name(spill.name))
    return std::nullopt;
  return spill;
}

Amend Output::cut(Call& call, const Bytes& result, const OutputLimits& limits) {
  const std::string_view text = result.view();
  if (!call.view(result).complete) return Keep{};
  const ResultParts parts = parts_of(text);
  const std::optional<OutputFault> fault = fault_of(parts, limits);
  if (!fault) return Keep{};
  Finding why{"output", limits.rule.empty() ? "guards.output" : limits.rule, fault->code, "",
              advice(call, parts)};
  if (limits.on_exceed == OnExceed::error) {
    why.reason = "The result of " + call.tool().exposed + " " + fault->excess + ".";
    return Withhold{std::move(why)};
  }
  CutOrder order{call.tool().exposed, {}, nullptr, false, {}};
  std::shared_ptr<const Contract> contract;
  if (!parts.structured.empty()) {
    bool fresh = false;
    contract = contracts_.of(call.tool(), kMaxSchemas, fresh);
    order.promise = contract->output ? &*contract->output : nullptr;
    order.has_promise = !json::member(call.tool().definition.view(), "outputSchema").empty();
  }
  std::string link;
  if (limits.on_exceed == OnExceed::spill) {
    if (auto spill = spilled(call, parts, *fault)) {
      const std::string uri = spill_uri(folder_, spill->name);
      const bool json = spill->name.ends_with(".json");
      why.instead = "The whole result is in " + folder_ + "/" + spill->name +
                    "; read from it what you need, or read the resource " + uri + ".";
      link = R"({"type":"resource_link","uri":)" + json::quote(uri) + R"(,"name":)" +
             json::quote(spill->name) + R"(,"description":"The whole result.","mimeType":")" +
             (json ? "application/json" : "text/plain") + R"(","size":)" +
             std::to_string(spill->text.size()) + "}";
      call.spill(std::move(*spill));
    }
  }
  order.instead = why.instead;
  order.link = link;
  CutResult made = cut_result(text, parts, limits, *fault, order);
  why.reason = std::move(made.reason);
  return Replace{std::move(why), Decision::truncate, Bytes::adopt(std::move(made.text))};
}

}  // namespace

std::unique_ptr<Guard> make_output(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Output>(policy, deps);
}

}  // namespace callgate::guard
