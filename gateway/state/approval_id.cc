#include "gateway/state/approval_id.h"

#include <sys/random.h>
#include <unistd.h>

#include <cstdlib>

namespace callgate::state {
namespace {

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
constexpr std::size_t kLength = 6, kDashAfter = 4;

}  // namespace

std::string make_approval_id() {
  std::string id;
  while (id.size() < kLength + 1) {
    unsigned char bytes[16];
    if (::getentropy(bytes, sizeof bytes) != 0) std::abort();
    for (const unsigned char byte : bytes) {
      // Bytes beyond the last full round of the alphabet would make its first letters more likely.
      if (byte >= 256 / kAlphabet.size() * kAlphabet.size() || id.size() > kLength) continue;
      id += kAlphabet[byte % kAlphabet.size()];
      if (id.size() == kDashAfter) id += '-';
    }
  }
  return id;
}

Result<std::string> read_approval_id(std::string_view typed) {
  std::string id;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (kAlphabet.find(c) == kAlphabet.npos || id.size() > kLength) {
      return error(Errc::invalid,
                   "'" + std::string(typed.substr(0, 32)) +
                       "' is no approval id; they look like K7Q2-9F and contain none of 0 O 1 I L U V");
    }
    if (id.size() == kDashAfter) id += '-';
    id += c;
  }
  if (id.empty()) return error(Errc::invalid, "an approval id is missing; they look like K7Q2-9F");
  return id;
}

}  // namespace callgate::state
