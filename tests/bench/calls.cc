#include "calls.h"

#include <charconv>

#include "json_members.h"
#include "payload.h"

namespace callgate::bench {
namespace {

constexpr std::string_view kResultHead = R"({"content":[{"type":"text","text":")";
constexpr std::string_view kResultTail = R"("}]})";

void append_head(std::string& out, std::string_view tool, std::uint64_t id) {
  out.append(R"({"jsonrpc":"2.0","id":)").append(std::to_string(id));
  out.append(R"(,"method":"tools/call","params":{"name":")").append(tool).append(R"(","arguments":{)");
}

// 0, which is no call's id, for anything but a whole number.
std::uint64_t whole_number(std::string_view value) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc{} && end == value.data() + value.size() ? number : 0;
}

// The text of a result of the form that the bench server writes; `found` is false for any other.
std::string_view result_text(std::string_view result, bool& found) {
  found = result.starts_with(kResultHead) && result.ends_with(kResultTail);
  if (found) {
    result.remove_prefix(kResultHead.size());
    result.remove_suffix(kResultTail.size());
  }
  return result;
}

}  // namespace

void append_echo_call(std::string& out, std::string_view tool, std::uint64_t id) {
  append_head(out, tool, id);
  out += R"("text":")";
  append_echo_text(out, id);
  out += "\"}}}\n";
}

bool is_echo_result(std::string_view result, std::uint64_t id) {
  bool found = false;
  const std::string_view text = result_text(result, found);
  static std::string expected;
  expected.clear();
  append_echo_text(expected, id);
  return found && text == expected;
}

void append_blob_call(std::string& out, std::string_view tool, std::uint64_t id, std::size_t size) {
  append_head(out, tool, id);
  out.append(R"("seed":)").append(std::to_string(id));
  out.append(R"(,"size":)").append(std::to_string(size)).append("}}}\n");
}

bool is_blob_result(std::string_view result, std::uint64_t id, std::size_t size) {
  bool found = false;
  const std::string_view text = result_text(result, found);
  if (!found || text.size() != size) return false;
  for (std::size_t at = 0; at < size;) {
    const std::string_view piece = blob_piece(id, at, size - at);
    if (text.substr(at, piece.size()) != piece) return false;
    at += piece.size();
  }
  return true;
}

Answer read_answer(std::string_view line) {
  Answer answer;
  each_member(line, [&](std::string_view key, std::string_view value) {
    if (key == "id") answer.id = whole_number(value);
    if (key == "result") answer.result = value;
  });
  return answer;
}

}  // namespace callgate::bench
