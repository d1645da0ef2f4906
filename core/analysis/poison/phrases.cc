#include <algorithm>
#include <array>
#include <memory>

#include "core/analysis/poison/finders.h"
#include "core/analysis/poison/phrase_rows.h"
#include "core/analysis/poison/words.h"
#include "core/analysis/triggers.h"

namespace callgate::analysis {
namespace {

const PhraseTable& table() {
  static const PhraseTable made = [] {
    PhraseTable out;
    for (const PhraseRow& row : phrase_rows()) out.add(row.pattern);
    return out;
  }();
  return made;
}

void find_literals(std::string_view text, std::vector<Poison>& out) {
  const auto all = [&](std::string_view literal, std::string_view kind) {
    for (auto at = text.find(literal); at != text.npos; at = text.find(literal, at + literal.size()))
      out.push_back(poison_at(at, at + literal.size(), kind, false));
  };
  for (const std::string_view mark : importance_marks()) all(mark, "orders");
  if (skip_visible(text, 0) == text.size()) return;
  for (const std::string_view literal : literal_phrases()) all(literal, "orders");
}

void find_in(std::string_view text, bool result, std::size_t base, std::vector<Poison>& out) {
  const Words words(text);
  table().each(words, [&](std::size_t row, std::size_t first, std::size_t end) {
    if (result && !phrase_rows()[row].anywhere) return;
    const auto& last = words[end - 1];
    out.push_back(
        poison_at(base + words[first].at, base + last.at + last.size, phrase_rows()[row].kind, false));
  });
}

}  // namespace

std::vector<Shape> phrase_anchors() {
  std::vector<Shape> heads;
  for (const std::string_view head : result_anchors()) heads.emplace_back(head);
  return heads;
}

void find_phrases(std::string_view text, PoisonContext context, std::vector<Poison>& out) {
  if (context != PoisonContext::result) {
    find_literals(text, out);
    find_in(text, false, 0, out);
    return;
  }
  static const Triggers triggers(phrase_anchors());
  constexpr std::size_t kAround = 120;
  std::size_t done = 0;
  triggers.each(text, [&](std::size_t, std::size_t at) {
    if (at < done) return;
    const std::size_t begin = std::max(done, at > kAround ? at - kAround : 0),
                      end = std::min(text.size(), at + kAround);
    const std::string_view stretch = text.substr(begin, end - begin);
    find_in(stretch, true, begin, out);
    const std::size_t before = out.size();
    find_literals(stretch, out);
    for (std::size_t i = before; i < out.size(); ++i) out[i].at.at += static_cast<std::uint32_t>(begin);
    done = at + kAround / 2;
  });
}

}  // namespace callgate::analysis
