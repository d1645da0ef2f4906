#include "core/guards/output/limits.h"

#include <algorithm>

#include "core/guards/output/cut_blocks.h"
#include "core/json/view.h"
#include "core/policy/reader.h"

namespace callgate::guard {
namespace {

using policy::OutputKnobs;
using OnExceed = policy::OutputRule::OnExceed;
using What = OutputFault::What;

constexpr std::size_t kArray = 1000, kDepth = 20;  // of what is cut anyway
constexpr std::size_t kCharsPerToken = 4;

OnExceed from_knob(OutputKnobs::OnExceed knob) {
  return knob == OutputKnobs::OnExceed::truncate   ? OnExceed::truncate
         : knob == OutputKnobs::OnExceed::paginate ? OnExceed::paginate
                                                   : OnExceed::error;
}

std::string count(std::size_t number, const char* of, std::size_t allowed) {
  return "has " + std::to_string(number) + of + "; " + std::to_string(allowed) + " are allowed";
}

OutputFault of_bytes(What what, std::size_t size, const char* of, std::size_t allowed) {
  return {what, "output_bytes", "bytes_exceeded", size, count(size, of, allowed)};
}

// False if the raw text of a value, or the inside of a literal, has too few commas and brackets for it.
bool may_exceed(std::string_view raw, const JsonBounds& bounds) {
  if (raw.find("\\u00") != raw.npos) return true;
  const auto many = [raw](char c) { return static_cast<std::size_t>(std::ranges::count(raw, c)); };
  return many(',') >= bounds.array || many('[') + many('{') > bounds.depth;
}

// Of arrays and depth in one JSON value.
std::optional<OutputFault> shape_fault(std::string_view json, const JsonBounds& bounds) {
  const json::Outline outline(json);
  if (!outline.whole()) return std::nullopt;
  const JsonExcess excess = excess_of(outline, bounds);
  if (excess.elements > 0) {
    const std::string where = excess.where.empty() ? "" : " in " + excess.where;
    return OutputFault{What::array, "output_array", "array_length_exceeded", compact_size(json),
                       count(excess.elements, " elements", bounds.array) + where};
  }
  if (excess.levels == 0) return std::nullopt;
  return OutputFault{What::depth, "output_depth", "depth_exceeded", compact_size(json),
                     count(excess.levels, " levels of nesting", bounds.depth)};
}

std::optional<OutputFault> shape_fault(const ResultParts& parts, const JsonBounds& bounds) {
  if (may_exceed(parts.structured, bounds)) {
    if (auto fault = shape_fault(parts.structured, bounds)) return fault;
  }
  for (const ResultBlock& block : parts.blocks) {
    for (const std::string_view literal : block.texts) {
      if (!may_exceed(literal, bounds)) continue;
      const std::string text = json::decode(literal);
      if (!is_json_container(text)) continue;
      if (auto fault = shape_fault(text, bounds)) return fault;
    }
  }
  return std::nullopt;
}

std::size_t tokens(std::size_t chars) {
  return chars / kCharsPerToken;
}

}  // namespace

std::size_t OutputLimits::small() const {
  return always.none() ? std::min({bytes, chars, binary}) : 0;
}

OutputLimits limits_of(const OutputKnobs& knobs) {
  OutputLimits limits;
  limits.bytes = knobs.max_bytes;
  // Ten tokens are up to 43 characters: only whole ones count.
  if (knobs.tokens) limits.chars = (static_cast<std::size_t>(*knobs.tokens) + 1) * kCharsPerToken - 1;
  limits.binary = knobs.binary.value_or(kAny);
  if (knobs.array) limits.always.array = static_cast<std::size_t>(*knobs.array);
  if (knobs.depth) limits.always.depth = static_cast<std::size_t>(*knobs.depth);
  limits.json = {0, std::min(limits.always.array, knobs.array ? kAny : kArray),
                 std::min(limits.always.depth, knobs.depth ? kAny : kDepth), knobs.string};
  limits.on_exceed = from_knob(knobs.on_exceed);
  return limits;
}

WrittenOutput written_output(const policy::Policy& policy) {
  const OutputKnobs preset = policy::preset_policy(policy.preset).guards.output;
  const OutputKnobs& knobs = policy.guards.output;
  return {knobs.max_bytes != preset.max_bytes, knobs.on_exceed != preset.on_exceed};
}

OutputLimits narrowed(OutputLimits limits, const std::vector<const policy::Rule*>& rules,
                      const WrittenOutput& written) {
  std::optional<std::size_t> bytes;
  std::optional<OnExceed> on_exceed;
  for (const policy::Rule* rule : rules) {
    const auto& output = rule->obligations.output;
    if (!output || rule->mode != Mode::enforce) continue;
    if (limits.rule.empty()) limits.rule = rule->id;
    if (output->max_bytes) bytes = std::min(bytes.value_or(kAny), *output->max_bytes);
    if (output->on_exceed && (!on_exceed || output->on_exceed == OnExceed::error))
      on_exceed = output->on_exceed;
  }
  if (bytes) limits.bytes = written.max_bytes ? std::min(limits.bytes, *bytes) : *bytes;
  const bool stays = written.on_exceed && limits.on_exceed == OnExceed::error;
  if (on_exceed && !stays) limits.on_exceed = *on_exceed;
  return limits;
}

std::optional<OutputFault> fault_of(const ResultParts& parts, const OutputLimits& limits) {
  const bool few = parts.text_raw <= std::min(limits.bytes, limits.chars);
  const TextSize text = few ? TextSize{} : text_size(parts);
  if (text.bytes > limits.bytes) return of_bytes(What::text, text.bytes, " bytes of text", limits.bytes);
  std::size_t structured = parts.structured.size();
  if (structured > std::min(limits.bytes, limits.chars)) structured = compact_size(parts.structured);
  if (structured > limits.bytes)
    return of_bytes(What::structured, structured, " bytes of structured content", limits.bytes);
  if (const std::size_t chars = std::max(text.chars, std::min(structured, characters(parts.structured)));
      limits.chars != kAny && chars > limits.chars) {
    return OutputFault{What::tokens, "output_tokens", "tokens_exceeded",
                       chars == text.chars ? text.bytes : structured,
                       count(tokens(chars), " tokens, at four characters each", tokens(limits.chars))};
  }
  if (!limits.always.none()) {
    if (auto fault = shape_fault(parts, limits.always)) return fault;
  }
  if (parts.binary > limits.binary) {
    return OutputFault{What::binary, "output_binary", "bytes_exceeded", parts.binary,
                       count(parts.binary, " characters of binary data", limits.binary)};
  }
  if (parts.form <= limits.bytes) return std::nullopt;
  return of_bytes(What::form, parts.form, " bytes that are neither text nor data", limits.bytes);
}

}  // namespace callgate::guard
