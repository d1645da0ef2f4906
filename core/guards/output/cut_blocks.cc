#include "core/guards/output/cut_blocks.h"

#include <algorithm>

#include "core/json/edit.h"
#include "core/json/scan.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

class BlockCutter {
 public:
  explicit BlockCutter(const Room& room) : room_(room) {}
  void take(const ResultBlock& block);
  CutBlocks done() { return std::move(cut_); }

 private:
  std::optional<std::string> shortened(std::string_view literal, bool& plain);

  Room room_;  // what is left
  CutBlocks cut_;
};

// What stands for a text that cannot stay as it is, without quotes and escapes; nothing: it stays. `plain` if
// it was cut where it has no form that would tell.
std::optional<std::string> BlockCutter::shortened(std::string_view literal, bool& plain) {
  const TextSize size = size_of_literal(literal.substr(1, literal.size() - 2));
  const bool fits = size.bytes <= room_.bytes && size.chars <= room_.chars;
  std::optional<std::string> cut;
  if (!fits && (room_.bytes == 0 || room_.chars == 0)) {
    cut.emplace();
  } else if (!fits || !room_.always.none()) {
    std::string text = json::decode(literal);
    JsonLimits limits = room_.json;
    limits.bytes = std::min(room_.bytes, room_.chars);
    cut = cut_json_text(text, limits, room_.always, !fits);
    if (!fits && !cut) {
      plain = true;
      text.resize(fitting(text, room_.bytes, room_.chars));
      cut = std::move(text);
    }
  }
  const TextSize kept = cut ? TextSize{cut->size(), characters(*cut)} : size;
  cut_.text += kept.bytes;
  room_.bytes = fits ? room_.bytes - kept.bytes : 0;
  if (room_.chars != kAny) room_.chars = fits ? room_.chars - kept.chars : 0;
  return cut;
}

void BlockCutter::take(const ResultBlock& block) {
  if (block.binary > room_.binary || block.form > room_.form) {
    ++cut_.left_out;
    return;
  }
  json::Edits edits;
  bool empty = !block.texts.empty(), plain = false;
  for (const std::string_view literal : block.texts) {
    const auto cut = shortened(literal, plain);
    empty = empty && cut && cut->empty();
    if (cut) edits.push_back({json::span_of(block.raw, literal), json::quote(*cut)});
  }
  if (empty) {
    ++cut_.left_out;
    return;
  }
  if (room_.binary != kAny) room_.binary -= block.binary;
  if (room_.form != kAny) room_.form -= block.form;
  cut_.form += block.form;
  if (!cut_.joined.empty()) cut_.joined += ',';
  const std::size_t begin = cut_.joined.size();
  if (edits.empty()) {
    cut_.joined += block.raw;
    return;
  }
  cut_.joined += json::apply(block.raw, edits);
  if (!plain) return;
  const json::Edit& last = edits.back();
  std::size_t at = begin + last.at.at + last.text.size();
  for (const json::Edit& edit : edits) {
    if (&edit != &last) at = at + edit.text.size() - edit.at.size;
  }
  cut_.cut_at = at - 1;
}

}  // namespace

CutBlocks cut_blocks(const ResultParts& parts, const Room& room) {
  BlockCutter cutter(room);
  for (const ResultBlock& block : parts.blocks) cutter.take(block);
  return cutter.done();
}

bool is_json_container(std::string_view text) {
  constexpr int kDeepest = 1'000'000;  // recursion ends at the limit for depth
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && (text[first] == '{' || text[first] == '[') && json::valid(text, kDeepest);
}

std::optional<std::string> cut_json_text(std::string_view text, const JsonLimits& limits,
                                         const JsonBounds& bounds, bool anyway) {
  if (!is_json_container(text)) return std::nullopt;
  const json::Outline outline(text);
  if (!outline.whole()) return std::nullopt;
  if (!anyway && !excess_of(outline, bounds).any()) return std::nullopt;
  return cut_json(outline, limits);
}

}  // namespace callgate::guard
