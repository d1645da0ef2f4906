#include "core/base/seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <unistd.h>

#include <cstdlib>

namespace callgate {
namespace {

std::string hex(const unsigned char* bytes, std::size_t count) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

void prepare_hashes() {
  (void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
}

std::string hmac_hex(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  // Fails only without memory or without SHA-256: nothing could be sealed then.
  // A null pointer as key means something else to OpenSSL than an empty key.
  if (!HMAC(EVP_sha256(), key.empty() ? "" : key.data(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size)) {
    std::abort();
  }
  return hex(digest, size);
}

std::string random_hex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  // The kernel's own, at most 256 bytes a call (getentropy(3)); without randomness nothing may go on.
  if (bytes > 256 || ::getentropy(raw.data(), bytes) != 0) std::abort();
  return hex(reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace callgate
