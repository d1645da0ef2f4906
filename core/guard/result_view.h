// What guards ask of a result, found in one walk over its text.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/recycle.h"

namespace callgate::guard {

// A part of a result that people and models read: the raw inside of a string literal, or a JSON value.
struct ResultText {
  std::string_view text;
  bool json = false;
};

// Views lead into the result; empty: it has no such member.
struct ResultView {
  // `result` is the validated result object of tools/call, resources/read or prompts/get.
  explicit ResultView(std::string_view result);

  std::string_view result;
  bool complete = true;  // false: the server wants to know more first (MCP 2026-07-28, resultType)
  bool failed = false;   // isError
  std::string_view content, structured;
  // In the order of the text: the texts of blocks, of embedded resources, of messages and of contents, the
  // titles and descriptions beside them, and all of structuredContent; not data in base64, addresses, and
  // `_meta`.
  std::vector<ResultText, RecyclingAllocator<ResultText>> texts;
};

}  // namespace callgate::guard
