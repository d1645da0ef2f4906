// The blocks of a result, made to fit.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/guards/output/cut_json.h"
#include "core/guards/output/result_parts.h"

namespace callgate::guard {

struct Room {
  std::size_t bytes = 0, chars = kAny;  // for all texts together
  std::size_t binary = kAny, form = kAny;
  JsonLimits json{};  // of JSON that is cut; its bytes are set where it is
  JsonBounds always;  // of JSON that would fit, too
};

struct CutBlocks {
  std::string joined;        // raw blocks with commas between them
  std::size_t text = 0;      // bytes of text that are kept
  std::size_t form = 0;      // bytes of all else that are kept, besides data
  std::size_t left_out = 0;  // blocks that are not there any more
  // Where in `joined`, inside of a string literal, a text ends that was cut and is no JSON.
  std::optional<std::size_t> cut_at;
};

// Keeps blocks as they stand while there is room. The text for which there is not enough is cut, and texts
// behind it go; a text that is JSON stays JSON.
CutBlocks cut_blocks(const ResultParts& parts, const Room& room);

// Whether `text` (UTF-8) is a JSON array or object, however deep.
bool is_json_container(std::string_view text);

// `text` (UTF-8) as JSON within the limits; nothing if it is no array or object, has too many values to be
// looked at, or, unless `anyway`, is within the bounds.
std::optional<std::string> cut_json_text(std::string_view text, const JsonLimits& limits,
                                         const JsonBounds& bounds, bool anyway);

}  // namespace callgate::guard
