// Tool calls of the bench server, and the proof that an answer is the right one: its id is the call's own,
// and its result is, byte for byte, what the bench server answers to these arguments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::bench {

// Appends a call of `tool` (echo under its exposed name) whose text depends on the id.
void append_echo_call(std::string& out, std::string_view tool, std::uint64_t id);
// True if this is the result of the echo call with that id.
bool is_echo_result(std::string_view result, std::uint64_t id);

// Appends a call of `tool` (blob under its exposed name); the id is the seed too.
void append_blob_call(std::string& out, std::string_view tool, std::uint64_t id, std::size_t size);
bool is_blob_result(std::string_view result, std::uint64_t id, std::size_t size);

// The id and the result of an answer line; the result is empty for an error.
struct Answer {
  std::uint64_t id = 0;
  std::string_view result;
};
Answer read_answer(std::string_view line);

}  // namespace callgate::bench
