#include "core/guards/output/result_parts.h"

#include <string>

#include "core/json/escape.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using json::Type;

// Messages hold content, content holds resources.
void look_into(std::string_view value, int levels, ResultBlock& block) {
  if (json::type_of(value) == Type::array) {
    json::Elements walk(value);
    for (std::string_view element; walk.next(element);) look_into(element, levels, block);
    return;
  }
  if (json::type_of(value) != Type::object || levels == 0) return;
  json::Members walk(value);
  std::string decoded;
  for (json::Member member; walk.next(member);) {
    if (member.key.find('\\') != member.key.npos) {
      decoded.clear();
      json::append_decoded(decoded, member.key);
      member.key = decoded;
    }
    const bool string = json::type_of(member.value) == Type::string;
    if (string && member.key == "text") {
      block.texts.push_back(member.value);
    } else if (string && (member.key == "data" || member.key == "blob")) {
      block.binary += member.value.size() - 2;
    } else if (member.key == "content" || member.key == "resource") {
      look_into(member.value, levels - 1, block);
    }
  }
}

ResultBlock block_of(std::string_view raw) {
  constexpr int kLevels = 3;
  ResultBlock block{raw, {}, 0, raw.size()};
  look_into(raw, kLevels, block);
  block.form -= block.binary;
  for (const std::string_view text : block.texts) block.form -= text.size();
  return block;
}

}  // namespace

bool holds_result_blocks(std::string_view key) {
  return key == "content" || key == "contents" || key == "messages";
}

ResultParts parts_of(std::string_view result) {
  ResultParts parts;
  json::Members walk(result);
  for (json::Member member; walk.next(member);) {
    if (member.key == "structuredContent") {
      parts.structured = member.value;
      continue;
    }
    if (!holds_result_blocks(member.key) || json::type_of(member.value) != Type::array) {
      parts.form += member.value.size();
      continue;
    }
    if (parts.key.empty() || member.key == "content") parts.key = member.key;
    json::Elements each(member.value);
    for (std::string_view element; each.next(element);) {
      const ResultBlock& block = parts.blocks.emplace_back(block_of(element));
      parts.binary += block.binary;
      parts.form += block.form;
      for (const std::string_view text : block.texts) parts.text_raw += text.size() - 2;
    }
  }
  return parts;
}

TextSize text_size(const ResultParts& parts) {
  TextSize size;
  for (const ResultBlock& block : parts.blocks) {
    for (const std::string_view literal : block.texts) {
      const TextSize one = size_of_literal(literal.substr(1, literal.size() - 2));
      size.bytes += one.bytes;
      size.chars += one.chars;
    }
  }
  return size;
}

}  // namespace callgate::guard
