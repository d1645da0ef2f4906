// The finders of single kinds of poison; find_poison() asks them all.
#pragma once

#include <string_view>
#include <vector>

#include "core/analysis/poison/poison.h"
#include "core/analysis/shape.h"

namespace callgate::analysis {

// Characters that nobody sees or that reorder others, control characters and terminal sequences.
void find_hidden(std::string_view text, PoisonContext context, std::vector<Poison>& out);
// The first byte of [at, size) that may belong to one of them; size if there is none. Only ASCII that prints,
// tabs and line ends are passed over.
std::size_t skip_visible(std::string_view text, std::size_t at);
// Orders, demands of secrecy, tools that speak of other tools, and so on.
void find_phrases(std::string_view text, PoisonContext context, std::vector<Poison>& out);
// The beginnings of words one of which stands in every phrase that counts in results.
std::vector<Shape> phrase_anchors();
// A description that is hostile only as a whole. At most one finding.
void find_suspicious(std::string_view text, std::vector<Poison>& out);
// Comments that renderers leave out, images whose addresses carry data away.
void find_markup(std::string_view text, PoisonContext context, std::vector<Poison>& out);
// Words that mix Latin letters with those of other alphabets that look the same.
void find_lookalikes(std::string_view text, PoisonContext context, std::vector<Poison>& out);

inline Poison poison_at(std::size_t begin, std::size_t end, std::string_view kind, bool hard) {
  return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)}, kind, hard};
}

}  // namespace callgate::analysis
