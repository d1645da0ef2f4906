#include "core/base/digest.h"

// The plain functions of SHA-256: those behind EVP look the algorithm up first, at five million instructions
// in the first call, which every start would pay. They are marked deprecated for that look-up's sake alone.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>
#include <cstdlib>

namespace callgate {

std::string sha256_hex(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX context;
  // None of the three can fail; a wrong digest must never go out all the same.
  if (!SHA256_Init(&context) || !SHA256_Update(&context, text.data(), text.size()) ||
      !SHA256_Final(digest.data(), &context)) {
    std::abort();
  }
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (std::size_t i = 0; i < digest.size(); ++i) {
    hex += kHex[digest[i] >> 4];
    hex += kHex[digest[i] & 15];
  }
  return hex;
}

}  // namespace callgate
