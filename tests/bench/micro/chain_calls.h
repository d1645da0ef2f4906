// The calls and results that chain_bench plays: of a given size, clean or with something to find.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/mcp/tool.h"

namespace callgate::bench {

// A tool with a schema as servers publish them, trusted to only read.
inline mcp::ToolPtr reading_tool() {
  auto made = std::make_shared<mcp::Tool>();
  made->exposed = "notes__search";
  made->server = "notes";
  made->native = "search";
  made->definition = Bytes::copy(
      R"({"name":"search","description":"Searches the notes of a folder.","inputSchema":{"type":"object",)"
      R"("properties":{"folder":{"type":"string","minLength":1},"limit":{"type":"integer","minimum":1,)"
      R"("maximum":100000},"exact":{"type":"boolean"},"ratio":{"type":"number"},"order":{"enum":["asc",)"
      R"("desc"]},"text":{"type":"array","items":{"type":"string"}}},"required":["folder"]}})");
  made->hints.read_only = true;
  made->trusted = true;
  return made;
}

inline constexpr std::string_view kProse =
    "The quick brown fox jumps over the lazy dog, and then it rests for a while; see chapter 7 of the book. ";

// Prose of `size` bytes.
inline std::string prose(std::size_t size) {
  std::string out;
  while (out.size() < size) out += kProse.substr(0, size - out.size());
  return out;
}

// An object of about `size` bytes: a path, numbers, and prose in pieces of up to a kilobyte. No two serials
// give equal arguments. `hit` stands in the middle of the last piece.
inline std::string arguments_of(std::size_t size, std::size_t serial, std::string_view hit = "") {
  std::string text = R"({"folder":"work/notes/2026/november-)" + std::to_string(serial) +
                     R"(","limit":50,"exact":true,"ratio":0.25,"order":"asc","text":[)";
  while (text.size() + 1100 < size) text += '"' + prose(1000) + "\",";
  const std::string rest = prose(text.size() + 8 < size ? size - text.size() - 4 : 1);
  text += '"' + rest.substr(0, rest.size() / 2);
  if (!hit.empty()) text.append(" ").append(hit).append(" ");
  return text + rest.substr(rest.size() / 2) + "\"]}";
}

// A result with one text of `size` bytes; `hit` stands in it every four kilobytes, and at its end.
inline std::string result_of(std::size_t size, std::string_view hit = "") {
  std::string text;
  while (text.size() < size) {
    text += prose(std::min<std::size_t>(4096, size - text.size()));
    if (!hit.empty()) text.append(" ").append(hit).append(" ");
  }
  return R"({"content":[{"type":"text","text":")" + text + R"("}],"isError":false})";
}

}  // namespace callgate::bench
