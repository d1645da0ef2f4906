// The texts that calls carry. Driver and bench server compute the same bytes, so that every answer can be
// compared with what its call demanded. All of it is JSON string content as it stands on the wire, escapes
// included.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::bench {

inline constexpr std::size_t kEchoBytes = 200;
inline constexpr std::size_t kBlobLineBytes = 64;

// kEchoBytes of text that differ for every number.
void append_echo_text(std::string& out, std::uint64_t number);

// A blob is a run of 64-byte lines, 62 letters and an escaped newline each, from a ring of 1 MiB that is
// filled on first use; the seed says where the run starts. Returns the longest piece of the blob at `offset`,
// at most `bytes` long, or an empty one if offset or bytes are no multiple of the line. The view lives as
// long as the program.
std::string_view blob_piece(std::uint64_t seed, std::size_t offset, std::size_t bytes);

}  // namespace callgate::bench
