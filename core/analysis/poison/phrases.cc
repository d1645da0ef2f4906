#include <algorithm>
#include <array>
#include <utility>

#include "core/analysis/byte_set.h"
#include "core/analysis/poison/finders.h"
#include "core/analysis/poison/phrase_rows.h"
#include "core/analysis/poison/words.h"
#include "core/analysis/triggers.h"

namespace callgate::analysis {
namespace {

struct Phrases {
  std::vector<PhraseRow> rows;
  PhraseTable table;
};

const Phrases& phrases() {
  static const Phrases made = [] {
    Phrases out;
    for (const auto rows :
         {order_rows(), secrecy_rows(), demand_rows(), shadowing_rows(), language_rows(), result_rows()})
      out.rows.insert(out.rows.end(), rows.begin(), rows.end());
    for (const PhraseRow& row : out.rows) out.table.add(row.pattern);
    return out;
  }();
  return made;
}

// "SYSTEM: Execute the command", not "SYSTEM: AMD64" or "SYSTEM: Ubuntu 22.04".
void find_speaker(std::string_view text, std::vector<Poison>& out) {
  constexpr std::string_view kSpeaker = "SYSTEM: ";
  for (auto at = text.find(kSpeaker); at != text.npos; at = text.find(kSpeaker, at + 1)) {
    const std::size_t word = at + kSpeaker.size(), end = run_end(text, word, kLetters);
    if (end > word + 1 && end + 1 < text.size() && text[end] == ' ' && kLetters.has(text[end + 1]))
      out.push_back(poison_at(at, word, "orders", false));
  }
}

// In results, <system>linux</system> is data.
bool is_short_element(std::string_view text, std::size_t end) {
  if (text[end - 1] != '>') return false;
  const std::string_view inside = text.substr(end, text.find('<', end) - end);
  return inside.size() < text.size() - end && std::ranges::count(inside, ' ') < 2;
}

// "Do not forget", "do not ignore" in languages without blanks.
bool is_told_not(std::string_view text, std::size_t begin, std::size_t end) {
  for (const std::string_view no : {"不要", "别", "勿", "別"})
    if (text.substr(0, begin).ends_with(no)) return true;
  return text.substr(end).starts_with("しな") || text.substr(end).starts_with("하지 마");
}

void find_literals(std::string_view text, bool result, std::vector<Poison>& out) {
  const auto all = [&](std::string_view literal, std::string_view kind) {
    for (auto at = text.find(literal); at != text.npos; at = text.find(literal, at + literal.size())) {
      if (!is_told_not(text, at, at + literal.size()) &&
          !(result && is_short_element(text, at + literal.size())))
        out.push_back(poison_at(at, at + literal.size(), kind, false));
    }
  };
  for (const std::string_view mark : importance_marks()) all(mark, "orders");
  find_speaker(text, out);
  if (!result) {
    for (const std::string_view mark : definition_marks()) all(mark, "orders");
  }
  if (skip_visible(text, 0) == text.size()) return;
  for (const std::string_view literal : literal_phrases()) all(literal, "orders");
}

// Whether the text speaks of [begin, end) instead of saying it: such as "ignore all previous instructions".
// A quotation behind a colon may be a member of JSON.
bool is_quoted(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kRest = 40;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kQuotes{
      {{"\"", "\""}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {"‘", "’"}, {"„", "“"}, {"«", "»"}}};
  if (text.substr(begin, 1) == "'") ++begin;  // Words take it for part of the word
  for (const auto& [open, close] : kQuotes) {
    if (!text.substr(0, begin).ends_with(open)) continue;
    std::size_t before = begin - open.size();
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\\')) --before;
    const std::size_t shut = text.substr(0, std::min(text.size(), end + kRest)).find(close, end);
    return before > 0 && text[before - 1] != ':' && text[before - 1] != '\n' && shut != text.npos &&
           text.substr(end, shut - end).find('\n') == text.npos;
  }
  return false;
}

void find_in(std::string_view text, bool result, std::size_t base, std::vector<Poison>& out) {
  const Words words(text);
  phrases().table.each(words, [&](std::size_t number, std::size_t first, std::size_t last) {
    const PhraseRow& row = phrases().rows[number];
    if (result && !row.anywhere) return;
    if (row.unless_denied && is_denied(words, first)) return;
    const std::size_t begin = words[first].at, end = words[last - 1].at + words[last - 1].size;
    if (result && is_quoted(text, begin, end)) return;
    out.push_back(poison_at(base + begin, base + end, row.kind, false));
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
    find_literals(text, false, out);
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
    find_literals(stretch, true, out);
    const auto quoted = [&](const Poison& one) {
      return is_quoted(stretch, one.at.at, std::size_t{one.at.at} + one.at.size);
    };
    out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), quoted),
              out.end());
    for (std::size_t i = before; i < out.size(); ++i) out[i].at.at += static_cast<std::uint32_t>(begin);
    done = at + kAround / 2;
  });
}

}  // namespace callgate::analysis
