// Which parts of a result people and models read.
#pragma once

#include <string_view>

#include "core/json/view.h"

namespace callgate::guard {

// Calls found(text, json) for every such part of a result, in the order of its text: the raw inside of a
// string literal (`json` false), or a whole JSON value (true). These are the texts of blocks, of embedded
// resources, of messages and of contents, the titles and descriptions beside them, and all of
// structuredContent; not data in base64, addresses, and `_meta`. `result` is the validated result object of
// tools/call, resources/read or prompts/get.
template <class Found>
void each_text(std::string_view result, Found found);

namespace result_texts {

// "text" and its like, whatever the block is.
inline bool is_text_key(std::string_view key) {
  return key == "text" || key == "description" || key == "title";
}
inline bool holds_blocks(std::string_view key) {
  return key == "content" || key == "contents" || key == "messages" || key == "resource";
}

// Blocks nest twice: messages hold content, content holds resources.
template <class Found>
void look_into(std::string_view value, int levels, Found& found) {
  if (json::type_of(value) == json::Type::array) {
    json::Elements walk(value);
    for (std::string_view element; walk.next(element);) look_into(element, levels, found);
    return;
  }
  if (json::type_of(value) != json::Type::object || levels == 0) return;
  json::Members walk(value);
  for (json::Member member; walk.next(member);) {
    if (is_text_key(member.key) && json::type_of(member.value) == json::Type::string) {
      found(member.value.substr(1, member.value.size() - 2), false);
    } else if (holds_blocks(member.key)) {
      look_into(member.value, levels - 1, found);
    } else if (member.key == "structuredContent") {
      found(member.value, true);
    }
  }
}

}  // namespace result_texts

template <class Found>
void each_text(std::string_view result, Found found) {
  constexpr int kLevels = 4;
  result_texts::look_into(result, kLevels, found);
}

}  // namespace callgate::guard
