#include "core/guards/loops/query_history.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace callgate::guard {
namespace {

using Words = std::span<const std::uint64_t>;

std::size_t never_seen(const TokenSet& query, const std::vector<const Query*>& earlier) {
  return static_cast<std::size_t>(
      std::count_if(query.sorted.begin(), query.sorted.end(), [&](std::uint64_t token) {
        return std::none_of(earlier.begin(), earlier.end(),
                            [token](const Query* one) { return one->tokens.has(token); });
      }));
}

// The same number of words each, all but one of them shared by all, and that one new.
bool fills_one_word(const TokenSet& query, const std::vector<const Query*>& earlier) {
  const std::size_t count = query.sorted.size();
  const bool even = std::all_of(earlier.begin(), earlier.end(),
                                [count](const Query* one) { return one->tokens.sorted.size() == count; });
  if (!even || never_seen(query, earlier) != 1) return false;
  const auto shared = std::count_if(query.sorted.begin(), query.sorted.end(), [&](std::uint64_t token) {
    return std::all_of(earlier.begin(), earlier.end(),
                       [token](const Query* one) { return one->tokens.has(token); });
  });
  return static_cast<std::size_t>(shared) + 1 == count;
}

bool contains_all(Words whole, Words part) {
  return std::all_of(part.begin(), part.end(), [whole](std::uint64_t token) {
    return std::find(whole.begin(), whole.end(), token) != whole.end();
  });
}

// "weather in Paris", "weather in New York": the same words before and behind a gap of one to four words;
// what stands in the gap is new and never merely adds to what stood there before.
bool fills_a_gap(const TokenSet& query, const std::vector<const Query*>& earlier) {
  constexpr std::size_t kMaxGap = 4;
  std::size_t before = query.in_order.size(), behind = before, shortest = before;
  for (const Query* one : earlier) {
    const auto& words = one->tokens.in_order;
    const auto& mine = query.in_order;
    const std::size_t both = std::min(words.size(), mine.size());
    std::size_t front = 0, back = 0;
    while (front < both && words[front] == mine[front]) ++front;
    while (back < both && words[words.size() - 1 - back] == mine[mine.size() - 1 - back]) ++back;
    before = std::min(before, front);
    behind = std::min(behind, back);
    shortest = std::min(shortest, words.size());
  }
  if (before + behind == 0 || before + behind >= shortest) return false;
  const auto gap = [&](const TokenSet& of) {
    return Words(of.in_order).subspan(before, of.in_order.size() - before - behind);
  };
  const Words mine = gap(query);
  if (mine.size() > kMaxGap || never_seen(query, earlier) == 0) return false;
  std::vector<Words> gaps{mine};
  for (const Query* one : earlier) gaps.push_back(gap(one->tokens));
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (gaps[i].size() > kMaxGap) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (contains_all(gaps[i], gaps[j]) || contains_all(gaps[j], gaps[i])) return false;
    }
  }
  return true;
}

}  // namespace

Jitter QueryHistory::judge(const Query& query, double similarity, Instant since) const {
  std::vector<const Query*> alike;
  for (const Query& earlier : queries_) {
    if (earlier.at < since || earlier.text == query.text) continue;
    const bool known =
        std::any_of(alike.begin(), alike.end(), [&](const Query* one) { return one->text == earlier.text; });
    if (!known && overlap(earlier.tokens, query.tokens) >= similarity) alike.push_back(&earlier);
  }
  Jitter jitter{alike.size(), false};
  jitter.sweep = !alike.empty() && (fills_one_word(query.tokens, alike) || fills_a_gap(query.tokens, alike));
  return jitter;
}

std::vector<Query> QueryHistory::like(const Query& query, double similarity) const {
  std::vector<Query> out;
  std::ranges::copy_if(queries_, std::back_inserter(out),
                       [&](const Query& one) { return overlap(one.tokens, query.tokens) >= similarity; });
  return out;
}

void QueryHistory::add(Query query, std::size_t window) {
  queries_.push_back(std::move(query));
  while (queries_.size() > window) queries_.pop_front();
}

void QueryHistory::forget(std::uint64_t serial) {
  std::erase_if(queries_, [serial](const Query& query) { return query.serial == serial; });
}

bool is_query_language(std::string_view text) {
  if (text.find_first_of("{}=<>|\\;") != text.npos) return true;
  std::string start;
  for (const char c : text.substr(0, 256)) start += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto begins = [&](std::string_view word) { return start.starts_with(word); };
  return (begins("select ") && start.find(" from ") != start.npos) || begins("explain select") ||
         begins("pragma ") || (begins("with ") && start.find(" as (") != start.npos) ||
         (begins("match (") && start.find(" return ") != start.npos);
}

}  // namespace callgate::guard
