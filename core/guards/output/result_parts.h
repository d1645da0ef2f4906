// What a result consists of, as far as its size is concerned.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/guards/output/cut_text.h"

namespace callgate::guard {

// One block of content, one item of contents, or one message; raw.
struct ResultBlock {
  std::string_view raw;
  boost::container::small_vector<std::string_view, 1> texts;  // string literals in it, with their quotes
  std::size_t binary = 0;                                     // characters of base64
  std::size_t form = 0;                                       // bytes of all else
};

struct ResultParts {
  std::string_view
      key;  // "content" (tools/call), "contents" (resources/read), "messages" (prompts/get), or empty
  std::vector<ResultBlock> blocks;
  std::string_view structured;       // structuredContent; empty if there is none
  std::size_t text_raw = 0;          // bytes of all texts as they are written
  std::size_t binary = 0, form = 0;  // of all blocks; form with the members that are neither
};
// Whether a member of a result is a list of blocks.
bool holds_result_blocks(std::string_view key);
// Of a validated result object. The views lead into it.
ResultParts parts_of(std::string_view result);

// All texts of the result together.
TextSize text_size(const ResultParts& parts);

}  // namespace callgate::guard
